import { parseHTML } from "linkedom";

const BLOCK_TAG =
  /<\/?(?:address|article|aside|blockquote|br|caption|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|img|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul)(?=[\s/>])(?:"[^"]*"|[^">])*>/gi;
const UNSEEN = /<!--[\s\S]*?-->|<(script|style|template)\b[\s\S]*?<\/\1\s*>/gi;

/**
 * The words of an HTML fragment as a reader sees them: entities decoded, white space collapsed, Unicode in
 * form C. CMSes rewrite tags and attributes, so that only the text can be compared with what was sent.
 */
export function textOfHtml(html: string): string {
  const spaced = html.replace(UNSEEN, " ").replace(BLOCK_TAG, " ");
  const { document } = parseHTML(`<!doctype html><html><body>${spaced}</body></html>`);
  const text = document.body.textContent ?? "";
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

/** Whether two HTML fragments read the same. */
export function readsTheSame(left: string, right: string): boolean {
  return textOfHtml(left) === textOfHtml(right);
}

/** The first `charsMax` UTF-16 units of a text, without half a character at the end. */
export function cutText(text: string, charsMax: number): string {
  return text.slice(0, charsMax).replace(/[\uD800-\uDBFF]$/, "");
}
