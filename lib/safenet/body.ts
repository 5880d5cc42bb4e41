import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { SafenetError } from "./errors";
import type { HeaderMap } from "./headers";

const CODINGS: readonly string[] = ["gzip", "x-gzip", "br", "deflate"];

/** The decoded body of a response, of which no more than the cap is ever read. */
export interface DecodedBody {
  readonly stream: Readable;
  /** Counts one chunk. Throws RESPONSE_TOO_LARGE as soon as there were more bytes than may be read. */
  readonly count: (chunk: Uint8Array) => void;
}

/**
 * Opens a body for reading. Throws ENCODING_REFUSED for an unknown or a second content coding, and
 * RESPONSE_TOO_LARGE for a Content-Length beyond `bytesMax`. `onBytes` is told of each chunk.
 */
export function openBody(
  body: Readable,
  headers: HeaderMap,
  bytesMax: number,
  onBytes: (bytes: number) => void,
): DecodedBody {
  const coding = codingOf(headers);
  if (coding !== "identity" && !CODINGS.includes(coding)) {
    throw new SafenetError("ENCODING_REFUSED", { details: { coding } });
  }
  const length = Number(headers["content-length"] ?? 0);
  if (length > bytesMax) throw new SafenetError("RESPONSE_TOO_LARGE", { details: { length } });
  let bytes = 0;
  const count = ({ byteLength }: Uint8Array): void => {
    bytes += byteLength;
    if (bytes > bytesMax) throw new SafenetError("RESPONSE_TOO_LARGE", { details: { bytes } });
    onBytes(byteLength);
  };
  return { stream: decoded(body, coding), count };
}

const CLOSED = new Error("The body was closed before its end.");

/** Reads a body to its end. Rejects with what `count` throws, and with the failure of the stream. */
export function collectBody({ stream, count }: DecodedBody): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    // Of what is over already, no event tells.
    if (stream.destroyed) reject(stream.errored ?? CLOSED);
    stream.on("data", (chunk: Buffer) => {
      try {
        count(chunk);
        chunks.push(chunk);
      } catch (error) {
        reject(error);
        stream.destroy();
      }
    });
    stream.on("end", () => resolve(joined(chunks)));
    stream.on("error", reject);
    // Does nothing after an end or an error.
    stream.on("close", () => reject(CLOSED));
  });
}

/** Not Buffer.concat: the memory of a small Buffer is shared with others. */
function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return all;
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
