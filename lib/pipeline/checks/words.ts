import { normaliseForMatch } from "./normalise";

/**
 * The words of a text as hashes, for comparing long texts. Case, punctuation and spacing don't count;
 * scripts without spaces count by the character.
 */
export function wordHashes(text: string): Int32Array {
  return normalisedWordHashes(normaliseForMatch(text));
}

/** Like {@link wordHashes}, for a text that is normalised already. */
export function normalisedWordHashes(text: string): Int32Array {
  const words = text.toLowerCase().match(WIDE.test(text) ? WORD : PLAIN_WORD) ?? [];
  return Int32Array.from(words, hashWord);
}

/** FNV-1a over UTF-16 units, 32 bits. */
function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  }
  return hash | 0;
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const PLAIN_WORD = /[\p{L}\p{N}\p{M}]+/gu;
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}\p{M}])+/gu;
