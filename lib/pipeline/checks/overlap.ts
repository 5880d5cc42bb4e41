import { SHINGLE_WORDS } from "./limits";
import { normalisedWordHashes } from "./words";

/**
 * Marks the words of an article that stand in one of the texts as part of at least
 * {@link SHINGLE_WORDS} words in a row. Linear in the length of everything: the article's shingles go
 * into a table, and each text is read past it once with a rolling hash.
 */
export function markOverlap(words: Int32Array, normalisedTexts: Iterable<string>): Uint8Array {
  const marked = new Uint8Array(words.length);
  const shingles = tableOf(words);
  if (shingles.size === 0) return marked;
  for (const text of normalisedTexts) {
    forEachShingle(normalisedWordHashes(text), (hash) => {
      const positions = shingles.get(hash);
      if (positions === undefined) return;
      // Found once is enough: the next text need not look for it again.
      shingles.delete(hash);
      for (const position of positions) marked.fill(1, position, position + SHINGLE_WORDS);
    });
  }
  return marked;
}

function tableOf(words: Int32Array): Map<number, number[]> {
  const shingles = new Map<number, number[]>();
  forEachShingle(words, (hash, position) => {
    const positions = shingles.get(hash);
    if (positions === undefined) shingles.set(hash, [position]);
    else positions.push(position);
  });
  return shingles;
}

function forEachShingle(words: Int32Array, visit: (hash: number, position: number) => void): void {
  let hash = 0;
  for (const [i, word] of words.entries()) {
    const leaving = i < SHINGLE_WORDS ? 0 : (words[i - SHINGLE_WORDS] ?? 0);
    hash = (Math.imul(hash - Math.imul(leaving, LEADING_POWER), BASE) + word) | 0;
    if (i >= SHINGLE_WORDS - 1) visit(hash, i - SHINGLE_WORDS + 1);
  }
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i += 1) result = Math.imul(result, base);
  return result;
}

const BASE = 0x2545f491;
const LEADING_POWER = power(BASE, SHINGLE_WORDS - 1);
