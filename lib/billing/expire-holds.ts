import { findDueHolds, LedgerError, releaseHold } from "@/lib/ledger";
import { clock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";

const BATCH_MAX = 100;

/**
 * Gives back what was set aside for work that nobody came back for. A hold whose attempt is alive is
 * settled by its worker first; of the two, one wins. Returns how many were given back.
 */
export async function expireHolds(): Promise<number> {
  const due = await withSystem((tx) => findDueHolds(tx, clock.now(), BATCH_MAX));
  let expired = 0;
  for (const hold of due) {
    try {
      await withSystem(async (tx) => {
        const attempt = await tx.attempt.findFirst({
          where: { ownerWorkspaceId: hold.workspaceId, holdId: hold.id },
          select: { stepId: true },
        });
        if (attempt !== null) {
          await tx.step.updateMany({
            where: { ownerWorkspaceId: hold.workspaceId, id: attempt.stepId },
            data: { releasedNanos: { increment: hold.amountNanos } },
          });
        }
        await releaseHold(tx, {
          workspaceId: hold.workspaceId,
          holdId: hold.id,
          kind: "expire",
        });
      });
      expired += 1;
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error; // Settled meanwhile: that stands.
    }
  }
  return expired;
}
