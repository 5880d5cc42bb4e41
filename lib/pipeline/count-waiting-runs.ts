import { type Actor, requirePermission } from "@/lib/identity";
import { withWorkspace } from "@/lib/platform/db";

/** How many runs wait for a person's decision. */
export async function countWaitingRuns(actor: Actor): Promise<number> {
  requirePermission(actor, "workspace:read");
  return withWorkspace(actor, (tx) =>
    tx.run.count({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        status: "waiting",
        article: { deletedAt: null },
      },
    }),
  );
}
