import { recordEvent } from "@/lib/audit";
import { type Actor, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { DbNull, isUniqueViolation, type Tx, withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { announce } from "@/lib/platform/notify";
import type { Step } from "@/prisma/generated/client";
import { endRun } from "./end-run";
import { getRun } from "./find-runs";
import { queueStep } from "./finish-step";
import { findSteps, lockRun } from "./rows";
import { runInProgress } from "./run-in-progress";
import type { RunView, StepName } from "./schema";

/**
 * Cancels a run. A step that is being worked on is told to stop within a second or two; what a vendor
 * has done by then is settled, the rest is released.
 * @throws AppError not_found | wrong_state when the run has ended
 */
export async function cancelRun(actor: Actor, runId: string): Promise<RunView> {
  requirePermission(actor, "run:start");
  const { workspaceId, userId } = actor;
  await withWorkspace(actor, async (tx) => {
    const run = await lockRun(tx, workspaceId, runId);
    if (!["queued", "running", "waiting"].includes(run.status)) {
      throw new AppError("wrong_state", { detail: "This run has ended already." });
    }
    await recordEvent(tx, {
      workspaceId,
      userId,
      action: "run.cancelled",
      subjectKind: "run",
      subjectId: runId,
    });
    const requested = await tx.run.update({
      where: { ownerWorkspaceId_id: { ownerWorkspaceId: workspaceId, id: runId } },
      data: { cancelRequestedAt: clock.now(), updatedAt: clock.now() },
    });
    const steps = await findSteps(tx, workspaceId, runId);
    // A step that was tried may have a hold: its worker, or the next claim of its job, resolves that.
    const isIdle = !steps.some(
      (step) => step.status === "running" || (step.status === "queued" && step.attemptCount > 0),
    );
    if (isIdle) await endRun(tx, requested, { status: "cancelled" });
  });
  await announce(runId);
  return getRun(actor, runId);
}

/**
 * Takes up a run that has ended: from the first step that is not done, or from the one that is named,
 * which a run that succeeded needs. What was paid for and stored before that step is not done again;
 * what is done anew counts towards the budget of the run as well.
 * @throws AppError not_found | wrong_state | run_in_progress when another run of the article is active
 */
export async function retryRun(
  actor: Actor,
  runId: string,
  from: StepName | undefined,
): Promise<RunView> {
  requirePermission(actor, "run:start");
  const { workspaceId, userId } = actor;
  try {
    await withWorkspace(actor, async (tx) => {
      const run = await lockRun(tx, workspaceId, runId);
      requireEnded(run.status, from);
      const steps = await findSteps(tx, workspaceId, runId);
      const first = firstToRetry(steps, from);
      await recordEvent(tx, {
        workspaceId,
        userId,
        action: "run.retried",
        subjectKind: "run",
        subjectId: runId,
        detail: { from: first.name },
      });
      await resetFrom(tx, steps, first);
      const reset = await tx.run.update({
        where: { ownerWorkspaceId_id: { ownerWorkspaceId: workspaceId, id: runId } },
        data: {
          cancelRequestedAt: null,
          errorCode: null,
          errorDetail: null,
          finishedAt: null,
          ...(first.name === "sources" || first.name === "outline" ? { outline: DbNull } : {}),
        },
      });
      await queueStep(tx, reset, first);
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw runInProgress();
    throw error;
  }
  await announce(runId);
  return getRun(actor, runId);
}

function requireEnded(status: string, from: StepName | undefined): void {
  if (status === "failed" || status === "cancelled") return;
  if (status === "succeeded" && from !== undefined) return;
  throw new AppError("wrong_state", {
    detail:
      status === "succeeded"
        ? "This run is done. Name the step to take it up from."
        : "This run is under way. Cancel it first, or wait until it has ended.",
  });
}

function firstToRetry(steps: readonly Step[], from: StepName | undefined): Step {
  const undone = steps.find((step) => step.status !== "succeeded");
  const named = from === undefined ? undone : steps.find((step) => step.name === from);
  if (named === undefined || (undone !== undefined && named.position > undone.position)) {
    throw new AppError("wrong_state", { detail: "The steps before this one are not done yet." });
  }
  return named;
}

async function resetFrom(tx: Tx, steps: readonly Step[], first: Step): Promise<void> {
  const ids = steps.filter((step) => step.position >= first.position).map((step) => step.id);
  await tx.step.updateMany({
    where: { ownerWorkspaceId: first.ownerWorkspaceId, id: { in: ids } },
    data: {
      status: "pending",
      startedAt: null,
      finishedAt: null,
      errorCode: null,
      errorDetail: null,
    },
  });
}
