import { oneLine } from "./citation";
import { type Place, parseMarkdown, placeOf, textOf, walk } from "./tree";

/** A heading of an article. */
export interface OutlineEntry extends Place {
  /** 1 to 6. */
  readonly depth: number;
  readonly text: string;
  /** The id the heading gets in the rendered page. */
  readonly id: string;
}

/** The headings of an article, in order. */
export function outlineOf(markdown: string): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  const nextId = headingIds();
  walk(parseMarkdown(markdown), (node) => {
    if (node.type !== "heading") return;
    const text = oneLine(textOf(node));
    entries.push({ ...placeOf(node), depth: node.depth, text, id: nextId(text) });
  });
  return entries;
}

/** Letters and digits of any script, lower case, joined by hyphens. May be empty. */
export function slugOf(text: string): string {
  const words = text
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu);
  if (words === null) return "";
  return [...words.join("-")].slice(0, SLUG_LENGTH_MAX).join("").replace(/-$/, "");
}

/** Returns a function that gives each heading of one article its id: never the same one twice. */
export function headingIds(): (text: string) => string {
  const used = new Set<string>();
  return (text) => {
    const slug = slugOf(text);
    // The page uses these itself, for citations and footnotes.
    const base = slug === "" || RESERVED.test(slug) ? `section-${slug}`.replace(/-$/, "") : slug;
    let id = base;
    for (let n = 2; used.has(id); n += 1) id = `${base}-${n}`;
    used.add(id);
    return id;
  };
}

const SLUG_LENGTH_MAX = 80;
const RESERVED = /^(?:sources?|ref|fn|fnref|footnote)(?:-|$)/;
