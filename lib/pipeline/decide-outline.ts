import { recordEvent } from "@/lib/audit";
import { type Actor, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { announce } from "@/lib/platform/notify";
import { endRun } from "./end-run";
import { getRun } from "./find-runs";
import { queueStep } from "./finish-step";
import { findSteps, lockRun } from "./rows";
import type { DecideOutlineInput, RunView } from "./schema";

/**
 * A person's decision at the first gate. Approving, with changes if they made some, lets the run go on;
 * rejecting ends it as cancelled.
 * @throws AppError not_found | wrong_state when the run does not wait for this
 */
export async function decideOutline(
  actor: Actor,
  runId: string,
  input: DecideOutlineInput,
): Promise<RunView> {
  requirePermission(actor, "article:approve");
  const { workspaceId, userId } = actor;
  await withWorkspace(actor, async (tx) => {
    const run = await lockRun(tx, workspaceId, runId);
    if (run.waitingFor !== "outline") {
      throw new AppError("wrong_state", {
        detail: "This run does not wait for a decision on its outline.",
      });
    }
    await recordEvent(tx, {
      workspaceId,
      userId,
      action: input.decision === "approve" ? "outline.approved" : "outline.rejected",
      subjectKind: "run",
      subjectId: runId,
      detail: { is_edited: input.outline !== undefined },
    });
    const steps = await findSteps(tx, workspaceId, runId);
    await tx.step.updateMany({
      where: { ownerWorkspaceId: workspaceId, runId, name: "outline" },
      data: { comment: input.comment ?? null },
    });
    if (input.decision === "reject") return endRun(tx, run, { status: "cancelled" });
    const approved = await tx.run.update({
      where: { ownerWorkspaceId_id: { ownerWorkspaceId: workspaceId, id: runId } },
      data: {
        ...(input.outline === undefined ? {} : { outline: input.outline }),
        updatedAt: clock.now(),
      },
    });
    const next = steps.find((step) => step.status === "pending");
    if (next === undefined) return endRun(tx, approved, { status: "succeeded" });
    return queueStep(tx, approved, next);
  });
  await announce(runId);
  return getRun(actor, runId);
}
