import { clock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";
import { enqueueStep } from "./enqueue-step";

/** A step that is queued or running for this long without a sign of life has lost its job. */
const SILENCE_MS = 10 * 60_000;
const BATCH_MAX = 50;

/**
 * Gives steps to the workers again whose job is gone: the floor under the queue's own recovery. A step
 * that is done, or that a worker holds, is left alone by whoever gets the job. Returns how many.
 */
export async function requeueLostSteps(): Promise<number> {
  const before = new Date(clock.now().getTime() - SILENCE_MS);
  return withSystem(async (tx) => {
    const lost = await tx.step.findMany({
      where: {
        status: { in: ["queued", "running"] },
        run: { status: { in: ["queued", "running"] }, updatedAt: { lt: before } },
        attempts: { none: { state: "calling", heartbeatAt: { gt: before } } },
      },
      take: BATCH_MAX,
      select: { ownerWorkspaceId: true, id: true, runId: true },
    });
    for (const step of lost) {
      await enqueueStep(tx, step.ownerWorkspaceId, step.runId, step.id);
      await tx.run.updateMany({
        where: { ownerWorkspaceId: step.ownerWorkspaceId, id: step.runId },
        data: { updatedAt: clock.now() },
      });
    }
    return lost.length;
  });
}
