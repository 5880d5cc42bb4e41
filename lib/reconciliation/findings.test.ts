import { describe, expect, it } from "vitest";
import { findingsOfCalls, findingsOfDays } from "./findings";
import type { JudgedDay } from "./provider-days";

const USD = 1_000_000_000n;

const day = (given: Partial<JudgedDay> & { readonly day: string }): JudgedDay => ({
  source: "bill",
  from: new Date(`${given.day}T00:00:00Z`),
  until: new Date(`${given.day}T24:00:00Z`),
  oursNanos: 10n * USD,
  theirsNanos: 10n * USD,
  state: "matched",
  readingId: null,
  invoiceId: null,
  problem: null,
  ...given,
});

const found = (days: readonly JudgedDay[]) =>
  findingsOfDays(days, "2026-11-28").map(({ kind, subject }) => `${kind} ${subject}`.trim());

describe("what is found in the days of a vendor", () => {
  it("is nothing while they agree, or wait", () => {
    const waiting = day({ day: "2026-11-27", state: "waiting", theirsNanos: USD });
    expect(found([day({ day: "2026-11-26" }), waiting])).toEqual([]);
  });

  it("names the day, and both amounts with all their decimals", () => {
    const [first, ...rest] = findingsOfDays(
      [day({ day: "2026-11-02", state: "drift", oursNanos: 123_456_789n, theirsNanos: 5n * USD })],
      "2026-11-28",
    );
    expect(rest).toEqual([]);
    expect(first?.message).toBe("On 2026-11-02 it charges $5.00, and we know of $0.123456789.");
  });

  it("is one late vendor, whatever the number of days, and one unknown payment", () => {
    const late = ["20", "21"].map((text) =>
      day({ day: `2026-11-${text}`, state: "waiting", theirsNanos: null, problem: "late" }),
    );
    const risen = ["22", "23"].map((text) =>
      day({
        day: `2026-11-${text}`,
        source: "balance",
        state: "unreadable",
        theirsNanos: null,
        problem: "top_up",
      }),
    );
    expect(found([...late, ...risen])).toEqual(["late", "unreadable top_up"]);
  });

  it("counts a day that was not decided in no week and no month", () => {
    const short = ["25", "26", "27"].map((text) =>
      day({ day: `2026-11-${text}`, state: "waiting", theirsNanos: USD }),
    );
    expect(found([day({ day: "2026-11-24" }), ...short])).toEqual([]);
  });
});

describe("what is found in calls", () => {
  it("is a model's sum, so that one odd call among many is none", () => {
    const call = (model: string, listed: bigint, reported: bigint) => ({
      model,
      listedNanos: listed,
      reportedNanos: reported,
    });
    const even = Array.from({ length: 20 }, () => call("even", 1_000_000n, 1_000_000n));
    const calls = [...even, call("even", 1_000_000n, 2_000_000n), call("off", 1_000n, 1_100n)];
    expect(findingsOfCalls(calls).map(({ subject }) => subject)).toEqual(["off"]);
  });
});
