import { clock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";
import { enqueueDelivery } from "./hooks/queue-deliveries";
import { enqueuePublication } from "./publish-article";

/** Longer than any pause between two attempts: whoever is silent for this long has lost their job. */
const PUBLICATION_SILENCE_MS = 30 * 60_000;
/** How long after its time a delivery may still be waiting for a worker. */
const DELIVERY_LATE_MS = 30 * 60_000;
const BATCH_MAX = 50;

/**
 * Gives publications and hook deliveries to the workers again whose job is gone: the floor under the
 * queue's own recovery. Work that is done, or asked for anew, is left alone by whoever gets the job.
 * Returns how many.
 */
export async function requeueLostPublishing(): Promise<number> {
  const now = clock.now();
  const before = (silenceMs: number) => new Date(now.getTime() - silenceMs);
  return withSystem(async (tx) => {
    const publications = await tx.publication.findMany({
      where: {
        status: { in: ["queued", "sending"] },
        updatedAt: { lt: before(PUBLICATION_SILENCE_MS) },
      },
      take: BATCH_MAX,
    });
    for (const publication of publications) {
      await tx.publication.updateMany({
        where: { ownerWorkspaceId: publication.ownerWorkspaceId, id: publication.id },
        data: { updatedAt: now },
      });
      await enqueuePublication(tx, publication);
    }
    const deliveries = await tx.hookDelivery.findMany({
      where: { status: "queued", nextAttemptAt: { lt: before(DELIVERY_LATE_MS) } },
      take: BATCH_MAX,
      select: { ownerWorkspaceId: true, id: true },
    });
    for (const { ownerWorkspaceId, id } of deliveries) {
      await tx.hookDelivery.updateMany({
        where: { ownerWorkspaceId, id, status: "queued" },
        data: { nextAttemptAt: now },
      });
      await enqueueDelivery(tx, { workspaceId: ownerWorkspaceId, deliveryId: id }, now);
    }
    return publications.length + deliveries.length;
  });
}
