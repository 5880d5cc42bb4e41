import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { guarded, STAMP_HEADER } from "./guard";

const BODY_BYTES_MAX = 1_000;
const STAMP = "stamp-of-this-boot";

interface Seen {
  headers: IncomingHttpHeaders;
  bodyLength: number;
}

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A real server whose handler answers 200 with what it got, behind the guard. */
async function serve(trustedHops = 0): Promise<{ port: number; seen: Seen[] }> {
  const seen: Seen[] = [];
  const listener = guarded(
    (request, response) => {
      let bodyLength = 0;
      request.on("data", (chunk: Buffer) => {
        bodyLength += chunk.length;
      });
      request.on("end", () => {
        seen.push({ headers: request.headers, bodyLength });
        response.end("handled");
      });
      request.on("error", () => undefined);
    },
    { bodyBytesMax: BODY_BYTES_MAX, trustedHops, stamp: STAMP },
  );
  const started = createServer(listener);
  server = started;
  await new Promise<void>((done) => started.listen(0, "127.0.0.1", done));
  return { port: (started.address() as AddressInfo).port, seen };
}

/** Sends raw bytes and returns everything that comes back. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    const end = () => done(answer);
    socket.setTimeout(3_000, () => socket.destroy());
    socket.on("data", (chunk) => {
      answer += chunk.toString();
      if (answer.includes("handled")) socket.destroy();
    });
    socket.on("close", end);
    socket.on("error", end);
  });
}

const head = (line: string, headers: readonly string[] = []) =>
  [line, "Host: localhost", "Connection: close", ...headers, "", ""].join("\r\n");

describe("the guard", () => {
  it.each([
    ["a target with two slashes", head("GET //evil.test HTTP/1.1"), 400],
    ["a target with a backslash", head("GET /\\evil.test HTTP/1.1"), 400],
    ["an absolute target", head("GET http://evil.test/ HTTP/1.1"), 400],
    ["a target of 9,000 characters", head(`GET /${"a".repeat(9_000)} HTTP/1.1`), 400],
    ["two hosts", head("GET / HTTP/1.1", ["Host: evil.test"]), 400],
    ["TRACE", head("TRACE / HTTP/1.1"), 405],
    ["a POST outside of /api", head("POST /sign-in HTTP/1.1", ["Content-Length: 0"]), 405],
    [
      "a compressed body",
      head("POST /api/x HTTP/1.1", ["Content-Encoding: gzip", "Content-Length: 0"]),
      415,
    ],
    [
      "a body that says it is too long",
      head("POST /api/x HTTP/1.1", ["Content-Length: 1001"]),
      413,
    ],
  ])("refuses %s with the security headers on the answer", async (_name, request, status) => {
    const { port, seen } = await serve();
    const answer = await raw(port, request);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status}`));
    expect(answer).toMatch(/x-content-type-options: nosniff/i);
    expect(answer).toMatch(/x-frame-options: DENY/i);
    expect(answer).toMatch(/application\/problem\+json/);
    const id = /^x-request-id: (\S+)/im.exec(answer)?.[1];
    expect(answer).toContain(`"request_id":"${id ?? "none"}"`);
    expect(seen).toEqual([]);
  });

  it("never lets a handler see a part of a chunked body that is too long", async () => {
    const { port, seen } = await serve();
    const chunk = `1f4\r\n${"x".repeat(500)}\r\n`;
    const answer = await raw(
      port,
      `${head("POST /api/x HTTP/1.1", ["Transfer-Encoding: chunked"]) + chunk.repeat(3)}0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 413/);
    expect(answer).not.toContain("handled");
    expect(seen).toEqual([]);
  });

  it("answers a client that goes on sending a long body before it reads", async () => {
    const { port } = await serve();
    const socket = connect(port, "127.0.0.1").pause();
    const errors: unknown[] = [];
    socket.on("error", (error) => errors.push(error));
    socket.write(head("POST /api/x HTTP/1.1", ["Content-Length: 20000000"]));
    for (let sent = 0; sent < 5; sent += 1) {
      await pause(40);
      socket.write(Buffer.alloc(500_000));
    }
    await pause(40);
    const answer = await new Promise<string>((done) => {
      socket.on("data", (chunk) => done(chunk.toString()));
      socket.on("close", () => done("nothing"));
      socket.resume();
    });
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1.1 413/);
    expect(errors).toEqual([]);
  });

  it("hears no second request on a connection whose first one it refused", async () => {
    const { port, seen } = await serve();
    const pipelined = ["TRACE", "GET"].map((method) => `${method} / HTTP/1.1\r\nHost: a\r\n\r\n`);
    const answer = await raw(port, pipelined.join(""));
    expect(answer).toMatch(/^HTTP\/1.1 405/);
    expect(answer).not.toContain("handled");
    expect(seen).toEqual([]);
  });

  it("passes a body of exactly the limit", async () => {
    const { port, seen } = await serve();
    await raw(port, head("POST /api/x HTTP/1.1", ["Content-Length: 1000"]) + "x".repeat(1_000));
    expect(seen[0]?.bodyLength).toBe(1_000);
  });

  it.each([
    "x-autoink-client-ip",
    "x-autoink-stamp",
    "x-middleware-subrequest",
    "x-prerender-revalidate",
    "x-forwarded-host",
    "x-nonce",
    "content-security-policy",
    "next-action",
    "x-http-method-override",
    "forwarded",
  ])("takes %s from a client away", async (name) => {
    const { port, seen } = await serve();
    await raw(port, head("GET / HTTP/1.1", [`${name}: forged`]));
    expect(seen[0]?.headers[name] ?? "gone").not.toBe("forged");
  });

  it("gives every answer an id, and every handler the same one", async () => {
    const { port, seen } = await serve();
    const given = "01900000-0000-7000-8000-000000000000";
    for (const sent of [given, "forged"]) {
      const answer = await raw(port, head("GET / HTTP/1.1", [`X-Request-Id: ${sent}`]));
      const ids = [...answer.matchAll(/^x-request-id: (\S+)/gim)].map(([, id]) => id);
      expect(ids).toEqual([seen.at(-1)?.headers["x-request-id"]]);
      expect(ids[0] === given).toBe(sent === given);
    }
  });

  it("says who the client is, from the socket and not from its own words", async () => {
    const { port, seen } = await serve();
    await raw(
      port,
      head("GET / HTTP/1.1", ["X-Forwarded-For: 6.6.6.6", "X-Forwarded-Proto: https"]),
    );
    expect(seen[0]?.headers["x-autoink-client-ip"]).toBe("127.0.0.1");
    expect(seen[0]?.headers["x-forwarded-for"]).toBe("127.0.0.1");
    expect(seen[0]?.headers["x-forwarded-proto"]).toBeUndefined();
    expect(seen[0]?.headers[STAMP_HEADER]).toBe(STAMP);
  });

  it("believes as many proxies as the operator has", async () => {
    const { port, seen } = await serve(1);
    await raw(
      port,
      head("GET / HTTP/1.1", [
        "X-Forwarded-For: 6.6.6.6, 198.51.100.1",
        "X-Forwarded-Proto: https",
      ]),
    );
    expect(seen[0]?.headers["x-autoink-client-ip"]).toBe("198.51.100.1");
    expect(seen[0]?.headers["x-forwarded-proto"]).toBe("https");
  });
});
