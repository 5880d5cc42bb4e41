import { recordEvent } from "@/lib/audit";
import { type Actor, requirePermission } from "@/lib/identity";
import { withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";

/** Removes a hook, with its deliveries. @throws AppError not_found */
export async function deleteHook(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "hook:manage");
  await withWorkspace(actor, async (tx) => {
    const { count } = await tx.hook.deleteMany({
      where: { ownerWorkspaceId: actor.workspaceId, id },
    });
    if (count === 0) throw new AppError("not_found");
    await recordEvent(tx, {
      workspaceId: actor.workspaceId,
      userId: actor.userId,
      action: "hook.deleted",
      subjectKind: "hook",
      subjectId: id,
    });
  });
}
