import { constants, inflateSync } from "node:zlib";
import { ExtractError } from "./extracted";
import { PDF_STREAM_BYTES_MAX, PDF_STREAMS_BYTES_MAX } from "./limits";
import { latin1 } from "./media-type";

/**
 * Refuses a PDF whose compressed streams grow beyond the limits. The reader inflates without one, so
 * this is tried first. Streams that don't inflate are the reader's business.
 * @throws ExtractError `too_large`
 */
export function requireBoundedStreams(bytes: Uint8Array): void {
  const text = latin1(bytes);
  if (STACKED_FILTERS.test(text)) throw tooLarge();
  let left = PDF_STREAMS_BYTES_MAX;
  for (const match of text.matchAll(STREAM)) {
    const start = match.index + match[0].length;
    const end = text.indexOf("endstream", start);
    // Only zlib streams: deflate with a window of 32 KiB starts with 0x78 or less.
    const isDeflated = ((bytes[start] ?? 0) & 0x0f) === 8;
    if (isDeflated) left -= inflatedBytes(bytes.subarray(start, end === -1 ? undefined : end));
    if (left < 0) throw tooLarge();
  }
}

function inflatedBytes(compressed: Uint8Array): number {
  try {
    return inflateSync(compressed, {
      maxOutputLength: PDF_STREAM_BYTES_MAX,
      finishFlush: constants.Z_SYNC_FLUSH,
    }).length;
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge();
    return 0;
  }
}

function tooLarge(): ExtractError {
  return new ExtractError(
    "too_large",
    "The PDF unpacks to more than is read here. Add a shorter one, or paste the part you need.",
  );
}

const STREAM = /\bstream\r?\n/g;
// Deflate inside deflate: what it grows to can't be told from the outside.
const STACKED_FILTERS = /\/(?:FlateDecode|Fl)\s*\/(?:FlateDecode|Fl)\b/;
