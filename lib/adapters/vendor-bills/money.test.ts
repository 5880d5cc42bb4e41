import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLossless } from "./lossless-json";
import { decimalsOf, parseUsd, toNanos } from "./money";

// Guarantee: an amount in a vendor's JSON text is the amount in our book, to the nano-dollar.

const nanos = (text: string, unitDecimals = 0): bigint | null => {
  const exact = parseUsd(text, unitDecimals);
  return exact === null ? null : toNanos(exact);
};

describe("an amount", () => {
  it.each([
    ["0", 0n],
    ["12.5", 12_500_000_000n],
    ["-0.03", -30_000_000n],
    ["3e-7", 300n],
    ["1E+2", 100_000_000_000n],
    ["0.0000000005", 1n],
    ["-0.0000000005", -1n],
    ["0.00000000049999", 0n],
    ["0.30000000000000004", 300_000_000n],
  ])("of %s dollars is %s nano-dollars", (text, expected) => {
    expect(nanos(text)).toBe(expected);
  });

  it("of 123.45 cents is 1.2345 dollars", () => {
    expect(nanos("123.45", 2)).toBe(1_234_500_000n);
  });

  it.each([
    "",
    " 1",
    "1,5",
    "1.",
    ".5",
    "+1",
    "0x10",
    "NaN",
    "Infinity",
    "1e999",
    "$1",
    "1 USD",
    "١",
  ])("is none in %j", (text) => {
    expect(parseUsd(text)).toBeNull();
  });

  it("is the same as text, as a JSON number and in cents, whatever it is", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (amount) => {
        const sign = amount < 0n ? "-" : "";
        const digits = (amount < 0n ? -amount : amount).toString().padStart(10, "0");
        const dollars = `${sign}${digits.slice(0, -9)}.${digits.slice(-9)}`;
        const cents = `${sign}${digits.slice(0, -7)}.${digits.slice(-7)}`;
        const [number] = parseLossless(`[${dollars}]`) as string[];
        expect([nanos(dollars), nanos(number ?? ""), nanos(cents, 2)]).toEqual([
          amount,
          amount,
          amount,
        ]);
      }),
    );
  });

  it("is written with so many decimals", () => {
    expect(["110.00", "1", "0.1234"].map(decimalsOf)).toEqual([2, 0, 4]);
  });
});

describe("lossless JSON", () => {
  it("keeps each number as its text, and all else as it is", () => {
    const text = '{"a":[0.10,1e2,-7,"8",true,null],"b":{"c":9007199254740993}}';
    expect(parseLossless(text)).toEqual({
      a: ["0.10", "1e2", "-7", "8", true, null],
      b: { c: "9007199254740993" },
    });
  });

  it.each(["", "{", "<!doctype html>", '{"a":1}x'])("is undefined for %j", (text) => {
    expect(parseLossless(text)).toBeUndefined();
  });
});
