import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { PurposeRules, SafenetError } from "./index";
import {
  type Answer,
  closeAll,
  failureOf,
  givenNet,
  givenPeer,
  READ,
  readText,
  reply,
  withLimits,
} from "./raw-peer.fixture";

afterEach(closeAll);

describe("hostile and broken servers", () => {
  const bomb = Buffer.alloc(5_000_000);
  const code = async (
    answer: Answer,
    limits: Partial<PurposeRules> = {},
  ): Promise<SafenetError> => {
    const peer = await givenPeer(answer);
    const { net } = givenNet("127.0.0.1:*", { purposes: withLimits(limits) });
    return failureOf(readText(net, `http://127.0.0.1:${peer.port}/`));
  };

  it.each([
    ["a gzip bomb", reply("200 OK\r\ncontent-encoding: gzip", gzipSync(bomb))],
    ["a brotli bomb", reply("200 OK\r\ncontent-encoding: br", brotliCompressSync(bomb))],
    ["a deflate bomb", reply("200 OK\r\ncontent-encoding: deflate", deflateSync(bomb))],
    ["a declared length beyond the cap", reply("200 OK", bomb)],
    [
      "an undeclared length beyond the cap",
      ((_head, socket) => {
        socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
        socket.end(`30d40\r\n${"a".repeat(200_000)}\r\n0\r\n\r\n`);
      }) satisfies Answer,
    ],
  ])("%s ends as RESPONSE_TOO_LARGE", async (_title, answer) => {
    expect((await code(answer)).code).toBe("RESPONSE_TOO_LARGE");
  });

  it.each([
    ["two codings", "gzip, gzip"],
    ["an unknown coding", "zstd"],
    ["a list with identity", "identity, br"],
  ])("%s are ENCODING_REFUSED", async (_title, coding) => {
    const failure = await code(reply(`200 OK\r\ncontent-encoding: ${coding}`, "x"));
    expect(failure.code).toBe("ENCODING_REFUSED");
  });

  it("headers beyond 16 KiB are HEADERS_TOO_LARGE", async () => {
    const failure = await code(reply(`200 OK\r\nx: ${"a".repeat(20_000)}`));
    expect(failure.code).toBe("HEADERS_TOO_LARGE");
  });

  it("no answer is HEADERS_TIMEOUT", async () => {
    const failure = await code(() => {}, { headersTimeoutMs: 100 });
    expect(failure).toMatchObject({ code: "HEADERS_TIMEOUT", sent: true });
  });

  it("an endless row of interim answers is HEADERS_TIMEOUT", async () => {
    const answer: Answer = (_head, socket) => {
      const timer = setInterval(() => socket.write("HTTP/1.1 103 Early\r\nx: y\r\n\r\n"), 20);
      socket.on("close", () => clearInterval(timer));
    };
    expect((await code(answer, { headersTimeoutMs: 200 })).code).toBe("HEADERS_TIMEOUT");
  });

  it("a flood of interim answers is HEADERS_TIMEOUT", async () => {
    const answer: Answer = (_head, socket) => {
      const flood = "HTTP/1.1 102 Processing\r\n\r\n".repeat(100);
      const pour = (): void => {
        while (!socket.destroyed && socket.write(flood));
      };
      socket.on("drain", pour);
      pour();
    };
    expect((await code(answer, { headersTimeoutMs: 200 })).code).toBe("HEADERS_TIMEOUT");
  });

  it("headers that drip are HEADERS_TIMEOUT", async () => {
    const answer: Answer = (_head, socket) => {
      const head = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nx: y\r\n\r\n";
      let at = 0;
      const timer = setInterval(() => socket.write(head[at++ % 20] ?? ""), 20);
      socket.on("close", () => clearInterval(timer));
    };
    expect((await code(answer, { headersTimeoutMs: 200 })).code).toBe("HEADERS_TIMEOUT");
  });

  it("a body that falls silent is BODY_TIMEOUT", async () => {
    const answer: Answer = (_head, socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc");
    };
    const failure = await code(answer, { idleTimeoutMs: 100 });
    expect(failure).toMatchObject({ code: "BODY_TIMEOUT", sent: true, retryable: true });
  });

  it("a body that drips forever is TOTAL_TIMEOUT", async () => {
    const answer: Answer = (_head, socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
      const timer = setInterval(() => socket.write("a"), 20);
      socket.on("close", () => clearInterval(timer));
    };
    expect((await code(answer, { totalTimeoutMs: 500 })).code).toBe("TOTAL_TIMEOUT");
  });

  it.each([
    ["a reset before the headers", ((_h, socket) => socket.resetAndDestroy()) satisfies Answer],
    [
      "a reset in the body",
      ((_h, socket) => {
        socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc", () =>
          setTimeout(() => socket.resetAndDestroy(), 20),
        );
      }) satisfies Answer,
    ],
    [
      "two lengths that differ",
      ((_h, s) =>
        s.end(
          "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd",
        )) satisfies Answer,
    ],
    [
      "a chunk whose size is no number",
      ((_h, s) =>
        s.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n")) satisfies Answer,
    ],
    [
      "a switch of protocols that nobody asked for",
      ((_h, s) => s.write("HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n")) satisfies Answer,
    ],
    ["an end before the headers", ((_h, socket) => socket.end()) satisfies Answer],
    ["something that is not HTTP", ((_h, socket) => socket.end("SSH-2.0-x\r\n")) satisfies Answer],
    [
      "a body shorter than declared",
      ((_h, s) => s.end("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc")) satisfies Answer,
    ],
    [
      "both Content-Length and chunked",
      ((_h, s) =>
        s.end(
          "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        )) satisfies Answer,
    ],
    [
      "gzip that is cut short",
      reply("200 OK\r\ncontent-encoding: gzip", gzipSync("hello".repeat(50)).subarray(0, 20)),
    ],
    ["bytes that are not gzip", reply("200 OK\r\ncontent-encoding: gzip", "plain text")],
  ])("%s is PROTOCOL_ERROR, and the request is not sent again", async (_title, answer) => {
    const peer = await givenPeer(answer);
    const { net } = givenNet();
    const failure = await failureOf(readText(net, `http://127.0.0.1:${peer.port}/`));
    expect(failure).toMatchObject({ code: "PROTOCOL_ERROR", sent: true });
    expect(peer.heads).toHaveLength(1);
  });

  it("text that is no JSON is PROTOCOL_ERROR from json()", async () => {
    const peer = await givenPeer(reply("200 OK", "<html>"));
    const { net } = givenNet();
    const response = await net.safeFetch(`http://127.0.0.1:${peer.port}/`, READ);
    expect((await failureOf(response.json())).code).toBe("PROTOCOL_ERROR");
  });
});
