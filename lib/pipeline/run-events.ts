import { clock } from "@/lib/platform/clock";
import type { Tx } from "@/lib/platform/db";
import type { Run } from "@/prisma/generated/client";
import { findSteps } from "./rows";
import { toRunView } from "./run-view";

/** Adds to what followers of a run see: its state after a change, or text as it is being written. */
export async function appendRunState(tx: Tx, run: Run): Promise<void> {
  const steps = await findSteps(tx, run.ownerWorkspaceId, run.id);
  await tx.runEvent.create({
    data: {
      ownerWorkspaceId: run.ownerWorkspaceId,
      runId: run.id,
      kind: "run",
      data: toRunView(run, steps) as object,
      createdAt: clock.now(),
    },
  });
}

export async function appendProgress(
  tx: Tx,
  run: { readonly ownerWorkspaceId: string; readonly id: string },
  progress: { readonly step: string; readonly text: string },
): Promise<void> {
  await tx.runEvent.create({
    data: {
      ownerWorkspaceId: run.ownerWorkspaceId,
      runId: run.id,
      kind: "progress",
      data: { ...progress },
      createdAt: clock.now(),
    },
  });
}
