import type { Place } from "@/lib/markdown";
import { EXCERPT_CHARS_MAX } from "./limits";

export type Rule =
  | "quote_not_in_source"
  | "citation_unknown_source"
  | "citation_malformed"
  | "citation_undefined"
  | "uncited_number"
  | "uncited_date"
  | "uncited_quote"
  | "long_verbatim"
  | "missing_alt"
  | "meta_description_length"
  | "title_length"
  | "broken_link"
  | "placeholder_left"
  | "heading_order"
  | "empty_article";

/** A blocking finding keeps an article from being published. */
export type Severity = "blocking" | "warning" | "info";

export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  /** What is wrong and what to do, for the person who edits the article. */
  readonly message: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** The words it is about, cut to a length that fits a list. */
  readonly excerpt: string;
}

/** The start of the article, for findings that are about the whole of it. */
export const ARTICLE_START: Place = { line: 1, column: 1, offset: 0, end: 0 };

/** Makes a finding. */
export function finding(
  rule: Rule,
  severity: Severity,
  message: string,
  where: { readonly place: Pick<Place, "line" | "column">; readonly excerpt: string },
): Finding {
  const { line, column } = where.place;
  return { rule, severity, message, line, column, excerpt: shorten(where.excerpt) };
}

/** Finds `needle` in the source of a block, or settles for the start of the block. */
export function placeWithin(markdown: string, block: Place, needle: string): Place {
  const source = markdown.slice(block.offset, block.end);
  const index = source.indexOf(needle);
  if (index === -1) return block;
  const lines = source.slice(0, index).split("\n");
  const last = lines.at(-1) ?? "";
  return {
    line: block.line + lines.length - 1,
    column: lines.length === 1 ? block.column + index : last.length + 1,
    offset: block.offset + index,
    end: block.offset + index + needle.length,
  };
}

function shorten(text: string): string {
  const characters = [
    ...text
      .slice(0, EXCERPT_CHARS_MAX * 4)
      .replaceAll(/\s+/g, " ")
      .trim(),
  ];
  if (characters.length <= EXCERPT_CHARS_MAX) return characters.join("");
  return `${characters.slice(0, EXCERPT_CHARS_MAX - 1).join("")}…`;
}
