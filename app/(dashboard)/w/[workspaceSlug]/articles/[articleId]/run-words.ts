import type { Status } from "@/app/_ui/status-chip";
import type { Step } from "@/app/_ui/stepper";
import type { RunView, StepName, StepStatus, StepView } from "@/lib/pipeline/schema";

/** What each step does. */
export const STEP_LABELS: Readonly<Record<StepName, string>> = {
  sources: "Read the sources",
  outline: "Write the outline",
  draft: "Write the text",
  checks: "Check the text",
  review: "Review",
};

/** How each state of a step is shown. */
export const STEP_STATUSES: Readonly<Record<StepStatus, Status>> = {
  pending: "pending",
  queued: "queued",
  running: "running",
  waiting: "waiting",
  succeeded: "succeeded",
  failed: "failed",
  skipped: "skipped",
  cancelled: "cancelled",
};

/**
 * The steps of a run as the stepper shows them, each with its time and where its money stands. A step
 * that runs shows how long it has run at `nowMs`; without it, no time.
 */
export function toStepperSteps(run: RunView, nowMs?: number): Step[] {
  return run.steps.map((step) => ({
    name: step.name,
    label: STEP_LABELS[step.name],
    status: STEP_STATUSES[step.status],
    attempts: step.attempts,
    ...timeOf(step, nowMs),
    ...(BigInt(step.held_nanos) === 0n ? {} : { money: moneyOf(step) }),
    ...(step.error === undefined ? {} : { error: step.error.message }),
  }));
}

const SECOND_MS = 1_000;
const MINUTE_S = 60;

function timeOf(step: StepView, nowMs: number | undefined): { time?: string } {
  if (step.started_at === null || step.status === "waiting") return {};
  const end = step.finished_at === null ? nowMs : new Date(step.finished_at).getTime();
  if (end === undefined) return {};
  return { time: durationWords(end - new Date(step.started_at).getTime()) };
}

/** A duration in milliseconds in words: "4 s", "2 min 5 s". */
export function durationWords(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / SECOND_MS));
  if (seconds < MINUTE_S) return `${seconds} s`;
  return `${Math.floor(seconds / MINUTE_S)} min ${seconds % MINUTE_S} s`;
}

export function moneyOf(step: Pick<StepView, "held_nanos" | "settled_nanos" | "released_nanos">) {
  return {
    heldNanos: step.held_nanos,
    spentNanos: step.settled_nanos,
    returnedNanos: step.released_nanos,
  };
}

const TOKENS_IN = ["inputTokens", "cacheReadTokens", "cacheWriteTokens", "cacheWrite1hTokens"];

/**
 * What a model read and wrote, in words: "1,234 tokens in, 321 out"; null where no model was asked. An
 * estimate is one that the vendor did not count itself.
 */
export function usageWords({
  usage,
  is_estimated: isEstimated,
}: Pick<StepView, "usage" | "is_estimated">): string | null {
  if (usage === null) return null;
  const tokensIn = TOKENS_IN.reduce((sum, name) => sum + (usage[name] ?? 0), 0);
  const tokensOut = usage["outputTokens"] ?? 0;
  if (tokensIn + tokensOut === 0) return isEstimated ? "Not told by the vendor" : null;
  const words = `${tokensIn.toLocaleString("en-US")} in, ${tokensOut.toLocaleString("en-US")} out`;
  return isEstimated ? `${words}, estimated` : words;
}

/** Whether nothing more will come of a run by itself. */
export function isResting(run: RunView): boolean {
  return ["succeeded", "failed", "cancelled"].includes(run.status);
}

/** The steps that a run at its end can be taken up from: what is done, and the first that is not. */
export function retryableSteps(run: RunView): StepName[] {
  const undone = run.steps.findIndex((step) => step.status !== "succeeded");
  const names = run.steps.map((step) => step.name);
  return undone === -1 ? names : names.slice(0, undone + 1);
}
