/** WordPress keeps this many bytes of an address's end, escaped. */
const SLUG_BYTES_MAX = 200;
const PREFORMATTED = /(<pre\b[\s\S]*?<\/pre>)/;
const BLOCK =
  "(?:blockquote|h[1-6]|hr|li|ol|p|pre|section|table|tbody|td|th|thead|tr|ul)(?=[\\s>])[^<>]*>";
const LINE_END = new RegExp(`(<br>|</?${BLOCK})?\\n(?=(</?${BLOCK})?)`, "g");
const VALUE_IN_TAG = /<[a-z][a-z0-9]*\b(?:"[^"]*"|[^">])*>/g;
/** Letters that WordPress spells out, each language of a site in its own way. */
const SPELLED = /(?=\p{Script=Latin})[^a-z]/u;

/**
 * The body as WordPress shows it like we do. It takes "[word]" for a call of a plugin, in code samples too, so
 * that a text could run one or lose words; it breaks the line where a paragraph's source has a new one; and it takes
 * a "<" or ">" in an attribute, an image's description, for the start or end of the element and tears that apart.
 */
export function contentFor(html: string): string {
  return html
    .split(PREFORMATTED)
    .map((part, index) => (index % 2 === 1 ? part : joined(part)))
    .join("")
    .replace(VALUE_IN_TAG, (tag) => tag.replace(/"[^"]*"/g, escapedAngles))
    .replace(/\[(?=[a-z/[])/gi, "&#91;");
}

function escapedAngles(value: string): string {
  return value.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A title or an excerpt: WordPress puts them into pages as HTML. */
export function lineFor(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Whether an address's end is the one that was sent: WordPress escapes other scripts, and cuts. */
export function isSameSlug(found: string, sent: string): boolean {
  const wanted = sent.normalize("NFC").toLowerCase();
  const present = decoded(found);
  if (present === wanted || SPELLED.test(wanted)) return true;
  return encodeURIComponent(wanted).length > SLUG_BYTES_MAX && wanted.startsWith(present);
}

function joined(html: string): string {
  return html.replace(LINE_END, (whole, before?: string, after?: string) =>
    before === undefined && after === undefined ? " " : whole,
  );
}

/** An address's end as a person reads it. */
export function decoded(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}
