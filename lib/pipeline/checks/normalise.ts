/**
 * The form in which a quotation and its source are compared: Unicode NFKC, straight quotation marks,
 * one kind of dash, no invisible characters, single spaces. Letters and their case stay as they are.
 * Applying it twice changes nothing.
 */
export function normaliseForMatch(text: string): string {
  return foldCharacters(text).replaceAll(/\s+/g, " ").trim();
}

/**
 * Where `quote` stands in `text`, compared as {@link normaliseForMatch} does. Offsets are UTF-16 units
 * of `text` as it is; `end` is after the last character.
 */
export function findSpan(text: string, quote: string): { start: number; end: number } | null {
  const wanted = normaliseForMatch(quote);
  if (wanted === "") return null;
  const { normalised, starts, ends } = normaliseWithOffsets(text);
  const index = normalised.indexOf(wanted);
  const start = starts[index];
  const end = ends[index + wanted.length - 1];
  return start === undefined || end === undefined ? null : { start, end };
}

interface Aligned {
  readonly normalised: string;
  /** For each unit of the normalised text, where in the original it comes from. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function normaliseWithOffsets(text: string): Aligned {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let isAfterSpace = true;
  for (const match of text.matchAll(CLUSTER)) {
    const folded = foldCharacters(match[0]);
    for (const unit of folded.split("")) {
      const isSpace = SPACE.test(unit);
      if (isSpace && isAfterSpace) continue;
      isAfterSpace = isSpace;
      parts.push(isSpace ? " " : unit);
      starts.push(match.index);
      ends.push(match.index + match[0].length);
    }
  }
  return { normalised: parts.join(""), starts, ends };
}

/** NFKC takes some of these marks apart, so they are folded before it, and what it makes after it. */
function foldCharacters(text: string): string {
  // Most sources are plain ASCII, where the grave accent is all there is to fold.
  if (ASCII.test(text)) return text.replaceAll("`", "'");
  return foldMarks(foldMarks(text).normalize("NFKC"));
}

function foldMarks(text: string): string {
  return text
    .replaceAll(/[\u2018\u2019\u201A\u201B\u2032\u2039\u203A`\u00B4]/g, "'")
    .replaceAll(/[\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB\u300C\u300D\u300E\u300F]/g, '"')
    .replaceAll(/[\u2010-\u2015\u2212\u2043]/g, "-")
    .replaceAll(INVISIBLE, "");
}

const ASCII = /^[\0-\x7F]*$/;
const SPACE = /\s/;
// The soft hyphen, joiners, direction marks and the byte order mark.
const INVISIBLE = /\u00AD|[\u200B-\u200F]|[\u202A-\u202E]|[\u2060-\u2069]|\uFEFF/g;
// A character with all that NFKC may merge into it: marks, letters of Hangul next to each other, and
// both also across invisible characters.
const CLUSTER =
  /[\u1100-\u11FF\u3131-\u318E\uFFA0-\uFFDC\uAC00-\uD7A3](?:[\u1100-\u11FF\u3131-\u318E\uFFA0-\uFFDC\uAC00-\uD7A3]|\p{M}|[\uFF9E\uFF9F]|\u00AD|[\u200B-\u200F]|[\u202A-\u202E]|[\u2060-\u2069]|\uFEFF)*|[\s\S](?:\p{M}|[\uFF9E\uFF9F]|\u00AD|[\u200B-\u200F]|[\u202A-\u202E]|[\u2060-\u2069]|\uFEFF)*/gu;
