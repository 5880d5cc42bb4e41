import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What goes wrong with one request. "reset-after": the work is done and nobody hears of it. */
export type PeerFault =
  | "html-200"
  | "301"
  | "301-same-site"
  | "401"
  | "403"
  | "409"
  | "422-echo"
  | "429"
  | "500"
  | "reset-before"
  | "reset-after"
  | "hang";

export interface PeerRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What a peer does with a request. */
export type PeerHandler = (request: PeerRequest) => PeerReply | Promise<PeerReply>;

export interface PeerReply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A destination on a loopback port. */
export interface CmsPeer {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly PeerRequest[];
  /** The next request with this method (any, when left out) fails in this way. */
  failNext(fault: PeerFault, method?: string): void;
  close(): Promise<void>;
}

interface PlannedFault {
  readonly fault: PeerFault;
  readonly method: string | undefined;
}

const BODY_BYTES_MAX = 16 * 1024 * 1024;
export const RETRY_AFTER_SECONDS = 7;

/** Serves `handle` on a loopback port, a free one when none is named, with faults put in front of it. */
export async function startPeer(handle: PeerHandler, port = 0): Promise<CmsPeer> {
  const requests: PeerRequest[] = [];
  const faults: PlannedFault[] = [];
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming);
    requests.push(request);
    const index = faults.findIndex(({ method }) => (method ?? request.method) === request.method);
    const [planned] = index === -1 ? [] : faults.splice(index, 1);
    await answer(planned?.fault, request, response, handle);
  };
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The peer has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    requests,
    failNext: (fault, method) => faults.push({ fault, method }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** The JSON object in a body; an empty one when there is none. */
export function jsonObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

async function readRequest(incoming: IncomingMessage): Promise<PeerRequest> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_BYTES_MAX) throw new Error("The body is too large for the peer.");
    chunks.push(chunk);
  }
  const bytes = Uint8Array.from(Buffer.concat(chunks));
  return {
    method: incoming.method ?? "",
    url: new URL(incoming.url ?? "/", "http://127.0.0.1"),
    headers: incoming.headers,
    body: Buffer.from(bytes).toString("utf8"),
    bytes,
  };
}

async function answer(
  fault: PeerFault | undefined,
  request: PeerRequest,
  response: ServerResponse,
  handle: PeerHandler,
): Promise<void> {
  if (fault === "hang") return;
  if (fault === "reset-before" || fault === "reset-after") {
    if (fault === "reset-after") await handle(request);
    response.destroy();
    return;
  }
  send(response, fault === undefined ? await handle(request) : replyOf(fault, request));
}

function replyOf(
  fault: Exclude<PeerFault, "hang" | "reset-before" | "reset-after">,
  request: PeerRequest,
): PeerReply {
  switch (fault) {
    case "html-200":
      return { status: 200, body: "<!doctype html><title>Checking your browser</title>" };
    case "301":
      return { status: 301, headers: { location: "http://moved.example/" } };
    case "301-same-site":
      return { status: 301, headers: { location: `/new${request.url.pathname}` } };
    case "422-echo":
      // A destination that sends back what it was sent, the credentials included.
      return { status: 422, body: errorBody(`Refused: ${request.headers.authorization ?? ""}`) };
    case "429":
      return { status: 429, headers: { "retry-after": String(RETRY_AFTER_SECONDS) }, body: {} };
    case "401":
    case "403":
    case "409":
    case "500":
      return { status: Number(fault), body: errorBody("It failed.") };
  }
}

/** In both vendors' shapes at once. */
function errorBody(message: string): unknown {
  return { code: "fault", message, errors: [{ message }] };
}

function send(response: ServerResponse, { status, body, headers }: PeerReply): void {
  const isText = typeof body === "string";
  response.writeHead(status, {
    "content-type": isText ? "text/html; charset=utf-8" : "application/json",
    ...headers,
  });
  response.end(body === undefined ? "" : isText ? body : JSON.stringify(body));
}
