import { describe, expect, it } from "vitest";
import type { RunView, StepStatus } from "@/lib/pipeline/schema";
import { durationWords, retryableSteps, usageWords } from "./run-words";

describe("words of a step's usage", () => {
  it("counts what was read from and written to a cache as tokens in", () => {
    const usage = {
      inputTokens: 1_000,
      cacheReadTokens: 200,
      cacheWriteTokens: 34,
      outputTokens: 321,
    };
    expect(usageWords({ usage, is_estimated: false })).toBe("1,234 in, 321 out");
  });

  it("says nothing where no model was asked, and never passes an estimate off as counted", () => {
    expect(usageWords({ usage: null, is_estimated: false })).toBeNull();
    expect(usageWords({ usage: {}, is_estimated: false })).toBeNull();
    expect(usageWords({ usage: {}, is_estimated: true })).toBe("Not told by the vendor");
    expect(usageWords({ usage: { outputTokens: 5 }, is_estimated: true })).toBe(
      "0 in, 5 out, estimated",
    );
  });
});

it("says a duration in minutes from the first minute on, and never a negative one", () => {
  expect(durationWords(-5)).toBe("0 s");
  expect(durationWords(59_400)).toBe("59 s");
  expect(durationWords(125_000)).toBe("2 min 5 s");
});

describe("the steps that a run can be taken up from", () => {
  const NAMES = ["sources", "outline", "draft"] as const;
  const runOf = (...statuses: StepStatus[]) =>
    ({ steps: NAMES.map((name, index) => ({ name, status: statuses[index] })) }) as RunView;

  it("are all of a run that succeeded", () => {
    expect(retryableSteps(runOf("succeeded", "succeeded", "succeeded"))).toEqual(NAMES);
  });

  it("end with the first that is not done", () => {
    expect(retryableSteps(runOf("succeeded", "failed", "pending"))).toEqual(["sources", "outline"]);
    expect(retryableSteps(runOf("cancelled", "pending", "pending"))).toEqual(["sources"]);
  });
});
