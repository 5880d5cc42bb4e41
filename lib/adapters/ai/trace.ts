import { SafenetError } from "@/lib/safenet";
import type { AiFetch } from "./port";

/** What happened on the wire during one call. */
export interface Trace {
  readonly fetch: AiFetch;
  /** Undefined before the response headers. */
  status: number | undefined;
  headers: Headers | undefined;
  /** Whether the vendor may have seen the request. */
  sent: boolean;
  /** Resolves when the fetch in flight has ended, so that `sent` is known. Never rejects. */
  settled: Promise<void>;
}

/** Wraps a fetch for one call and notes what the vendor's client does not pass on. */
export function traceFetch(fetch: AiFetch): Trace {
  const trace: Trace = {
    status: undefined,
    headers: undefined,
    sent: false,
    settled: Promise.resolve(),
    fetch: (input, init) => {
      trace.sent = true;
      const running = fetch(input, init);
      trace.settled = running.then(
        (response) => {
          trace.status = response.status;
          trace.headers = response.headers;
        },
        (error: unknown) => {
          if (error instanceof SafenetError) trace.sent = error.sent;
        },
      );
      return running;
    },
  };
  return trace;
}

const REQUEST_ID_HEADERS: readonly string[] = ["request-id", "x-request-id", "x-goog-request-id"];
const REQUEST_ID_CHARS_MAX = 200;

/** The vendor's own name for the call, for a question to its support. */
export function requestIdOf(trace: Trace): string | undefined {
  const names = REQUEST_ID_HEADERS.map((name) => trace.headers?.get(name) ?? "");
  return names.find((id) => id !== "" && id.length <= REQUEST_ID_CHARS_MAX);
}

const RETRY_AFTER_MAX_MS = 24 * 60 * 60 * 1000;

/** How long the vendor asks to wait (RFC 9110 section 10.2.3, and the milliseconds some vendors add). */
export function retryAfterOf(trace: Trace, now: number = Date.now()): number | undefined {
  const milliseconds = trace.headers?.get("retry-after-ms") ?? "";
  if (/^\d+(\.\d+)?$/.test(milliseconds)) return bounded(Number(milliseconds));
  const text = trace.headers?.get("retry-after") ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return bounded(Number(text) * 1000);
  const at = text.endsWith(" GMT") ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : bounded(at - now);
}

function bounded(milliseconds: number): number {
  return Math.min(Math.max(0, Math.ceil(milliseconds)), RETRY_AFTER_MAX_MS);
}
