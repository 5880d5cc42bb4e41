import { createServer } from "node:http";
import type { Socket } from "node:net";
import next from "next";
import { randomKey } from "@/lib/crypto";
import { guarded } from "@/lib/http/guard";
import { BODY_BYTES_MAX } from "@/lib/http/read-body";
import { SECURITY_HEADERS } from "@/lib/http/security-headers";
import { closeStreams } from "@/lib/http/streams";
import { closeOutbound, openOutbound } from "@/lib/outbound";
import { disconnect } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { closeNotifications } from "@/lib/platform/notify";
import { onStop, reportReady, startProcess } from "@/lib/platform/process";
import { closeQueue } from "@/lib/platform/queue";

// The web process: the guard, then Next.js.

const HEADER_BYTES_MAX = 16_384;
const HEADERS_MAX = 100;
const STOP_MS = 10_000;

async function main(): Promise<void> {
  const { HOST, PORT, NODE_ENV, TRUST_PROXY_HOPS } = env();
  openOutbound();
  const stamp = randomKey(32).toString("hex");
  // The middleware is another module graph of this process and reads the stamp from here.
  Object.assign(globalThis, { autoinkStamp: stamp });
  const isDevelopment = NODE_ENV === "development";
  const app = next({ dev: isDevelopment, hostname: HOST, port: PORT, quiet: true });
  await app.prepare();

  const handle = app.getRequestHandler();
  const listener = guarded((request, response) => void handle(request, response), {
    bodyBytesMax: BODY_BYTES_MAX,
    trustedHops: TRUST_PROXY_HOPS,
    stamp,
  });
  const server = createServer(
    {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: 15_000,
      requestTimeout: 60_000,
      keepAliveTimeout: 5_000,
    },
    listener,
  );
  server.maxHeadersCount = HEADERS_MAX;
  server.on("checkContinue", (request, response) => {
    const isTooLong = Number(request.headers["content-length"] ?? 0) > BODY_BYTES_MAX;
    if (!isTooLong) response.writeContinue();
    listener(request, response);
  });
  server.on("checkExpectation", (_request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    response.writeHead(417, { Connection: "close", "Content-Length": 0 });
    response.end();
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) =>
    answerParserError(error, socket),
  );
  const upgrade = app.getUpgradeHandler();
  if (isDevelopment) server.on("upgrade", (...input) => void upgrade(...input));
  else server.on("upgrade", (_request, socket) => socket.destroy());

  server.once("error", (error: NodeJS.ErrnoException) => {
    const isTaken = error.code === "EADDRINUSE";
    process.stderr.write(
      isTaken ? `Port ${PORT} is in use. Set PORT to another one.\n` : `${error.message}\n`,
    );
    process.exit(1);
  });
  server.listen(PORT, HOST, () => {
    log.info("web.started", { host: HOST, port: PORT });
    reportReady();
  });

  onStop(async () => {
    closeStreams();
    server.closeIdleConnections();
    const force = setTimeout(() => server.closeAllConnections(), STOP_MS);
    await new Promise<void>((done) => server.close(() => done()));
    clearTimeout(force);
    await closeOutbound();
    await Promise.allSettled([closeNotifications(), closeQueue(0), disconnect()]);
  });
}

/** What the HTTP parser refuses never becomes a request: the answer is written by hand. */
function answerParserError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return;
  const headers = Object.entries(SECURITY_HEADERS).map(([name, value]) => `${name}: ${value}\r\n`);
  const status = PARSER_STATUS[error.code ?? ""] ?? "400 Bad Request";
  socket.end(
    `HTTP/1.1 ${status}\r\n${headers.join("")}Content-Length: 0\r\nConnection: close\r\n\r\n`,
  );
}

const PARSER_STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Payload Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

await startProcess(main);
