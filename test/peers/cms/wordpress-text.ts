// What WordPress 6.1.9 was seen to do with the texts that it gets (`npm run test:cms` shows whether it still does).

const SLUG_BYTES_MAX = 200;
/** In a site whose language is English. */
const SPELLED: Readonly<Record<string, string>> = { ß: "s", đ: "d", ø: "o", æ: "ae" };
/** The shortcodes of WordPress itself, as far as they vanish without what they name. */
const SHORTCODE = /\[(?:gallery|audio|video|playlist|embed|caption)\b[^\]]*\]/g;
const BLOCK_END =
  /<\/?(?:blockquote|br|h[1-6]|hr|li|ol|p|pre|section|table|tbody|td|th|thead|tr|ul)\b[^>]*>$/;
const BLOCK_START =
  /^<\/?(?:blockquote|h[1-6]|hr|li|ol|p|pre|section|table|tbody|td|th|thead|tr|ul)\b/;

/** A text as it is kept for an account without the right to unfiltered HTML. An element ends at its first ">". */
export function filteredContent(html: string): string {
  const torn = html.replace(/<[a-z][^>]*>/gi, (tag) =>
    (tag.match(/"/g)?.length ?? 0) % 2 === 0 ? tag : tag.replace(/\s[\w-]+="[^"]*$/, ">"),
  );
  return withEntities(torn.replace(/<\/?(?:script|style|input|iframe|form)\b[^>]*>/gi, ""));
}

/** A title or an excerpt: HTML too, with fewer elements. */
export function filteredLine(html: string): string {
  const inline = html.replace(/<\/?(?!(?:b|i|em|strong|code|del|q|cite|a)\b)[a-z][^>]*>/gi, "");
  return withEntities(inline).replace(/<(?![/a-z])/gi, "&lt;");
}

/** What becomes of an address's end: without accents, escaped, and cut between characters. */
export function slugFor(slug: string): string {
  const plain = slug
    .normalize("NFKD")
    .replace(/(\p{Script=Latin})\p{M}+/gu, "$1")
    .replace(/[ßđøæ]/g, (letter) => SPELLED[letter] ?? letter);
  let whole = "";
  for (const character of plain.normalize("NFC").toLowerCase()) {
    const next = whole + encodeURIComponent(character).toLowerCase();
    if (next.length > SLUG_BYTES_MAX) break;
    whole = next;
  }
  return whole;
}

/** What readers get: a line's end in a paragraph is a break, and a shortcode is what it stands for, here nothing. */
export function rendered(content: string): string {
  const parts = content.replace(SHORTCODE, "").split(/(<pre[\s\S]*?<\/pre>)/);
  return parts.map((part, index) => (index % 2 === 1 ? part : withBreaks(part))).join("");
}

function withBreaks(html: string): string {
  return html.replace(/\n/g, (_end, at: number) => {
    const isBetweenBlocks =
      BLOCK_END.test(html.slice(0, at)) || BLOCK_START.test(html.slice(at + 1));
    return isBetweenBlocks ? "\n" : "<br />\n";
  });
}

function withEntities(html: string): string {
  return html.replace(/&(?!#?\w+;)/g, "&amp;");
}
