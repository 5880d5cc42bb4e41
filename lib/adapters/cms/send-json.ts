import {
  type CallSubject,
  failed,
  failureOfFetch,
  failureOfStatus,
  movedFailure,
  wasRedirected,
} from "./http-outcome";
import type { ConnectorContext, ConnectorFailure, ConnectorFetch, ConnectorResult } from "./port";

/** One request of a connector whose answer is JSON. */
export interface JsonRequest {
  readonly url: string;
  readonly init: Parameters<ConnectorFetch>[1];
  readonly site: string;
  readonly secrets: readonly string[];
  /** The vendor's own words in an error answer; null when there are none. */
  readonly reasonOf: (answer: unknown) => string | null;
}

/** An answer of the destination: its JSON, or undefined when the body was not JSON. */
export interface JsonAnswer {
  readonly status: number;
  readonly json: unknown;
}

/**
 * Sends a request and maps everything that can go wrong to a ConnectorFailure. A 404 is an answer here,
 * since what it means depends on what was asked. @throws what the context's fetch throws, other than a ConnectorFetchError
 */
export async function sendJson(
  context: ConnectorContext,
  request: JsonRequest,
): Promise<ConnectorResult<JsonAnswer>> {
  const effect = request.init.method === "GET" ? "read" : "write";
  const subject: CallSubject = { ...request, effect, now: context.now() };
  try {
    const response = await context.fetch(request.url, request.init);
    if (wasRedirected(request.url, response)) return { ok: false, failure: movedFailure() };
    const json = parsedOrUndefined(await response.text());
    if (response.status === 404) return { ok: true, value: { status: 404, json } };
    const reason = json === undefined ? null : request.reasonOf(json);
    const failure = failureOfStatus(response, reason, subject);
    if (failure !== null) return { ok: false, failure };
    if (json === undefined) return { ok: false, failure: notJson(request.site) };
    return { ok: true, value: { status: response.status, json } };
  } catch (error) {
    const failure = failureOfFetch(error, effect);
    if (failure === null) throw error;
    return { ok: false, failure };
  }
}

/** The failure of an answer that is JSON, but not in the vendor's shape. */
export function strangeAnswer(site: string): { readonly ok: false; failure: ConnectorFailure } {
  return failed("misconfigured", `The answer is not one of ${site}; check the address.`);
}

function notJson(site: string): ConnectorFailure {
  return {
    kind: "misconfigured",
    message: `A firewall or login page answered in place of ${site}; let AutoInk's requests through.`,
  };
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
