import type { Status } from "@/app/_ui/status-chip";
import type { Step } from "@/app/_ui/stepper";
import type { RunView, StepName, StepStatus, StepView } from "@/lib/pipeline/schema";

const LABELS: Readonly<Record<StepName, string>> = {
  sources: "Read the sources",
  outline: "Write the outline",
  draft: "Write the text",
  checks: "Check the text",
  review: "Review",
};

const STATUSES: Readonly<Record<StepStatus, Status>> = {
  pending: "pending",
  queued: "queued",
  running: "running",
  waiting: "waiting",
  succeeded: "succeeded",
  failed: "failed",
  skipped: "skipped",
  cancelled: "cancelled",
};

/** The steps of a run as the stepper shows them, each with where its money stands. */
export function toStepperSteps(run: RunView): Step[] {
  return run.steps.map((step) => ({
    name: step.name,
    label: LABELS[step.name],
    status: STATUSES[step.status],
    attempts: step.attempts,
    ...(BigInt(step.held_nanos) === 0n ? {} : { money: moneyOf(step) }),
    ...(step.error === undefined ? {} : { error: step.error.message }),
  }));
}

export function moneyOf(step: Pick<StepView, "held_nanos" | "settled_nanos" | "released_nanos">) {
  return {
    heldNanos: step.held_nanos,
    spentNanos: step.settled_nanos,
    returnedNanos: step.released_nanos,
  };
}

/** Whether nothing more will come of a run by itself. */
export function isResting(run: RunView): boolean {
  return ["succeeded", "failed", "cancelled"].includes(run.status);
}
