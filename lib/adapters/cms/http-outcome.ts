import { SafenetError } from "@/lib/safenet";
import { type ConnectorFailure, ConnectorFetchError, type ConnectorResponse } from "./port";

/** Whether a request changes something at the destination: then a lost answer is an unknown outcome. */
export type CallEffect = "read" | "write";

/** What a sentence about a failed call needs to know. `site` is the vendor's name as a person reads it. */
export interface CallSubject {
  readonly site: string;
  readonly effect: CallEffect;
  /** Values that a message must never repeat, even when the destination sends them back. */
  readonly secrets: readonly string[];
  readonly now: Date;
}

const RETRY_AFTER_MAX_MS = 60 * 60_000;
const REASON_CHARS_MAX = 200;

/** A result that failed. */
export function failed(
  kind: ConnectorFailure["kind"],
  message: string,
  retryAfterMs?: number,
): { readonly ok: false; readonly failure: ConnectorFailure } {
  const failure = { kind, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return { ok: false, failure };
}

/** The failure of a call that got no whole answer, or null when the error is not one of the outbound guard. */
export function failureOfFetch(error: unknown, effect: CallEffect): ConnectorFailure | null {
  if (isRefusedRedirect(error)) return failed("misconfigured", MOVED).failure;
  if (error instanceof ConnectorFetchError) {
    return failureOfKind(error.kind, error.publicMessage, effect);
  }
  // The body is read after the answer's head: by then the request was taken.
  if (error instanceof SafenetError) {
    return failureOfKind("no_answer", error.publicMessage, effect);
  }
  return null;
}

function failureOfKind(
  kind: ConnectorFetchError["kind"],
  message: string,
  effect: CallEffect,
): ConnectorFailure {
  switch (kind) {
    case "refused":
      return { kind: "refused", message };
    case "not_sent":
      return { kind: "unavailable", message };
    case "no_answer":
      return effect === "write"
        ? { kind: "unknown", message: `${message} It may have done what was asked.` }
        : { kind: "unavailable", message };
    default:
      return kind satisfies never;
  }
}

const MOVED = "The site moved: use its new address.";

function isRefusedRedirect(error: unknown): boolean {
  const guarded = error instanceof ConnectorFetchError ? error.cause : error;
  return guarded instanceof SafenetError && guarded.code === "REDIRECT_REFUSED";
}

/** Whether the guard followed a redirect: a POST may have become a GET on the way, so its answer means nothing. */
export function wasRedirected(asked: string, response: ConnectorResponse): boolean {
  return URL.parse(asked)?.href !== URL.parse(response.url)?.href;
}

/** The failure of an answer that came from another address than the one that was asked. */
export function movedFailure(): ConnectorFailure {
  return { kind: "misconfigured", message: MOVED };
}

/** The failure that a status stands for; null for 2xx (RFC 9110 section 15, RFC 6585 section 4). `reason`: the vendor's words. */
export function failureOfStatus(
  response: Pick<ConnectorResponse, "status" | "headers">,
  reason: string | null,
  subject: CallSubject,
): ConnectorFailure | null {
  const { status } = response;
  const { site } = subject;
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return movedFailure();
  if (status >= 500) return serverFailure(status, subject);
  switch (status) {
    case 401:
      return failed("misconfigured", `${site} did not accept the credentials; enter them anew.`)
        .failure;
    case 403:
      return failed(
        "misconfigured",
        `${site} does not let these credentials do this; use an account with the right to publish.`,
      ).failure;
    case 404:
    case 410:
      return failed(
        "misconfigured",
        `${site} has nothing at this address; check the address of the destination.`,
      ).failure;
    case 408:
    case 425:
      return failed("unavailable", `${site} asked to try again later.`).failure;
    case 409:
      return failed("conflict", `The copy at ${site} was changed since it was last seen.`).failure;
    case 429:
      return failed(
        "rate_limited",
        `${site} takes no more requests for now; it is tried again later.`,
        retryAfterOf(response.headers, subject.now),
      ).failure;
    default:
      return failed("rejected", rejectionOf(status, reason, subject)).failure;
  }
}

function serverFailure(status: number, { site, effect }: CallSubject): ConnectorFailure {
  return effect === "write"
    ? {
        kind: "unknown",
        message: `${site} had an error (${status}); it may have done what was asked.`,
      }
    : { kind: "unavailable", message: `${site} had an error (${status}); try again later.` };
}

function rejectionOf(status: number, reason: string | null, subject: CallSubject): string {
  const plain = `${subject.site} did not take the article (${status})`;
  const line = (reason ?? "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  const repeatsSecret = subject.secrets.some((secret) => secret !== "" && line.includes(secret));
  if (line.trim() === "" || repeatsSecret) return `${plain}.`;
  return `${plain}: ${line.trim().slice(0, REASON_CHARS_MAX)}`;
}

/** RFC 9110 section 10.2.3: seconds or a date. In milliseconds, at most an hour. */
function retryAfterOf(headers: Readonly<Record<string, string>>, now: Date): number | undefined {
  const text = headers["retry-after"] ?? "";
  const milliseconds = /^\d+$/.test(text)
    ? Number(text) * 1000
    : text.endsWith(" GMT")
      ? Date.parse(text) - now.getTime()
      : Number.NaN;
  if (Number.isNaN(milliseconds)) return undefined;
  return Math.min(Math.max(0, milliseconds), RETRY_AFTER_MAX_MS);
}
