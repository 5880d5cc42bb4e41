import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { readableOutput } from "./readable-output";

const read = (text: string, secrets: string[] = []) => readableOutput(Buffer.from(text), secrets);

it("keeps words, tabs and lines, and drops what steers a terminal or hides words", () => {
  expect(read("a\tb\r\nc\u0000\u0007\u001b[31mred\u001b[0m \u202Egpj.exe\n")).toBe(
    "a\tb\ncred gpj.exe\n",
  );
  expect(readableOutput(Uint8Array.from([0xff, 0x61]), [])).toBe("\ufffda");
});

it("never shows a secret, the longer one first, nor what looks like one", () => {
  vi.stubEnv("LOG_LEVEL", "silent");
  expect(read("key=hunter2hunter2 hunter2 abc", ["hunter2", "hunter2hunter2", "abc"])).toBe(
    "key=[redacted] [redacted] abc",
  );
  expect(read("Authorization: Bearer abcdefgh12345678")).toBe("Authorization: [redacted]");
});

it("leaves no control character, whatever a program writes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(readableOutput(bytes, [])).not.toMatch(/[^\P{Cc}\n\t]/u);
    }),
  );
});
