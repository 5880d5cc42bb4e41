import { clock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";
import { enqueueSource } from "./enqueue-source";

/** A source that waits or is being read for this long has lost its job. */
const SILENCE_MS = 10 * 60_000;
const BATCH_MAX = 50;

/** Gives sources to the workers again whose job is gone. Returns how many. */
export async function requeueLostSources(): Promise<number> {
  const now = clock.now();
  return withSystem(async (tx) => {
    const lost = await tx.source.findMany({
      where: {
        status: { in: ["pending", "fetching"] },
        updatedAt: { lt: new Date(now.getTime() - SILENCE_MS) },
        article: { deletedAt: null },
      },
      take: BATCH_MAX,
      select: { ownerWorkspaceId: true, id: true, status: true },
    });
    for (const { ownerWorkspaceId, id, status } of lost) {
      // One that waits is looked at again only after another silence; one that is read shows its reader's age.
      if (status === "pending") {
        await tx.source.updateMany({ where: { ownerWorkspaceId, id }, data: { updatedAt: now } });
      }
      await enqueueSource(tx, ownerWorkspaceId, id);
    }
    return lost.length;
  });
}
