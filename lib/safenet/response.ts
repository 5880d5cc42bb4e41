import { decodeBody } from "./body";
import { reasonOf } from "./deadline";
import { SafenetError, toSafenetError } from "./errors";
import type { HeaderMap } from "./headers";
import type { HopResponse } from "./hop";

/** The final response of a call. The body can be read once, by one of the four ways, decoded and capped. */
export interface SafeResponse {
  readonly status: number;
  /** By lower-case name; repeated headers joined by ", ". */
  readonly headers: HeaderMap;
  readonly setCookies: readonly string[];
  /** The address that answered, after redirects. */
  readonly url: string;
  /** How many requests it took; 1 without redirects. */
  readonly hops: number;
  bytes(): Promise<Uint8Array>;
  /** UTF-8, whatever the response declares. */
  text(): Promise<string>;
  /** Throws PROTOCOL_ERROR for text that is no JSON. */
  json(): Promise<unknown>;
  stream(): AsyncIterable<Uint8Array>;
  /** Gives up a body that nobody will read. */
  cancel(): void;
}

interface ResponseSetting {
  readonly hop: HopResponse;
  readonly url: string;
  readonly hopIndex: number;
  readonly bytesMax: number;
  readonly signal: AbortSignal;
  /** Called once, when the body is over: how much was read, and what went wrong. */
  readonly onEnd: (bytes: number, error: SafenetError | undefined) => void;
}

/** Wraps the final hop. The connection closes when the body ends, fails, is cancelled, or the call's time is up. */
export function createResponse(setting: ResponseSetting): SafeResponse {
  const { hop, signal, hopIndex } = setting;
  const tally = { bytes: 0, isOver: false, isReading: false };
  const end = (error?: SafenetError): void => {
    if (tally.isOver) return;
    tally.isOver = true;
    signal.removeEventListener("abort", stop);
    hop.close();
    setting.onEnd(tally.bytes, error);
  };
  const stop = (): void => end(reasonOf(signal).at(hopIndex, true));
  signal.addEventListener("abort", stop, { once: true });
  hop.body.once("error", (error) => {
    // A reader reports its own failures; this one is about a body that nobody reads.
    if (!tally.isReading) end(toSafenetError(error).at(hopIndex, true));
  });
  if (!hop.hasBody) end();

  const stream = once(() => readAll(setting, tally, end));
  const bytes = async (): Promise<Uint8Array> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream()) chunks.push(chunk);
    return new Uint8Array(Buffer.concat(chunks));
  };
  const text = async (): Promise<string> => new TextDecoder().decode(await bytes());
  return {
    status: hop.status,
    headers: hop.headers,
    setCookies: [hop.rawHeaders["set-cookie"] ?? []].flat(),
    url: setting.url,
    hops: hopIndex + 1,
    bytes,
    text,
    json: async () => parseJson(await text(), hopIndex),
    stream,
    cancel: () => end(),
  };
}

async function* readAll(
  setting: ResponseSetting,
  tally: { bytes: number; isReading: boolean },
  end: (error?: SafenetError) => void,
): AsyncGenerator<Uint8Array, void> {
  const { hop, signal, hopIndex, bytesMax } = setting;
  if (!hop.hasBody) return;
  tally.isReading = true;
  try {
    if (signal.aborted) throw reasonOf(signal);
    for await (const chunk of decodeBody(hop.body, hop.headers, bytesMax)) {
      tally.bytes += chunk.byteLength;
      yield chunk;
    }
  } catch (error) {
    const failure = (signal.aborted ? reasonOf(signal) : toSafenetError(error)).at(hopIndex, true);
    end(failure);
    throw failure;
  } finally {
    end();
  }
}

function once<T>(make: () => T): () => T {
  let isMade = false;
  return () => {
    if (isMade) throw new Error("The body of this response was read before.");
    isMade = true;
    return make();
  };
}

function parseJson(text: string, hop: number): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new SafenetError("PROTOCOL_ERROR", {
      hop,
      sent: true,
      cause: error,
      details: { reason: "json" },
    });
  }
}
