import { type Block, blocksOf, wordSegmenter } from "@/lib/markdown";
import {
  MARKDOWN_CHARS_MAX,
  PASSAGE_CHARS_MAX,
  PASSAGE_WIDTH_MIN,
  PASSAGES_PER_SOURCE_MAX,
} from "./limits";
import { termsOf } from "./terms";
import type { DigestSnapshot } from "./types";

/** A stretch of a source that can be quoted as it is. */
export interface Passage {
  readonly sourceId: string;
  /** Which of the sources it is from, and where in it: both count from 0. */
  readonly source: number;
  readonly position: number;
  /** White space collapsed, otherwise word for word. */
  readonly text: string;
  /** The heading that it stands under, as far as the source has headings. */
  readonly heading: string;
  /** True when it is a list of short lines: joined, they don't read as sentences. */
  readonly isList: boolean;
  readonly terms: ReadonlySet<string>;
}

/**
 * The passages of all sources in order, without menus, cookie notices, captions and lists of links.
 * Sources that have nothing but short lines are taken as they are.
 */
export function passagesOf(snapshots: readonly DigestSnapshot[], language: string): Passage[] {
  return snapshots.flatMap((snapshot, source) => {
    const layout = layoutOf(snapshot.markdown);
    const all = cutUp(snapshot, source, layout, language);
    const readable = all.filter((passage) => isReadable(passage, layout));
    return (readable.length > 0 ? readable : all).slice(0, PASSAGES_PER_SOURCE_MAX);
  });
}

/** Collapses white space: the form in which passages are compared and quoted. */
export function collapse(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** The sentences of a text, each a part of it, trimmed. */
export function sentencesOf(text: string, language: string): string[] {
  return [...sentenceSegmenter(language).segment(text)]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => sentence !== "");
}

interface Layout {
  readonly headings: ReadonlySet<string>;
  /** Paragraphs that are mostly links. */
  readonly linkLists: ReadonlySet<string>;
}

/** Looks at headings and paragraphs with links only: parsing all of a long source takes seconds. */
function layoutOf(markdown: string): Layout {
  const headings = new Set<string>();
  const linkLists = new Set<string>();
  for (const part of markdown.slice(0, MARKDOWN_CHARS_MAX).split(/\n[ \t]*\n/)) {
    if (!part.startsWith("#") && !part.includes("](") && !UNDERLINED.test(part)) continue;
    const blocks = blocksOf(part);
    for (const block of blocks) if (block.kind === "heading") headings.add(collapse(block.text));
    for (const linkList of linkListsIn(blocks)) linkLists.add(linkList);
  }
  return { headings, linkLists };
}

function linkListsIn(blocks: readonly Block[]): string[] {
  const linkLists: string[] = [];
  let paragraph: { text: string; end: number } | undefined;
  let linked = 0;
  const finish = (): void => {
    if (paragraph === undefined) return;
    if (linked > paragraph.text.length * LINKED_SHARE_MAX) linkLists.push(collapse(paragraph.text));
  };
  for (const block of blocks) {
    if (block.kind === "paragraph") {
      finish();
      paragraph = block;
      linked = 0;
    } else if (block.kind === "link" && paragraph !== undefined && block.end <= paragraph.end) {
      linked += block.text.length;
    }
  }
  finish();
  return linkLists;
}

function cutUp(
  snapshot: DigestSnapshot,
  source: number,
  layout: Layout,
  language: string,
): Passage[] {
  const passages: Passage[] = [];
  let heading = "";
  for (const paragraph of snapshot.text.split(/\n[^\S\n]*\n/)) {
    const text = collapse(paragraph);
    if (layout.headings.has(text)) heading = text;
    else if (isQuotable(text)) {
      for (const part of partsOf(text, language)) {
        const terms = new Set(termsOf(part, language));
        const position = passages.length;
        const place = { sourceId: snapshot.id, source, position };
        passages.push({ ...place, text: part, heading, isList: isList(paragraph), terms });
      }
    }
    if (passages.length > PASSAGES_PER_SOURCE_MAX * 4) break;
  }
  return passages;
}

/** A character that no editor keeps would make the quotation differ from its source. */
function isQuotable(text: string): boolean {
  return text !== "" && !/\0|\p{Surrogate}/u.test(text);
}

/** Whole sentences up to the limit. A sentence beyond it is cut: it can be quoted in part. */
function partsOf(text: string, language: string): string[] {
  if (text.length <= PASSAGE_CHARS_MAX) return [text];
  const parts: string[] = [];
  let start = 0;
  let end = 0;
  for (const { index, segment } of sentenceSegmenter(language).segment(text)) {
    const next = index + segment.length;
    if (next - start > PASSAGE_CHARS_MAX && end > start) {
      parts.push(text.slice(start, end));
      start = end;
    }
    end = next;
  }
  parts.push(text.slice(start));
  return parts.map(shorten).filter((part) => part !== "");
}

function shorten(part: string): string {
  const text = part.trim();
  if (text.length <= PASSAGE_CHARS_MAX) return text;
  const cut = text.slice(0, PASSAGE_CHARS_MAX);
  const lastSpace = cut.lastIndexOf(" ");
  // Half of a character pair would not be the source's words.
  return (lastSpace > PASSAGE_CHARS_MAX / 2 ? cut.slice(0, lastSpace) : cut)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim();
}

/** Lines that begin like sentences and don't end like them. Text that was only wrapped is no list. */
function isList(paragraph: string): boolean {
  const lines = paragraph.split("\n").map((line) => line.trim());
  if (lines.length < 3) return false;
  const begun = lines.filter((line) => /^[^\p{L}]{0,5}\p{Lu}/u.test(line)).length;
  const ended = lines.filter((line) => /[.!?…]["”')]?$/.test(line)).length;
  return begun >= lines.length * LIST_SHARE_MIN && ended < lines.length * (1 - LIST_SHARE_MIN);
}

function isReadable({ text, isList: isJoined }: Passage, layout: Layout): boolean {
  if (isJoined || layout.linkLists.has(text) || FURNITURE.test(text) || CODE.test(text))
    return false;
  // What ends in a colon leads to something that isn't quoted with it.
  if (/[:：]$/.test(text)) return false;
  const letters = text.match(/[\p{L}\p{M}]/gu) ?? [];
  const symbols = text.match(/[{}()=;<>[\]|\\]/g) ?? [];
  if (symbols.length > text.length * SYMBOLS_SHARE_MAX) return false;
  const wide = text.match(WIDE) ?? [];
  const isProse = letters.length >= text.length * LETTERS_SHARE_MIN;
  return isProse && text.length + wide.length >= PASSAGE_WIDTH_MIN;
}

function sentenceSegmenter(language: string): Intl.Segmenter {
  const known = sentenceSegmenters.get(language);
  if (known !== undefined) return known;
  // Takes the language that the word segmenter settled for: a wrong tag is no reason to fail.
  const { locale } = wordSegmenter(language).resolvedOptions();
  const made = new Intl.Segmenter(locale, { granularity: "sentence" });
  if (sentenceSegmenters.size < SEGMENTERS_MAX) sentenceSegmenters.set(language, made);
  return made;
}

const SEGMENTERS_MAX = 50;
const sentenceSegmenters = new Map<string, Intl.Segmenter>();

const UNDERLINED = /\n(?:={3,}|-{3,})[ \t]*(?:\n|$)/;
const LINKED_SHARE_MAX = 0.6;
const LIST_SHARE_MIN = 0.6;
const SYMBOLS_SHARE_MAX = 0.05;
const CODE = /^(?:\/\/|\/\*|\$ |import |const |let |var |function |def |#include|<\?)/;
const LETTERS_SHARE_MIN = 0.55;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const FURNITURE =
  /^(?:we use cookies|this (?:site|website|page) uses cookies|accept (?:all )?cookies|subscribe (?:to|now)|sign up (?:for|to)|log ?in|skip to|all rights reserved|copyright ©|©|share (?:this|on)|read more|related (?:articles|posts)|previous |next |table of contents|advertisement|back to top|terms (?:of|and)|privacy policy|wir verwenden cookies|diese (?:web)?seite verwendet cookies)/i;
