import type { Tx } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/queue";
import { STEP_NAMES, type StepName } from "./schema";

/** Gives a step to the workers. */
export async function enqueueStep(
  tx: Tx,
  workspaceId: string,
  runId: string,
  stepId: string,
  startAfter?: Date,
): Promise<void> {
  const waitingBefore = await tx.step.count({
    where: { ownerWorkspaceId: workspaceId, status: "queued", id: { not: stepId } },
  });
  await enqueue(tx, {
    queue: "run-step",
    workspaceId,
    payload: { workspaceId, runId, stepId },
    waitingBefore,
    ...(startAfter === undefined ? {} : { startAfter }),
  });
}

/** Steps in the order in which they run, whatever the order in which they were asked for. */
export function orderedSteps(names: readonly StepName[] | undefined): StepName[] {
  if (names === undefined) return [...STEP_NAMES];
  const wanted = STEP_NAMES.filter((name) => names.includes(name));
  if (wanted.includes("draft") && !wanted.includes("outline")) {
    throw new AppError("unprocessable", {
      detail: "A draft needs an outline: add the step outline.",
    });
  }
  return wanted;
}
