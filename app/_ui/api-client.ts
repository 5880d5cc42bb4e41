import { type ApiProblem, localProblem, toProblem } from "./api-problem";

/*
 * The one place where the browser calls the server. Same origin only: the session cookie goes along
 * by itself, and the server checks `Origin` and `Sec-Fetch-Site`. A call never throws for what a
 * server or a network can do; it answers with a problem.
 */

const BASE_PATH = "/api/v1";
const TIMEOUT_MS = 30_000;
const IDEMPOTENCY_KEY_BYTES = 16;

export type ApiMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface ApiRequest {
  readonly method: ApiMethod;
  /** Below /api/v1, with its leading slash: `/workspaces/…/articles`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Only for POST. Repeat the key to repeat the call without doing its work twice. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export interface ApiSuccess<T> {
  readonly ok: true;
  readonly status: number;
  readonly data: T;
  /** The server had done this before, under the same key. */
  readonly isReplayed: boolean;
}
export interface ApiFailure {
  readonly ok: false;
  readonly problem: ApiProblem;
}
export type ApiAnswer<T = unknown> = ApiSuccess<T> | ApiFailure;

export interface ApiClient {
  /** Sends a request; the data is what the JSON held, or undefined without a body (204). */
  send(request: ApiRequest): Promise<ApiAnswer>;
  /** Sends a request and parses the data; data that does not parse is `unexpected_answer`. */
  ask<T>(request: ApiRequest, parse: (data: unknown) => T): Promise<ApiAnswer<T>>;
}

interface ApiClientOptions {
  /** For tests; in the browser addresses are relative. */
  readonly origin?: string;
  readonly timeoutMs?: number;
}

/** Makes a client of the API. The product uses `api`. */
export function createApiClient(options: ApiClientOptions = {}): ApiClient {
  const { origin = "", timeoutMs = TIMEOUT_MS } = options;
  const send = async (request: ApiRequest): Promise<ApiAnswer> => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal =
      request.signal === undefined ? timeout : AbortSignal.any([request.signal, timeout]);
    try {
      const response = await fetch(`${origin}${apiPath(request.path)}`, init(request, signal));
      return await read(response);
    } catch (error) {
      return { ok: false, problem: failure(error, request.signal) };
    }
  };
  return {
    send,
    async ask(request, parse) {
      const answer = await send(request);
      if (!answer.ok) return answer;
      try {
        return { ...answer, data: parse(answer.data) };
      } catch {
        // Whatever the parser objects to, the answer is not what this page was built for.
        return { ok: false, problem: localProblem("unexpected_answer", answer.status) };
      }
    },
  };
}

/** The address of a path of the API, for those who need it without a call. */
export function apiPath(path: string): string {
  return `${BASE_PATH}${path}`;
}

/**
 * Reads a file of this site by its whole path. It may be long, so it takes as long as it takes; a page that
 * is left ends it.
 */
export async function readSiteFile(path: string, origin = ""): Promise<ApiAnswer<Uint8Array>> {
  try {
    const response = await fetch(`${origin}${path}`, { credentials: "same-origin" });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { ok: isOk, status } = response;
    if (isOk) return { ok: true, status, data: bytes, isReplayed: false };
    const { value } = parseJson(new TextDecoder().decode(bytes));
    return { ok: false, problem: toProblem(status, value, null) };
  } catch (error) {
    return { ok: false, problem: failure(error, undefined) };
  }
}

/** A fresh key for one intended effect (API.md: 1 to 255 visible ASCII characters). */
export function createIdempotencyKey(): string {
  // Not randomUUID: it does not exist on plain http, where a team may run this inside its network.
  const bytes = crypto.getRandomValues(new Uint8Array(IDEMPOTENCY_KEY_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function init(request: ApiRequest, signal: AbortSignal): RequestInit {
  const headers = new Headers({ Accept: "application/json, application/problem+json" });
  if (request.method === "POST") {
    headers.set("Idempotency-Key", request.idempotencyKey ?? createIdempotencyKey());
  }
  const common = { method: request.method, signal, credentials: "same-origin" } as const;
  if (request.body === undefined) return { ...common, headers };
  headers.set("Content-Type", "application/json");
  return { ...common, headers, body: JSON.stringify(request.body) };
}

async function read(response: Response): Promise<ApiAnswer> {
  const body = parseJson(await response.text());
  if (!response.ok) {
    const retryAfter = response.headers.get("Retry-After");
    return { ok: false, problem: toProblem(response.status, body.value, retryAfter) };
  }
  if (!body.isJson) {
    return { ok: false, problem: localProblem("unexpected_answer", response.status) };
  }
  return {
    ok: true,
    status: response.status,
    data: body.value,
    isReplayed: response.headers.get("Idempotent-Replayed") === "true",
  };
}

function parseJson(text: string): { isJson: boolean; value: unknown } {
  if (text === "") return { isJson: true, value: undefined };
  try {
    return { isJson: true, value: JSON.parse(text) };
  } catch {
    // A proxy's HTML page, for one.
    return { isJson: false, value: undefined };
  }
}

function failure(error: unknown, signal: AbortSignal | undefined): ApiProblem {
  if (signal?.aborted === true) return localProblem("aborted");
  const isTimeout = error instanceof DOMException && error.name === "TimeoutError";
  return localProblem(isTimeout ? "timeout" : "network");
}

/** The client that the whole interface uses. */
export const api: ApiClient = createApiClient();
