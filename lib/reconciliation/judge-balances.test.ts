import { describe, expect, it } from "vitest";
import { type DailyBalance, type EnteredTopUp, judgeBalances } from "./judge-balances";

const CENT = 10_000_000n;

/** Balances in cents, one a day from 20 November on, each with what our calls cost since the one before. */
const balances = (...steps: readonly (readonly [left: bigint, ours: bigint])[]): DailyBalance[] =>
  steps.map(([left, ours], index) => ({
    readAt: new Date(Date.UTC(2026, 10, 20 + index, 0, 17)),
    readingId: `reading-${index}`,
    balanceNanos: left * CENT,
    depositedNanos: null,
    resolutionNanos: CENT,
    oursNanos: ours * CENT,
  }));

function judge(
  series: readonly DailyBalance[],
  topUps: readonly EnteredTopUp[] = [],
  knownFrom: ReadonlyMap<string, Date> = new Map(),
) {
  return judgeBalances({ balances: series, topUps, knownFrom }).map(
    ({ day, state, oursNanos, theirsNanos }) => [
      day.slice(8),
      state,
      oursNanos / CENT,
      theirsNanos === null ? null : theirsNanos / CENT,
    ],
  );
}

describe("balances, day after day,", () => {
  it("add up until there is enough to decide, and begin anew after that", () => {
    const series = balances([500n, 0n], [490n, 10n], [480n, 10n], [440n, 40n], [420n, 12n]);
    expect(judge(series)).toEqual([
      ["20", "waiting", 10n, 10n],
      ["21", "matched", 20n, 20n],
      ["22", "matched", 40n, 40n],
      ["23", "drift", 12n, 20n],
    ]);
  });

  it("are unreadable from an unknown payment on, until somebody enters it", () => {
    const series = balances([50n, 0n], [520n, 30n], [490n, 30n]);
    expect(judge(series)).toEqual([
      ["20", "unreadable", 30n, null],
      ["21", "unreadable", 60n, null],
    ]);
    expect(judge(series, [{ day: "2026-11-20", amountNanos: 500n * CENT }])).toEqual([
      ["20", "matched", 30n, 30n],
      ["21", "matched", 30n, 30n],
    ]);
  });

  it("keep the time of a day that was judged before, whatever is known since", () => {
    const series = balances([50n, 0n], [520n, 30n], [490n, 30n]);
    const [first] = series;
    const known = new Map([["2026-11-21", first?.readAt ?? new Date(0)]]);
    expect(judge(series, [{ day: "2026-11-20", amountNanos: 500n * CENT }], known)).toEqual([
      ["20", "matched", 30n, 30n],
      ["21", "matched", 60n, 60n],
    ]);
  });

  it("say nothing before there are two of them", () => {
    expect(judge(balances([50n, 0n]))).toEqual([]);
    expect(judge([])).toEqual([]);
  });
});
