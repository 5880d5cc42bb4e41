import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { readPeerRequest } from "./request";
import type { AiPeer, AiPeerAnswer, AiPeerRequest, AiPeerSetting } from "./types";
import { errorBody, streamEvents } from "./wire";

export type {
  AiPeer,
  AiPeerAnswer,
  AiPeerRequest,
  AiPeerSetting,
  AiPeerUsage,
  AiPeerVendor,
} from "./types";

const BODY_BYTES_MAX = 32 * 1024 * 1024;
const DEFAULT_ANSWER: AiPeerAnswer = { kind: "ok", text: "Hello from the peer." };

/**
 * Plays one AI vendor on a loopback port: streams in that vendor's wire format and keeps what it was sent.
 * `script` is a list of answers, one per request (the last one repeats), or a function of the request; a function may
 * return just the text, so that it can write an outline or a draft from the prompt.
 */
export async function startAiPeer(setting: AiPeerSetting): Promise<AiPeer> {
  const requests: AiPeerRequest[] = [];
  const server = createServer((request, response) => {
    handle(setting, requests, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  server.listen(setting.port ?? 0, setting.host ?? "127.0.0.1");
  await once(server, "listening");
  const { port } = addressOf(server);
  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function addressOf(server: Server): { port: number } {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The peer has no port.");
  return address;
}

async function handle(
  setting: AiPeerSetting,
  requests: AiPeerRequest[],
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = readPeerRequest(incoming, await readBody(incoming));
  if (request.method === "GET" && request.path.endsWith("/models")) {
    const models = (setting.models ?? ["demo-writer"]).map((id) => ({ id, object: "model" }));
    sendJson(response, 200, { object: "list", data: models });
    return;
  }
  requests.push(request);
  await answer(setting, answerFor(setting, request, requests.length - 1), request, response);
}

function answerFor(setting: AiPeerSetting, request: AiPeerRequest, index: number): AiPeerAnswer {
  const { script = [DEFAULT_ANSWER] } = setting;
  if (typeof script === "function") {
    const result = script(request);
    return typeof result === "string" ? { kind: "ok", text: result } : result;
  }
  return script[index] ?? script.at(-1) ?? DEFAULT_ANSWER;
}

async function answer(
  setting: AiPeerSetting,
  reply: AiPeerAnswer,
  request: AiPeerRequest,
  response: ServerResponse,
): Promise<void> {
  switch (reply.kind) {
    case "status": {
      const body = reply.body ?? errorBody(setting.vendor, reply.status, reply.message);
      sendJson(response, reply.status, body, reply.headers);
      return;
    }
    case "html":
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<!doctype html><title>Welcome</title><p>Sign in to the network.");
      return;
    case "cut-before-headers":
      response.socket?.resetAndDestroy();
      return;
    case "hang-before-headers":
      return;
    case "ok":
    case "cut-mid-stream":
    case "hang":
    case "malformed":
    case "error":
      await streamReply(setting, reply, request, response);
  }
}

async function streamReply(
  setting: AiPeerSetting,
  reply: Extract<AiPeerAnswer, { kind: "ok" | "cut-mid-stream" | "hang" | "malformed" | "error" }>,
  request: AiPeerRequest,
  response: ServerResponse,
): Promise<void> {
  const text = reply.text ?? "Hello from the peer.";
  const events = streamEvents(setting.vendor, request, {
    text: typeof text === "function" ? text(request) : text,
    usage: reply.kind === "ok" ? reply.usage : undefined,
    finish: reply.kind === "ok" ? (reply.finish ?? "stop") : "stop",
  });
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "x-request-id": `peer-${setting.vendor}`,
  });
  for (const event of [...events.start, ...events.text]) {
    response.write(event);
    if (setting.delayMs !== undefined) await wait(setting.delayMs);
  }
  switch (reply.kind) {
    case "ok":
      response.end(events.end.join(""));
      return;
    case "malformed":
      response.end('data: {"broken": \n\n');
      return;
    case "error":
      response.end(events.error);
      return;
    case "hang":
      return;
    case "cut-mid-stream":
      // The bytes written so far must arrive before the reset does.
      await wait(30);
      response.socket?.resetAndDestroy();
  }
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > BODY_BYTES_MAX) throw new Error("The request is too large for the peer.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}
