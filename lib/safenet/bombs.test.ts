import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import {
  type Answer,
  closeAll,
  failureOf,
  givenNet,
  givenPeer,
  readText,
  reply,
  withLimits,
} from "./raw-peer.fixture";

// Guarantee: however much an answer unfolds to, no more is kept in memory than the cap, and a decoder's own share.

afterEach(closeAll);

const MIB = 1024 * 1024;
const UNFOLDED = 64 * MIB;
const zeros = (): Buffer => Buffer.alloc(UNFOLDED);
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** The most memory outside the heap while `run` goes on, over what there was before. */
async function peakOf(run: () => Promise<void>): Promise<number> {
  const now = (): number => process.memoryUsage().arrayBuffers;
  const before = now();
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, now() - before);
  }, 1);
  await run();
  clearInterval(timer);
  return Math.max(peak, now() - before);
}

describe("a body that unfolds to 64 MiB", () => {
  it.each([
    ["gzip", () => gzipSync(zeros(), { level: 1 }), "RESPONSE_TOO_LARGE"],
    ["br", () => brotliCompressSync(zeros(), quick), "RESPONSE_TOO_LARGE"],
    ["deflate", () => deflateSync(zeros(), { level: 1 }), "RESPONSE_TOO_LARGE"],
    // Never asked for, so it is not unfolded at all.
    ["zstd", () => zstdCompressSync(zeros()), "ENCODING_REFUSED"],
  ])("in %s takes little memory", async (coding, compress, code) => {
    const bomb = compress();
    const peer = await givenPeer(reply(`200 OK\r\ncontent-encoding: ${coding}`, bomb));
    const { net } = givenNet("127.0.0.1:*", { purposes: withLimits({ responseBytesMax: MIB }) });
    const peak = await peakOf(async () => {
      const failure = await failureOf(readText(net, `http://127.0.0.1:${peer.port}/`));
      expect(failure.code).toBe(code);
    });
    expect(peak).toBeLessThan(16 * MIB);
  });

  it("without a coding is not read beyond the cap", async () => {
    let written = 0;
    const answer: Answer = (_head, socket) => {
      socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
      const chunk = `10000\r\n${"a".repeat(65_536)}\r\n`;
      const pour = (): void => {
        while (written < UNFOLDED && !socket.destroyed) {
          written += chunk.length;
          if (!socket.write(chunk)) return;
        }
      };
      socket.on("drain", pour);
      pour();
    };
    const peer = await givenPeer(answer);
    const { net, records } = givenNet();
    const failure = await failureOf(readText(net, `http://127.0.0.1:${peer.port}/`));
    expect(failure.code).toBe("RESPONSE_TOO_LARGE");
    expect(records).toMatchObject([{ code: "RESPONSE_TOO_LARGE" }]);
    expect(written).toBeLessThan(UNFOLDED / 2);
  });
});
