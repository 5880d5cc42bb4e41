import { ExtractError } from "./extracted";
import { UNREADABLE_SHARE_MAX } from "./limits";
import { latin1 } from "./media-type";

/**
 * Decodes text. The character set is taken from the byte order mark, else from `charset=` of the
 * declared type, else from the page itself, else it is UTF-8.
 * Throws `not_text` when what comes out isn't text.
 */
export function decodeText(bytes: Uint8Array, mediaType: string | undefined): string {
  const decoder =
    decoderFor(charsetOfMark(bytes)) ??
    decoderFor(CHARSET.exec(mediaType ?? "")?.[1]) ??
    decoderFor(charsetOfPage(bytes)) ??
    new TextDecoder();
  const text = decoder.decode(bytes);
  if (unreadableShare(text) > UNREADABLE_SHARE_MAX) {
    throw new ExtractError(
      "not_text",
      "This file does not hold text that can be read. Save it as UTF-8 text and add it again.",
    );
  }
  return text.replaceAll(CONTROL, "").replaceAll(/\p{Surrogate}/gu, "\uFFFD");
}

function decoderFor(label: string | undefined): TextDecoder | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label);
  } catch {
    // An unknown label says nothing, so the next hint is asked.
    return undefined;
  }
}

function charsetOfMark(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xff && second === 0xfe ? "utf-16le" : undefined;
}

/** HTML puts its own declaration within the first 1024 bytes (HTML standard, section 4.2.5.4). */
function charsetOfPage(bytes: Uint8Array): string | undefined {
  const head = latin1(bytes.subarray(0, 1_024));
  const label = /<meta\b[^>]{0,300}\bcharset\s*=\s*["']?([\w.:-]{1,40})/i.exec(head)?.[1];
  // A page that was read as ASCII so far can't be UTF-16, whatever it says.
  return label?.toLowerCase().startsWith("utf-16") === true ? "utf-8" : label;
}

function unreadableShare(text: string): number {
  if (text === "") return 0;
  return (
    [...text.matchAll(UNREADABLE)].reduce((sum, { 0: run }) => sum + run.length, 0) / text.length
  );
}

const CHARSET = /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
const UNREADABLE = /[\0-\x08\x0B\x0E-\x1A\x1C-\x1F\uFFFD]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it removes.
const CONTROL = /[\0-\x08\x0B\x0E-\x1F\x7F]/g;
