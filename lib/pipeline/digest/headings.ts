import { HEADING_CHARS_MAX } from "./limits";
import type { Passage } from "./passages";
import { isTelling, termsOf } from "./terms";

/** Gives every group a heading of its own: one of its sources' headings, else its key terms. */
export function headingsFor(
  groups: readonly (readonly Passage[])[],
  topic: string,
  language: string,
): string[] {
  const used = new Set<string>();
  const everything = groups.flat();
  return groups.map((group, i) => {
    const candidates = [
      ...sourceHeadings(group).map((heading) => sentenceCase(heading, group)),
      keyTerms(group, everything, language),
      topic,
    ];
    const fresh = candidates.find((one) => one !== "" && !used.has(one.toLowerCase()));
    const heading = shorten(fresh ?? `${topic} (${i + 1})`);
    used.add(heading.toLowerCase());
    return heading;
  });
}

/**
 * Sentence case, as far as the source itself writes a word in lower case somewhere: names and
 * acronyms stay as they are.
 */
export function sentenceCase(heading: string, group: readonly Pick<Passage, "text">[]): string {
  const words = new Set(group.flatMap(({ text }) => text.match(/\p{L}[\p{L}\p{M}'’]*/gu) ?? []));
  const isShouted = heading === heading.toUpperCase();
  const cased = heading.replaceAll(/\p{Lu}[\p{L}\p{M}'’]*/gu, (word) => {
    const lower = word.toLowerCase();
    if (!isShouted && /\p{Lu}/u.test(word.slice(1))) return word;
    return words.has(lower) || SMALL_WORDS.has(lower) ? lower : word;
  });
  return capitalise(cased);
}

/** Makes the first letter a capital. */
export function capitalise(text: string): string {
  const [first = "", ...rest] = text;
  return first.toUpperCase() + rest.join("");
}

/** The most frequent first; headings that say nothing are left out. */
function sourceHeadings(group: readonly Passage[]): string[] {
  const counts = new Map<string, number>();
  for (const { heading } of group) {
    const text = cleanHeading(heading);
    if (text !== "" && !EMPTY_HEADINGS.test(text)) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([heading]) => heading);
}

function cleanHeading(heading: string): string {
  return heading
    .replace(/^(?:chapter\s+)?\d+(?:\.\d+)*[.:)]?\s+/i, "")
    .replace(/[\s:.#¶]+$/, "")
    .trim();
}

/** Up to three words that this group has more than the others. */
function keyTerms(group: readonly Passage[], all: readonly Passage[], language: string): string {
  const counts = new Map<string, number>();
  for (const { text } of group) {
    for (const term of termsOf(text, language)) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const scored = [...counts]
    .filter(([term]) => isTelling(term))
    .map(([term, count]) => {
      const holders = all.filter((passage) => passage.terms.has(term)).length;
      return { term, score: count * Math.log(1 + all.length / Math.max(1, holders)) };
    })
    // The sort is stable: of equals, the one that the sources name first wins.
    .sort((a, b) => b.score - a.score);
  const [first, second, third] = scored.slice(0, 3).map(({ term }) => writtenForm(term, group));
  if (first === undefined) return "";
  if (second === undefined) return capitalise(first);
  if (third === undefined) return capitalise(`${first}, ${second}`);
  return capitalise(`${first}, ${second}, ${third}`);
}

/** Names keep their capital: the form that the source uses inside its sentences. */
function writtenForm(term: string, group: readonly Passage[]): string {
  for (const { text } of group) {
    const index = text.toLowerCase().indexOf(term);
    const written = text.slice(index, index + term.length);
    if (index > 0 && written.toLowerCase() === term && !/[.!?]\s*$/.test(text.slice(0, index))) {
      return written;
    }
  }
  return term;
}

function shorten(heading: string): string {
  const characters = [...heading];
  if (characters.length <= HEADING_CHARS_MAX) return heading;
  return `${characters
    .slice(0, HEADING_CHARS_MAX - 1)
    .join("")
    .trim()}…`;
}

const SMALL_WORDS: ReadonlySet<string> = new Set(
  "a an and as at but by for from in into is of on or the to vs with how your".split(" "),
);
const EMPTY_HEADINGS =
  /^(?:introduction|overview|summary|conclusions?|abstract|contents|table of contents|about|home|faq|notes?|see also|references|further reading|tips?|warning|caution|important|einleitung|fazit|zusammenfassung)$/i;
