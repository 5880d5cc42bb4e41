import { collectBody, type DecodedBody, openBody } from "./body";
import type { Lifetime } from "./deadline";
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
  readonly lifetime: Lifetime;
  /** Called once, when the body is over: how much was read, and what went wrong. */
  readonly onEnd: (bytes: number, error: SafenetError | undefined) => void;
}

/** Wraps the final hop. The connection is let go when the body ends, fails, is cancelled, or the call's time is up. */
export function createResponse(setting: ResponseSetting): SafeResponse {
  const { hop, hopIndex } = setting;
  const { bytes, chunks, end } = bodyReader(setting);
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
    stream: chunks,
    cancel: () => end(),
  };
}

interface BodyReader {
  readonly bytes: () => Promise<Uint8Array>;
  readonly chunks: () => AsyncGenerator<Uint8Array, void>;
  readonly end: (error?: SafenetError) => void;
}

/** Reads the body once, by one of its ways, and says when it is over. */
function bodyReader({ hop, lifetime, hopIndex, bytesMax, onEnd }: ResponseSetting): BodyReader {
  let bytes = 0;
  let isRead = false;
  let isOver = false;
  const end = (error?: SafenetError): void => {
    if (isOver) return;
    isOver = true;
    lifetime.offEnd(stop);
    hop.release();
    onEnd(bytes, error);
  };
  const stop = (reason: SafenetError): void => end(reason.at(hopIndex, true));
  const fail = (error: unknown): SafenetError => {
    const failure = (lifetime.reason ?? toSafenetError(error)).at(hopIndex, true);
    end(failure);
    return failure;
  };
  const claim = (): void => {
    if (isRead) throw new Error("The body of this response was read before.");
    isRead = true;
  };
  const open = (): DecodedBody => {
    lifetime.requireGoing();
    return openBody(hop.body, hop.headers, bytesMax, (count) => {
      bytes += count;
    });
  };
  async function* read(): AsyncGenerator<Uint8Array, void> {
    if (!hop.hasBody) return;
    try {
      const { stream, count } = open();
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        count(chunk);
        yield chunk;
      }
    } catch (error) {
      throw fail(error);
    } finally {
      end();
    }
  }
  lifetime.onEnd(stop);
  hop.body.once("error", (error) => {
    // A reader reports its own failures; this one is about a body that nobody reads.
    if (!isRead) fail(error);
  });
  if (!hop.hasBody) end();
  return {
    end,
    bytes: async () => {
      claim();
      if (!hop.hasBody) return new Uint8Array();
      try {
        const all = await collectBody(open());
        // The whole body may have been here when it ended.
        lifetime.requireGoing();
        end();
        return all;
      } catch (error) {
        throw fail(error);
      }
    },
    chunks: () => {
      claim();
      return read();
    },
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
