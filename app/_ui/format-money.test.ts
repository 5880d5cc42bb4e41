import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatNanos } from "@/app/_ui/format-money";

describe("formatNanos", () => {
  it.each(["", "1.5", "1e9", "abc", " 1", "0x10", "--1", "1".repeat(31)])(
    "refuses %j instead of guessing an amount",
    (nanos) => {
      expect(() => formatNanos(nanos)).toThrow(RangeError);
    },
  );

  it.each([
    ["0", "$0.00", "$0.00"],
    ["1", "$0.000000001", "$0.000000001"],
    ["412374", "$0.0004124", "$0.000412374"],
    ["12400000", "$0.0124", "$0.0124"],
    ["12412345", "$0.01241", "$0.012412345"],
    ["500000000", "$0.50", "$0.50"],
    ["5000000000", "$5.00", "$5.00"],
    ["12300000000", "$12.30", "$12.30"],
    ["12345678901", "$12.35", "$12.345678901"],
    ["999960000000", "$1,000", "$999.96"],
    ["123456000000", "$123", "$123.456"],
    ["1234567891234", "$1,235", "$1,234.567891234"],
    ["-9812345", "−$0.009812", "−$0.009812345"],
  ])("writes %s as %s, and in full as %s", (nanos, short, full) => {
    expect(formatNanos(nanos)).toMatchObject({ short, full });
  });

  it.each([
    ["123456000000", "$123.46"],
    ["4999999", "$0.00"],
    ["5000000", "$0.01"],
    ["1000000000000", "$1,000.00"],
  ])("writes %s to the cent as %s", (nanos, cents) => {
    expect(formatNanos(nanos).cents).toBe(cents);
  });

  it("uses the reader's separators", () => {
    expect(formatNanos("1234567891234", "de-DE").full).toBe("$1.234,567891234");
  });

  it("loses nothing in full, and below $10,000 never shows more than four significant digits", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), (nanos) => {
        const { full, short } = formatNanos(nanos.toString());
        const [whole = "", fraction = ""] = full.replaceAll(/[$,]/g, "").split(".");
        expect(BigInt(whole + fraction.padEnd(9, "0"))).toBe(nanos);
        const digits = short.replaceAll(/[$,.]/g, "").replace(/^0+/, "").replace(/0+$/, "");
        if (nanos < 10_000n * 10n ** 9n) expect(digits.length).toBeLessThanOrEqual(4);
      }),
    );
  });
});
