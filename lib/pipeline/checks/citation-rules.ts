import type { CitationProblem, Place, TextBlock } from "@/lib/markdown";
import type { CheckedArticle } from "./checked-article";
import { type Finding, finding } from "./finding";

/** Citations that are broken, name an unknown source, or quote what the source doesn't say. */
export function checkCitations(article: CheckedArticle): Finding[] {
  return [...brokenCitations(article), ...wrongCitations(article), ...wrongBlockquotes(article)];
}

function brokenCitations({ read, input }: CheckedArticle): Finding[] {
  return read.problems.map((problem) => {
    const excerpt = input.markdown.slice(problem.place.offset, problem.place.end);
    return brokenCitation(problem, { place: problem.place, excerpt });
  });
}

function brokenCitation(
  { kind, key }: CitationProblem,
  where: { place: Place; excerpt: string },
): Finding {
  switch (kind) {
    case "malformed": {
      const message = `The citation [^${key}] is damaged. Remove it and add it again from the source.`;
      return finding("citation_malformed", "blocking", message, where);
    }
    case "duplicate": {
      const message = `There are two citations [^${key}]. Give one of them another number.`;
      return finding("citation_malformed", "blocking", message, where);
    }
    case "undefined": {
      const message = `Nothing is cited at [^${key}]. Add the citation or remove the mark.`;
      return finding("citation_undefined", "warning", message, where);
    }
  }
}

function wrongCitations({ read, sources }: CheckedArticle): Finding[] {
  return read.citations.flatMap((citation) => {
    const where = { place: citation.definitionPlace, excerpt: citation.quote };
    const source = sources.get(citation.sourceId);
    if (source === undefined) {
      const message = `The source of [^${citation.key}] is not one of this article's sources. Add it, or cite another.`;
      return [finding("citation_unknown_source", "blocking", message, where)];
    }
    if (source.holds(citation.quote)) return [];
    const message = `The words cited at [^${citation.key}] are not in the source. Quote it as it is, or cite the source that says so.`;
    return [finding("quote_not_in_source", "blocking", message, where)];
  });
}

function wrongBlockquotes(article: CheckedArticle): Finding[] {
  return article.texts.filter(isQuotedProse).flatMap((block) => {
    const sources = article.sourcesOf(article.footnotesOfQuoted(block));
    if (sources.length === 0 || isAttribution(block)) return [];
    const isFound = quotedParts(block.text).every((part) =>
      sources.some((source) => source.holds(part)),
    );
    if (isFound) return [];
    const message =
      "This quotation is not in the source that it cites, word for word. Correct it, or write it as text of your own.";
    return [
      finding("quote_not_in_source", "blocking", message, { place: block, excerpt: block.text }),
    ];
  });
}

function isQuotedProse(block: TextBlock): boolean {
  return block.isInQuote && (block.kind === "paragraph" || block.kind === "table_row");
}

/** The line under a quotation that says who said it. */
function isAttribution(block: TextBlock): boolean {
  return block.footnotes.length === 0 && /^[—–-]/.test(block.text) && block.text.length < 200;
}

/** A quotation may leave words out where it says so, and may stand in quotation marks. */
function quotedParts(text: string): string[] {
  return text
    .replace(/^["“„«]|["”“»]$/g, "")
    .split(/\[(?:…|\.{3})\]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
