import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { clientAddress } from "./client-address";
import { REQUEST_ID_HEADER, requestIdFrom } from "./request-id";
import { API_CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from "./security-headers";

// What Next.js can't do: it does not see the socket, cuts long bodies in silence and answers some
// requests before any middleware runs. So this stands in front of it and sees every request first.

export interface GuardSettings {
  readonly bodyBytesMax: number;
  readonly trustedHops: number;
  /** Random per boot. The middleware refuses requests without it, so that nobody runs Next.js unguarded. */
  readonly stamp: string;
}

export const STAMP_HEADER = "x-autoink-stamp";
const URL_CHARS_MAX = 8_192;
/**
 * A refused client goes on sending for a while; closing at once would destroy the answer on its way. It
 * is heard out for so long, or until it has been silent for the shorter time.
 */
const LINGER_MS = 10_000;
const LINGER_SILENT_MS = 2_000;
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const READING_METHODS = new Set(["GET", "HEAD"]);

/** Headers that only a proxy of ours, or Next.js itself, may set. From a client they are lies. */
const STRIPPED_HEADERS = new Set([
  "forwarded",
  "x-real-ip",
  "x-client-ip",
  "true-client-ip",
  "cf-connecting-ip",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-prerender-revalidate",
  "x-prerender-revalidate-if-generated",
  "x-nonce",
  "content-security-policy",
  "content-security-policy-report-only",
  "next-action",
  "x-http-method-override",
  "x-method-override",
  "x-original-url",
  "x-rewrite-url",
]);

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Connections that end after the answer which is on its way. */
const refusedSockets = new WeakSet<Socket>();

/** Wraps a request listener: what passes has one plain target, a bounded body and a known sender. */
export function guarded(next: RequestListener, settings: GuardSettings): RequestListener {
  return (request, response) => {
    // What a client sends behind a refused request is read and dropped with it.
    if (refusedSockets.has(request.socket)) return;
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    stripHeaders(request);
    completeHeaders(request, response);
    const refusal = judge(request, settings);
    if (refusal !== null) {
      refuse(request, response, refusal);
      return;
    }
    limitBody(request, response, settings.bodyBytesMax);
    stampRequest(request, settings);
    next(request, response);
  };
}

function stripHeaders(request: IncomingMessage): void {
  for (const name of Object.keys(request.headers)) {
    const isOurs = name.startsWith("x-autoink-") || name.startsWith("x-middleware-");
    if (isOurs || STRIPPED_HEADERS.has(name)) delete request.headers[name];
  }
}

/** Every answer names its request and has a policy, also one that Next.js writes alone, such as a redirect. */
function completeHeaders(request: IncomingMessage, response: ServerResponse): void {
  const id = requestIdFrom(request.headers[REQUEST_ID_HEADER]?.toString());
  request.headers[REQUEST_ID_HEADER] = id;
  const missing = {
    [REQUEST_ID_HEADER]: id,
    "Content-Security-Policy": API_CONTENT_SECURITY_POLICY,
  };
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  // At the last moment: Next.js adds a header to one that is there already.
  response.writeHead = (...args: unknown[]): ServerResponse => {
    for (const [name, value] of Object.entries(missing)) {
      if (!response.hasHeader(name)) response.setHeader(name, value);
    }
    return writeHead(...args);
  };
}

function judge(request: IncomingMessage, settings: GuardSettings): Refusal | null {
  return (
    judgeTarget(request) ?? judgeMethod(request) ?? judgeFraming(request, settings.bodyBytesMax)
  );
}

function judgeTarget(request: IncomingMessage): Refusal | null {
  const target = request.url ?? "";
  const isPlain = /^\/(?![/\\])[^\\]*$/.test(target) && target.length <= URL_CHARS_MAX;
  if (!isPlain)
    return { status: 400, code: "invalid_request", title: "The request target is not valid." };
  const hosts = request.rawHeaders.filter(
    (name, index) => index % 2 === 0 && name.toLowerCase() === "host",
  );
  if (hosts.length > 1)
    return { status: 400, code: "invalid_request", title: "The request names two hosts." };
  return null;
}

function judgeMethod(request: IncomingMessage): Refusal | null {
  const method = request.method ?? "";
  const isApi = (request.url ?? "").startsWith("/api/");
  if (METHODS.has(method) && (isApi || READING_METHODS.has(method))) return null;
  const Allow = isApi ? [...METHODS].join(", ") : "GET, HEAD";
  return {
    status: 405,
    code: "method_not_allowed",
    title: "This address does not take that method.",
    headers: { Allow },
  };
}

function judgeFraming(request: IncomingMessage, bodyBytesMax: number): Refusal | null {
  const {
    "content-encoding": encoding,
    "transfer-encoding": transfer,
    "content-length": length,
  } = request.headers;
  if (encoding !== undefined && encoding !== "identity") {
    return { status: 415, code: "unsupported_media_type", title: "Send the body uncompressed." };
  }
  if (transfer !== undefined && transfer.toLowerCase() !== "chunked") {
    return {
      status: 501,
      code: "invalid_request",
      title: "This transfer encoding is not supported.",
    };
  }
  return length !== undefined && Number(length) > bodyBytesMax ? tooLarge(bodyBytesMax) : null;
}

function tooLarge(bodyBytesMax: number): Refusal {
  return {
    status: 413,
    code: "body_too_large",
    title: `A request body has at most ${Math.floor(bodyBytesMax / 1024 / 1024)} MiB.`,
  };
}

/**
 * Counts a body while it arrives, chunked or not. Node's parser hands decoded bytes to `push`; past the
 * limit nothing more is pushed, so the handler never runs on a part of a body.
 */
function limitBody(request: IncomingMessage, response: ServerResponse, bodyBytesMax: number): void {
  const { "transfer-encoding": transfer, "content-length": length } = request.headers;
  if (transfer === undefined && length === undefined) return;
  const push = request.push.bind(request);
  let total = 0;
  let isOver = false;
  request.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    if (isOver) return true;
    total += chunk instanceof Uint8Array ? chunk.length : 0;
    if (total <= bodyBytesMax) return push(chunk, encoding);
    isOver = true;
    refuse(request, response, tooLarge(bodyBytesMax));
    return true;
  };
}

function stampRequest(request: IncomingMessage, settings: GuardSettings): void {
  const { headers } = request;
  const forwardedFor = headers["x-forwarded-for"];
  const address = clientAddress(
    request.socket.remoteAddress,
    Array.isArray(forwardedFor) ? forwardedFor.join(",") : forwardedFor,
    settings.trustedHops,
  );
  headers["x-autoink-client-ip"] = address;
  headers["x-forwarded-for"] = address;
  headers[STAMP_HEADER] = settings.stamp;
  const protocol = String(headers["x-forwarded-proto"] ?? "")
    .split(",")
    .at(-1)
    ?.trim();
  if (settings.trustedHops === 0) delete headers["x-forwarded-proto"];
  else headers["x-forwarded-proto"] = protocol === "https" ? "https" : "http";
}

function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  if (response.headersSent) {
    request.destroy();
    return;
  }
  const { status, code, title } = refusal;
  const request_id = request.headers[REQUEST_ID_HEADER];
  const type = `/problems/${code}`;
  const body = JSON.stringify({ type, title, status, detail: title, code, request_id });
  response.writeHead(status, {
    ...refusal.headers,
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    "Content-Length": Buffer.byteLength(body),
    Connection: "close",
  });
  linger(request);
  response.end(request.method === "HEAD" ? "" : body);
  silence(response);
}

/** Ends our half of the connection after the answer, and reads and drops what the client still sends. */
function linger(request: IncomingMessage): void {
  const { socket } = request;
  refusedSockets.add(socket);
  // Node destroys a connection that is not kept alive as soon as the answer is written.
  socket.destroySoon = () => socket.end();
  const end = (): void => {
    clearTimeout(timer);
    socket.destroy();
  };
  const timer = setTimeout(end, LINGER_MS);
  socket.setTimeout(LINGER_SILENT_MS, end);
  socket.once("close", () => clearTimeout(timer));
  request.resume();
}

/** A handler that still writes to a refused response writes to nobody. */
function silence(response: ServerResponse): void {
  response.write = () => true;
  response.end = () => response;
  response.writeHead = () => response;
  response.setHeader = () => response;
  response.appendHeader = () => response;
  response.removeHeader = () => undefined;
}
