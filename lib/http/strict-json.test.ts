import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { parseStrictJson } from "./strict-json";

const parse = (text: string) => parseStrictJson(new TextEncoder().encode(text));
const refusalOf = (bytes: Uint8Array | string): string => {
  try {
    parseStrictJson(typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes);
    return "accepted";
  } catch (error) {
    return error instanceof AppError ? `${error.code}: ${error.detail ?? ""}` : String(error);
  }
};

// Guarantee: no two readers of a body can understand it differently.
describe("parseStrictJson", () => {
  it.each([
    ["a duplicate key", '{"role":"member","role":"owner"}', /twice.*role/],
    ["a duplicate key behind an escape", String.raw`{"role":1,"rol\u0065":2}`, /twice/],
    ["a duplicate key in a nested object", '{"a":[{"b":1,"b":2}]}', /a\.0\.b/],
    ["__proto__", '{"__proto__":{"isAdmin":true}}', /not allowed/],
    ["constructor", '{"a":{"constructor":1}}', /not allowed.*constructor/],
    ["an escaped __proto__", String.raw`{"__pr\u006fto__":1}`, /not allowed/],
    ["trailing bytes", '{"a":1}{"b":2}', /not valid JSON/],
    ["a trailing comma", '{"a":1,}', /not valid JSON/],
    ["a comment", '{"a":1/* x */}', /not valid JSON/],
    ["an unclosed string", '{"a":"b', /not valid JSON/],
    ["nothing", "", /not valid JSON/],
    ["a NUL in a text", String.raw`{"a":"b\u0000c"}`, /can't be stored/],
    ["half a surrogate pair", String.raw`{"a":"\ud83d"}`, /can't be stored/],
    ["33 levels", `${"[".repeat(33)}${"]".repeat(33)}`, /32 levels/],
    ["a million levels", "[".repeat(1_000_000), /32 levels/],
    [
      "too many keys",
      `{${Array.from({ length: 10_001 }, (_, index) => `"k${index}":1`).join(",")}}`,
      /10000 keys/,
    ],
    ["a byte order mark", "\uFEFF{}", /byte order mark/],
  ])("refuses %s", (_name, text, reason) => {
    expect(refusalOf(text)).toMatch(reason);
    expect(refusalOf(text)).toMatch(/^invalid_json/);
  });

  it("refuses bytes that are not UTF-8", () => {
    expect(refusalOf(Uint8Array.of(0x22, 0xff, 0x22))).toMatch(/not valid UTF-8/);
  });

  it("allows the same key in different objects, and brackets inside texts", () => {
    expect(parse('[{"a":"}{"},{"a":"\\"]"}]')).toEqual([{ a: "}{" }, { a: '"]' }]);
  });

  it("reads whatever JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const isOrdinary = !/__proto__|constructor|prototype|\\u0000|\\ud[89a-f]/i.test(text);
        fc.pre(isOrdinary && !text.includes("\uFEFF"));
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});
