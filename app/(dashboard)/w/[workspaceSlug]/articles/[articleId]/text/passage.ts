/** Characters of a source that are shown before and after the words that were taken from it. */
const SURROUNDINGS_CHARS = 320;
const PASSAGES_MAX = 40;
const PASSAGE_CHARS_MIN = 20;
const PASSAGE_CHARS_MAX = 1_000;

/** The words of a citation in the text they were taken from. */
export interface Span {
  readonly before: string;
  readonly words: string;
  readonly after: string;
}

/** Finds a quote in its source, whatever the white space; null when it is not there. */
export function findSpan(text: string, quote: string): Span | null {
  const words = quote.trim().split(/\s+/).map(escaped).join("\\s+");
  if (words === "") return null;
  const match = new RegExp(words, "u").exec(text);
  if (match === null) return null;
  const from = Math.max(0, match.index - SURROUNDINGS_CHARS);
  const end = match.index + match[0].length;
  const to = Math.min(text.length, end + SURROUNDINGS_CHARS);
  return {
    before: `${from > 0 ? "…" : ""}${text.slice(from, match.index)}`,
    words: match[0],
    after: `${text.slice(end, to)}${to < text.length ? "…" : ""}`,
  };
}

function escaped(text: string): string {
  return text.replaceAll(
    /[.*+?^${}()|[\]\\/-]/g,
    (sign) => `\\u{${sign.charCodeAt(0).toString(16)}}`,
  );
}

/** One sentence of a source. */
export interface Passage {
  readonly sourceId: string;
  readonly title: string;
  readonly text: string;
}

/** The sentences of a source that are worth citing: neither headings of a word or two, nor whole pages. */
export function passagesOf(source: { id: string; title: string; text: string }): Passage[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: "sentence" });
  return source.text
    .split(/\n+/)
    .flatMap((line) => [...segmenter.segment(line)].map(({ segment }) => segment.trim()))
    .filter((text) => text.length >= PASSAGE_CHARS_MIN && text.length <= PASSAGE_CHARS_MAX)
    .map((text) => ({ sourceId: source.id, title: source.title, text }));
}

/** The passages that have every word of a query in their text or title, in the order of the sources. */
export function searchPassages(passages: readonly Passage[], query: string): Passage[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return passages
    .filter(({ text, title }) => {
      const where = `${text} ${title}`.toLowerCase();
      return words.every((word) => where.includes(word));
    })
    .slice(0, PASSAGES_MAX);
}
