import { describe, expect, it } from "vitest";
import { type Copy, chipOf } from "./publication-chip";

// Guarantee: "verified on the site" is said of a page that was read back where readers find it, and of
// nothing else.

const NOW = new Date("2026-11-24T12:00:00Z");
const EARLIER = "2026-11-24T10:00:00Z";
const LATER = "2026-11-25T12:00:00Z";

function copy(change: Partial<Copy>): Copy {
  return {
    status: "verified",
    mode: "publish",
    scheduled_at: null,
    verified_at: EARLIER,
    ...change,
  };
}

describe("the chip of a copy", () => {
  it.each([
    ["a draft", copy({ mode: "draft" }), "Draft, verified"],
    ["a plan that was sent", copy({ scheduled_at: LATER }), "Scheduled, verified"],
    [
      "a plan that was not sent",
      copy({ status: "queued", scheduled_at: LATER, verified_at: null }),
      "Scheduled, not sent yet",
    ],
    [
      "a plan whose time came after it was read back",
      copy({ scheduled_at: "2026-11-24T11:00:00Z" }),
      "Due, not read back yet",
    ],
  ])("never calls %s plainly verified", (_what, given, label) => {
    expect(chipOf(given, NOW).label).toBe(label);
  });

  it("says of a plan that went wrong what went wrong", () => {
    for (const status of ["failed", "unknown", "conflict", "drifted", "sending"] as const)
      expect(chipOf(copy({ status, scheduled_at: LATER }), NOW)).toEqual({ status });
  });

  it("calls a page verified that was read back after it was public", () => {
    expect(chipOf(copy({}), NOW)).toEqual({ status: "verified" });
    const due = copy({ scheduled_at: EARLIER, verified_at: "2026-11-24T11:00:00Z" });
    expect(chipOf(due, NOW)).toEqual({ status: "verified" });
  });

  it("calls a request without a plan queued", () => {
    expect(chipOf(copy({ status: "queued", verified_at: null }), NOW)).toEqual({
      status: "queued",
    });
  });
});
