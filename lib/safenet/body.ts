import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { SafenetError } from "./errors";
import type { HeaderMap } from "./headers";

const CODINGS: readonly string[] = ["gzip", "x-gzip", "br", "deflate"];

/**
 * Yields the decoded body. Throws ENCODING_REFUSED for an unknown or a second content coding, and
 * RESPONSE_TOO_LARGE for a Content-Length beyond `bytesMax` or as soon as more decoded bytes appear.
 */
export async function* decodeBody(
  body: Readable,
  headers: HeaderMap,
  bytesMax: number,
): AsyncGenerator<Uint8Array, void> {
  requireReadable(headers, bytesMax);
  const stream = decoded(body, codingOf(headers));
  let bytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > bytesMax) throw new SafenetError("RESPONSE_TOO_LARGE", { details: { bytes } });
      yield chunk;
    }
  } finally {
    stream.destroy();
    body.destroy();
  }
}

function requireReadable(headers: HeaderMap, bytesMax: number): void {
  const coding = codingOf(headers);
  if (coding !== "identity" && !CODINGS.includes(coding)) {
    throw new SafenetError("ENCODING_REFUSED", { details: { coding } });
  }
  const length = Number(headers["content-length"] ?? 0);
  if (length > bytesMax) throw new SafenetError("RESPONSE_TOO_LARGE", { details: { length } });
}

function codingOf(headers: HeaderMap): string {
  const coding = (headers["content-encoding"] ?? "").trim().toLowerCase();
  return coding === "" ? "identity" : coding;
}

function decoded(body: Readable, coding: string): Readable {
  switch (coding) {
    case "gzip":
    case "x-gzip":
      return piped(body, createGunzip());
    case "br":
      return piped(body, createBrotliDecompress());
    case "deflate":
      return piped(body, createInflate());
    default:
      return body;
  }
}

function piped<T extends Readable & NodeJS.WritableStream>(body: Readable, decoder: T): T {
  // The failure of either end reaches the reader through the decoder.
  pipeline(body, decoder, () => {});
  return decoder;
}
