import { parseHTML } from "linkedom";

/** Ghost keeps what stands between these marks as it is, in a card of its own. */
const CARD = { start: "<!--kg-card-begin: html-->", end: "<!--kg-card-end: html-->" } as const;
/**
 * By a block's element, what Ghost's editor has no place for in it. A list's entry with two paragraphs has its words
 * run together, a quotation too; a box to tick goes; a section loses the ids that citations lead to.
 */
const NO_PLACE: Readonly<Record<string, string>> = {
  section: "*",
  table: "*",
  ul: "p + p, pre, table, blockquote, img, hr, h1, h2, h3, h4, h5, h6, input",
  ol: "p + p, pre, table, blockquote, img, hr, h1, h2, h3, h4, h5, h6, input",
  blockquote: "ul, ol, pre, table, blockquote, img, hr, h1, h2, h3, h4, h5, h6",
};
const TAG = /<(\/?)([a-z][a-z0-9]*)\b(?:"[^"]*"|[^">])*>/g;
const VOID = new Set(["br", "hr", "img", "input"]);
/** Sources and notes point back at places in the text whose ids Ghost does not keep. */
const BACK_LINK = / ?<a href="#(?:ref|fnref)-[^"]*"[^>]*>[^<]*<\/a>/g;

/**
 * The body in a form that Ghost's editor holds without a loss. Ghost reads HTML into blocks of its own and writes it
 * anew. A block that it would spoil is sent as an HTML card. Links back into the text are left out: they would lead
 * nowhere.
 */
export function htmlForGhost(html: string): string {
  return blocksOf(html)
    .map((block) => (needsCard(block) ? carded(block) : struckOut(block)))
    .join("");
}

/** The elements and texts that the fragment has at its top. Every element but the void ones has an end. */
function blocksOf(html: string): string[] {
  const blocks: string[] = [];
  let depth = 0;
  let start = 0;
  for (const match of html.matchAll(TAG)) {
    const [tag, slash, name = ""] = match;
    if (VOID.has(name)) continue;
    const isEnd = slash !== "";
    if (!isEnd && depth === 0) {
      blocks.push(html.slice(start, match.index));
      start = match.index;
    }
    depth += isEnd ? -1 : 1;
    if (isEnd && depth === 0) {
      blocks.push(html.slice(start, match.index + tag.length));
      start = match.index + tag.length;
    }
  }
  return [...blocks, html.slice(start)];
}

function needsCard(block: string): boolean {
  const [, name = ""] = /^<([a-z0-9]+)/.exec(block) ?? [];
  const selector = NO_PLACE[name];
  if (selector === undefined) return false;
  const { document } = parseHTML(`<!doctype html><html><body>${block}</body></html>`);
  return document.body.firstElementChild?.querySelector(selector) !== null;
}

function carded(block: string): string {
  return `${CARD.start}${block.replace(BACK_LINK, "")}${CARD.end}`;
}

/** Ghost knows what is struck out by another name only. */
function struckOut(block: string): string {
  return block.replace(/<(\/?)del>/g, "<$1s>");
}
