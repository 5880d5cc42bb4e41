import { recordEvent } from "@/lib/audit";
import { type Actor, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { type HookDeliveryView, toDeliveryView, WITH_ATTEMPTS } from "./find-deliveries";
import { enqueueDelivery } from "./queue-deliveries";

/**
 * Has a delivery made once more: the same id and the same body, signed with a new time, and as many
 * attempts as at first.
 * @throws AppError not_found | wrong_state (it is queued already, or its hook is off)
 */
export async function replayDelivery(
  actor: Actor,
  hookId: string,
  deliveryId: string,
): Promise<HookDeliveryView> {
  requirePermission(actor, "hook:manage");
  const { workspaceId } = actor;
  const where = { ownerWorkspaceId: workspaceId, id: deliveryId, hookId };
  return withWorkspace(actor, async (tx) => {
    const found = await tx.hookDelivery.findFirst({ where, include: { hook: true } });
    if (found === null) throw new AppError("not_found");
    if (found.hook.disabledAt !== null) {
      throw new AppError("wrong_state", { detail: "The hook is off: turn it on first." });
    }
    const now = clock.now();
    const { count } = await tx.hookDelivery.updateMany({
      where: { ...where, status: { not: "queued" }, attemptCount: found.attemptCount },
      data: {
        status: "queued",
        nextAttemptAt: now,
        attemptsBefore: found.attemptCount,
        updatedAt: now,
      },
    });
    if (count === 0) throw new AppError("wrong_state", { detail: "It is queued already." });
    await enqueueDelivery(tx, { workspaceId, deliveryId }, now);
    await recordEvent(tx, {
      workspaceId,
      userId: actor.userId,
      action: "hook.replayed",
      subjectKind: "hook",
      subjectId: hookId,
      detail: { delivery_id: deliveryId },
    });
    return toDeliveryView(
      await tx.hookDelivery.findFirstOrThrow({ where, include: WITH_ATTEMPTS }),
    );
  });
}
