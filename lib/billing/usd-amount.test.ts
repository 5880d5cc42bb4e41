import { expect, it } from "vitest";
import { toNanos, toUsd } from "./usd-amount";

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
