import type { TextBlock } from "@/lib/markdown";
import type { CheckedArticle } from "./checked-article";
import { ARTICLE_START, type Finding, finding, type Severity } from "./finding";
import {
  UNQUOTED_SHARE_MAX,
  VERBATIM_BODY_WORDS_MIN,
  VERBATIM_RUN_WORDS_MAX,
  VERBATIM_SHARE_MAX,
  VERBATIM_SHARE_WARNING,
} from "./limits";
import { markOverlap } from "./overlap";
import { isPlaceholder } from "./placeholder";
import { wordHashes } from "./words";

/** Text of others that is passed off as the article's own, or that is most of the article. */
export function checkVerbatim(article: CheckedArticle): Finding[] {
  const body = layOut(article);
  const taken = takenWords(article, body.words);
  return [...longRuns(body, taken), ...largeShare(body, taken)];
}

interface Stretch {
  readonly block: TextBlock;
  readonly isCitedQuote: boolean;
  /** Its words are [start, end) of the body's. */
  readonly start: number;
  readonly end: number;
}

interface Body {
  readonly words: Int32Array;
  readonly stretches: readonly Stretch[];
}

/** Headings and places for text still to come are left out: they would thin out the share. */
function layOut(article: CheckedArticle): Body {
  const stretches: Stretch[] = [];
  const hashes: Int32Array[] = [];
  let length = 0;
  for (const block of article.texts) {
    if (block.kind === "heading" || isPlaceholder(block.text)) continue;
    const words = wordHashes(block.text);
    const isCitedQuote =
      block.isInQuote && article.sourcesOf(article.footnotesOfQuoted(block)).length > 0;
    stretches.push({ block, isCitedQuote, start: length, end: length + words.length });
    hashes.push(words);
    length += words.length;
  }
  const words = new Int32Array(length);
  for (const [i, stretch] of stretches.entries()) words.set(hashes[i] ?? [], stretch.start);
  return { words, stretches };
}

/** Marks what stands in somebody else's source and not in one of the team's own. */
function takenWords(article: CheckedArticle, words: Int32Array): Uint8Array {
  const sources = [...article.sources.values()];
  const textsOf = (isOwn: boolean) =>
    sources.filter((source) => source.snapshot.isOwn === isOwn).map((source) => source.normalised);
  const taken = markOverlap(words, textsOf(false));
  const own = markOverlap(words, textsOf(true));
  return taken.map((mark, i) => (own[i] === 1 ? 0 : mark));
}

function longRuns({ stretches }: Body, taken: Uint8Array): Finding[] {
  const findings: Finding[] = [];
  let run = 0;
  let first: TextBlock | undefined;
  const finish = (): void => {
    if (run > VERBATIM_RUN_WORDS_MAX && first !== undefined) findings.push(longRun(first, run));
    run = 0;
    first = undefined;
  };
  for (const { block, isCitedQuote, start, end } of stretches) {
    if (isCitedQuote) finish();
    else {
      for (const mark of taken.subarray(start, end)) {
        if (mark === 0) finish();
        else {
          run += 1;
          first ??= block;
        }
      }
    }
  }
  finish();
  return findings;
}

function longRun(block: TextBlock, words: number): Finding {
  const message = `${words} words in a row are taken from a source that isn't yours. Make them a block quotation with a citation, or write it in your own words.`;
  return finding("long_verbatim", "blocking", message, { place: block, excerpt: block.text });
}

function largeShare({ stretches, words }: Body, taken: Uint8Array): Finding[] {
  if (words.length < VERBATIM_BODY_WORDS_MIN) return [];
  const unquoted = stretches
    .filter((stretch) => !stretch.isCitedQuote)
    .reduce((sum, { start, end }) => sum + count(taken.subarray(start, end)), 0);
  const share = count(taken) / words.length;
  const percent = Math.round(share * 100);
  if (share > VERBATIM_SHARE_MAX) {
    const message = `${percent} % of the text is taken from sources that aren't yours. Add text of your own, leave quotations out, or mark the sources that are yours.`;
    return [shareFinding("blocking", message)];
  }
  if (unquoted / words.length > UNQUOTED_SHARE_MAX) {
    const message = `${Math.round((unquoted / words.length) * 100)} % of the text is taken from sources that aren't yours, outside quotations. Quote it with citations, or write it in your own words.`;
    return [shareFinding("blocking", message)];
  }
  if (share <= VERBATIM_SHARE_WARNING) return [];
  const message = `${percent} % of the text is quoted from sources that aren't yours. More text of your own would make it an article.`;
  return [shareFinding("warning", message)];
}

function shareFinding(severity: Severity, message: string): Finding {
  return finding("long_verbatim", severity, message, { place: ARTICLE_START, excerpt: "" });
}

function count(marks: Uint8Array): number {
  return marks.reduce((sum, mark) => sum + mark, 0);
}
