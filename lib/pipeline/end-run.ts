import { clock } from "@/lib/platform/clock";
import type { Tx } from "@/lib/platform/db";
import type { Run } from "@/prisma/generated/client";
import { appendRunState } from "./run-events";
import type { ErrorView } from "./schema";

interface RunEnd {
  readonly status: "succeeded" | "failed" | "cancelled";
  /** The step that the run failed at. */
  readonly stepId?: string;
  readonly error?: ErrorView;
}

/** Ends a run inside the caller's transaction: what had not happened by now will not happen. */
export async function endRun(tx: Tx, run: Run, end: RunEnd): Promise<void> {
  const now = clock.now();
  const { ownerWorkspaceId, id: runId } = run;
  const error = { errorCode: end.error?.code ?? null, errorDetail: end.error?.message ?? null };
  if (end.stepId !== undefined) {
    await tx.step.updateMany({
      where: { ownerWorkspaceId, runId, id: end.stepId },
      data: { status: "failed", finishedAt: now, ...error },
    });
  }
  await tx.step.updateMany({
    where: { ownerWorkspaceId, runId, status: { in: ["pending", "queued", "running", "waiting"] } },
    data: { status: end.status === "cancelled" ? "cancelled" : "skipped", finishedAt: now },
  });
  const ended = await tx.run.update({
    where: { ownerWorkspaceId_id: { ownerWorkspaceId, id: runId } },
    data: { status: end.status, waitingFor: null, finishedAt: now, updatedAt: now, ...error },
  });
  await appendRunState(tx, ended);
}
