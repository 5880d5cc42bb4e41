import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS } from "@/lib/platform/utc-day";
import { isDrift, min } from "./drift";
import { judgeBalance } from "./judge-balance";
import { judgeCall } from "./judge-call";
import { type DayFigures, judgeDays } from "./judge-days";
import { type DecidedDay, findSlowDrift, findWeekDrift } from "./judge-window";
import { DAY_FLOOR_NANOS } from "./limits";

const USD = 1_000_000_000n;
const CENT = USD / 100n;
const TODAY = "2026-11-28";
const NOW = new Date("2026-11-28T00:20:00Z");

const dayBefore = (count: number): string =>
  new Date(Date.parse(TODAY) - count * DAY_MS).toISOString().slice(0, 10);
const figures = (daysAgo: number, oursNanos: bigint, theirsNanos: bigint | null): DayFigures => ({
  day: dayBefore(daysAgo),
  oursNanos,
  theirsNanos,
});
const states = (days: readonly DayFigures[], now = NOW) =>
  judgeDays(days, now).map(({ state }) => state);
/** Days on which theirs is so many times ours, the oldest first. */
const decided = (ratios: readonly number[], oursNanos = 10n * USD): DecidedDay[] =>
  ratios.map((ratio, index) => ({
    day: dayBefore(ratios.length - index),
    oursNanos,
    theirsNanos: (oursNanos * BigInt(Math.round(ratio * 1_000_000))) / 1_000_000n,
  }));
const amount = fc.bigInt({ min: 0n, max: 10_000n * USD });

describe("a difference", () => {
  it("of exactly 5 % is none, and one nano-dollar more is a drift, to either side", () => {
    const theirsNanos = 100n * USD;
    const five = 5n * USD;
    const at = (difference: bigint) =>
      isDrift({ oursNanos: theirsNanos + difference, theirsNanos }, DAY_FLOOR_NANOS);
    expect([five, -five, five + 1n, -five - 1n].map(at)).toEqual([false, false, true, true]);
  });

  it("grows into a drift and never out of it", () => {
    fc.assert(
      fc.property(amount, amount, amount, (theirsNanos, near, more) => {
        const oursNanos = theirsNanos + near;
        if (!isDrift({ oursNanos, theirsNanos }, DAY_FLOOR_NANOS)) return;
        expect(isDrift({ oursNanos: oursNanos + more, theirsNanos }, DAY_FLOOR_NANOS)).toBe(true);
      }),
    );
  });

  it("of a day that cost next to nothing is measured against ten cents", () => {
    expect(states([figures(5, 0n, CENT / 2n), figures(3, 0n, CENT / 2n + 1n)])).toEqual([
      "matched",
      "drift",
    ]);
  });
});

describe("a day", () => {
  it("matches itself, whatever it cost and whenever it is judged", () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 40 }), (nanos, ago) => {
        expect(states([figures(ago, nanos, nanos)])).toEqual(["matched"]);
      }),
    );
  });

  it("waits for a figure that may still grow, and drifts when it had two days for it", () => {
    const short = (ago: number) => states([figures(ago, 10n * USD, 8n * USD)]);
    expect([short(1), short(2), short(3), short(4)]).toEqual([
      ["waiting"],
      ["waiting"],
      ["drift"],
      ["drift"],
    ]);
  });

  it("drifts at once when the vendor charges more than we know: that does not get less", () => {
    expect(states([figures(1, 10n * USD, 12n * USD)])).toEqual(["drift"]);
  });

  it("is late after 48 hours without a figure, when we know of a cost", () => {
    const late = (ago: number, ours: bigint) => judgeDays([figures(ago, ours, null)], NOW)[0];
    expect(late(2, USD)).toMatchObject({ state: "waiting", isLate: false });
    expect(late(3, USD)).toMatchObject({ state: "waiting", isLate: true });
    expect(late(3, 0n)).toMatchObject({ state: "matched", isLate: false });
  });

  it("is judged by what it is in any order of states: each has exactly one", () => {
    const drawn = fc.array(fc.tuple(amount, fc.option(amount)), { maxLength: 31 });
    fc.assert(
      fc.property(drawn, (pairs) => {
        const days = pairs.map(([ours, theirs], index) => figures(31 - index, ours, theirs));
        const verdicts = judgeDays(days, NOW);
        expect(verdicts.map(({ day }) => day)).toEqual(days.map(({ day }) => day));
        for (const { state, isLate, theirsNanos } of verdicts) {
          expect(["matched", "waiting", "drift"]).toContain(state);
          if (isLate || state === "drift") expect(isLate).toBe(theirsNanos === null);
        }
      }),
    );
  });

  it("is no drift when its cost stands in the next day's bill: a call went on over midnight", () => {
    fc.assert(
      fc.property(amount, amount, amount, (one, other, late) => {
        const carried = min(late, other);
        const days = [figures(6, one + carried, one), figures(5, other - carried, other)];
        expect(states(days)).toEqual(["matched", "matched"]);
      }),
    );
  });

  it.each([
    ["of a small one is not hidden by a large neighbour", [10n, 12n], [1_000n, 990n]],
    ["to the same side is not taken for a carried cost", [10n, 12n], [10n, 12n]],
  ])("whose drift %s", (_title, [ours = 0n, theirs = 0n], [nextOurs = 0n, nextTheirs = 0n]) => {
    const days = [
      figures(6, ours * USD, theirs * USD),
      figures(5, nextOurs * USD, nextTheirs * USD),
    ];
    expect(states(days)[0]).toBe("drift");
  });

  it("is not joined with one that is not its neighbour, nor twice", () => {
    expect(states([figures(7, 12n * USD, 10n * USD), figures(5, 10n * USD, 12n * USD)])).toEqual([
      "drift",
      "drift",
    ]);
    const thrice = [12n, 10n, 12n].map((ours, index) =>
      figures(7 - index, ours * USD, (22n - ours) * USD),
    );
    expect(states(thrice)).toEqual(["matched", "matched", "drift"]);
  });
});

describe("a week", () => {
  it("drifts by many small differences of which none does", () => {
    const small = decided([0, 0, 0, 0, 0, 0, 0], CENT / 2n);
    expect(states(small.map((one) => ({ ...one, day: dayBefore(9) })))).not.toContain("drift");
    expect(findWeekDrift(small, TODAY)).toEqual({ oursNanos: (CENT / 2n) * 7n, theirsNanos: 0n });
  });

  it("does not look further back, nor at one day alone", () => {
    const old = decided([2, 2, 1, 1, 1, 1, 1, 1, 1]);
    expect(findWeekDrift(old, TODAY)).toBeNull();
    expect(findWeekDrift(decided([2]), TODAY)).toBeNull();
  });

  it("never drifts while none of its days does and each costs more than the floor", () => {
    const drawn = fc.array(fc.double({ min: 0.953, max: 1.05, noNaN: true }), { maxLength: 7 });
    fc.assert(
      fc.property(drawn, (ratios) => {
        expect(findWeekDrift(decided(ratios), TODAY)).toBeNull();
      }),
    );
  });
});

describe("slow one-sided drift", () => {
  const even = (ratio: number, days: number): number[] => Array.from({ length: days }, () => ratio);

  it.each([
    [1.02, 9, false],
    [1.021, 10, true],
    [0.979, 10, true],
    [1.0105, 30, true],
    [1.004, 30, false],
    [0.996, 30, false],
    [1, 30, false],
  ])("of %d for %i days is found: %s", (ratio, days, isFound) => {
    expect(findSlowDrift(decided(even(ratio, days)), TODAY) !== null).toBe(isFound);
  });

  it("is not what goes to and fro, nor one bad day", () => {
    const toAndFro = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? 1.04 : 0.96));
    expect(findSlowDrift(decided(toAndFro), TODAY)).toBeNull();
    expect(findSlowDrift(decided([...even(1, 29), 9]), TODAY)).toBeNull();
  });

  it("is over once the days are even again for long enough", () => {
    const recovered = [...even(1.02, 12), ...even(1, 18)];
    expect(findSlowDrift(decided(recovered), TODAY)).toBeNull();
  });

  it("is found with any noise around a lean of 3 %", () => {
    const noise = fc.array(fc.double({ min: -0.015, max: 0.015, noNaN: true }), {
      minLength: 30,
      maxLength: 30,
    });
    fc.assert(
      fc.property(noise, fc.constantFrom(0.03, -0.03), (noises, lean) => {
        expect(findSlowDrift(decided(noises.map((one) => 1 + lean + one)), TODAY)).not.toBeNull();
      }),
    );
  });
});

describe("a balance", () => {
  const snapshot = (cents: bigint, depositedNanos: bigint | null = null) => ({
    balanceNanos: cents * CENT,
    depositedNanos,
    resolutionNanos: CENT,
  });
  const judge = (input: {
    before: bigint;
    after: bigint;
    oursNanos: bigint;
    enteredNanos?: bigint;
  }) =>
    judgeBalance({
      before: snapshot(input.before),
      after: snapshot(input.after),
      oursNanos: input.oursNanos,
      enteredNanos: input.enteredNanos ?? 0n,
    });

  it("of whole cents decides from 20 cents on", () => {
    expect(judge({ before: 100n, after: 81n, oursNanos: 19n * CENT }).state).toBe("waiting");
    expect(judge({ before: 100n, after: 80n, oursNanos: 20n * CENT }).state).toBe("matched");
    expect(judge({ before: 100n, after: 80n, oursNanos: 10n * CENT }).state).toBe("drift");
    expect(judge({ before: 100n, after: 100n, oursNanos: 0n }).state).toBe("matched");
  });

  it("takes what was entered as paid in, and trusts a vendor that tells it", () => {
    const entered = judge({
      before: 100n,
      after: 550n,
      oursNanos: 50n * CENT,
      enteredNanos: 500n * CENT,
    });
    expect(entered).toEqual({ theirsNanos: 50n * CENT, state: "matched" });
    const told = judgeBalance({
      before: snapshot(100n, 10n * USD),
      after: snapshot(550n, 15n * USD),
      oursNanos: 50n * CENT,
      enteredNanos: 99n * USD,
    });
    expect(told).toEqual({ theirsNanos: 50n * CENT, state: "matched" });
  });

  it("that rose without a word is unreadable", () => {
    expect(judge({ before: 100n, after: 500n, oursNanos: CENT })).toEqual({
      theirsNanos: null,
      state: "unreadable",
    });
  });

  it("never drifts by rounding alone, and never matches 15 % off", () => {
    const start = fc.bigInt({ min: 0n, max: 1_000n * USD });
    const spent = fc.bigInt({ min: 0n, max: 100n * USD });
    fc.assert(
      fc.property(start, spent, (left, nanos) => {
        const cents = (value: bigint) => value / CENT;
        const before = cents(left + nanos);
        const after = cents(left);
        expect(judge({ before, after, oursNanos: nanos }).state).not.toBe("drift");
        const off = judge({ before, after, oursNanos: (nanos * 85n) / 100n });
        if (nanos > CENT) expect(off.state).not.toBe("matched");
      }),
    );
  });
});

describe("a call", () => {
  it.each([
    [1_000_000n, 1_050_000n, "matched"],
    [1_000_000n, 1_060_000n, "drift"],
    [1n, 40n, "matched"],
    [null, 1_000n, "unreadable"],
    [1_000n, null, "no_source"],
    [null, null, "no_source"],
  ] as const)("listed at %s and reported at %s is %s", (listedNanos, reportedNanos, state) => {
    expect(judgeCall({ listedNanos, reportedNanos })).toBe(state);
  });
});
