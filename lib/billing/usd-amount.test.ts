import { expect, it } from "vitest";
import { toNanos, toUsd, writeCents, writeUsd } from "./usd-amount";

it("whole cents above zero become an amount, and nothing else does", () => {
  expect(toUsd(10_000_000n)).toEqual({ currency: "usd", units: 1n });
  expect(toUsd(25_000_000_000n)).toEqual({ currency: "usd", units: 2_500n });
  for (const nanos of [0n, -10_000_000n, 10_000_001n])
    expect(() => toUsd(nanos)).toThrow(`${nanos} are no whole cents.`);
});

it("an amount of dollars above zero becomes nano-USD", () => {
  expect(toNanos({ currency: "usd", units: 1n })).toBe(10_000_000n);
  expect(toNanos({ currency: "usd", units: 0n })).toBeNull();
  expect(toNanos({ currency: "eur", units: 1n })).toBeNull();
});

it("nano-USD are written with nine decimals", () => {
  const written = [0n, 1n, -1n, 1_000_000_000n, 12_345_000_000_001n, -2_500_000_000n].map(writeUsd);
  expect(written).toEqual([
    ..."0.000000000,0.000000001,-0.000000001".split(","),
    ..."1.000000000,12345.000000001,-2.500000000".split(","),
  ]);
});

it("cents are written to the nearest one, half a cent away from zero, and nothing is not negative", () => {
  const written = [0n, 4_999_999n, 5_000_000n, -4_999_999n, -5_000_000n, 12_340_000_000n];
  expect(written.map(writeCents)).toEqual("0.00,0.00,0.01,0.00,-0.01,12.34".split(","));
});
