import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOOK_KINDS } from "@/lib/publishing/schema";
import { retryAfterOf } from "./retry-after";
import { JITTER, PAUSES_MS, pauseAfter, RETRY_AFTER_MAX_MS } from "./retry-schedule";

const HOUR = 60 * 60_000;

describe("the pauses of a delivery", () => {
  it("are those of Standard Webhooks 1.0 for calls: ten attempts over three days", () => {
    const seconds = Array.from(
      { length: 9 },
      (_, i) => (pauseAfter("http", i + 1, 0, 0) ?? 0) / 1000,
    );
    expect(seconds).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect(pauseAfter("http", 10)).toBeNull();
  });

  it("are never shorter than planned or than the receiver asked, and longer by the jitter at most", () => {
    const kinds = fc.constantFrom(...HOOK_KINDS.filter((kind) => PAUSES_MS[kind].length > 0));
    const random = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(kinds, fc.nat(8), fc.nat(100 * HOUR), random, (kind, i, askedMs, chance) => {
        const pauses = PAUSES_MS[kind];
        const attempts = 1 + (i % pauses.length);
        const least = Math.max(pauses[attempts - 1] ?? 0, Math.min(askedMs, RETRY_AFTER_MAX_MS));
        const pause = pauseAfter(kind, attempts, askedMs, chance) ?? -1;
        expect(pause).toBeGreaterThanOrEqual(least);
        expect(pause).toBeLessThanOrEqual(Math.round(least * (1 + JITTER)));
      }),
    );
  });

  it("of two deliveries that failed together differ", () => {
    const pauses = new Set(Array.from({ length: 20 }, () => pauseAfter("http", 3)));
    expect(pauses.size).toBeGreaterThan(10);
  });
});

describe("Retry-After", () => {
  const now = new Date("2026-11-28T12:00:00.000Z");

  it.each([
    ["120", 120_000],
    ["0", 0],
    ["Sat, 28 Nov 2026 12:01:00 GMT", 60_000],
    ["Sat, 28 Nov 2026 11:00:00 GMT", 0],
    ["-5", undefined],
    ["1.5", undefined],
    ["soon", undefined],
    ["99999999999999", undefined],
    ["", undefined],
  ])("%j asks for %s ms", (text, expected) => {
    expect(retryAfterOf({ "retry-after": text }, now)).toBe(expected);
  });

  it("that is not there asks for nothing", () => {
    expect(retryAfterOf({}, now)).toBeUndefined();
  });
});
