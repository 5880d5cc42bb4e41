import { recordEvent } from "@/lib/audit";
import { type Actor, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { UpdateHookInput } from "@/lib/publishing/schema";
import { type HookView, toHookView } from "./hook-view";

/** Turns a hook off or on again, whoever turned it off. Asking for what it is changes nothing. @throws AppError not_found */
export async function updateHook(
  actor: Actor,
  id: string,
  input: UpdateHookInput,
): Promise<HookView> {
  requirePermission(actor, "hook:manage");
  const where = { ownerWorkspaceId: actor.workspaceId, id };
  const row = await withWorkspace(actor, async (tx) => {
    const { count } = await tx.hook.updateMany({
      where: { ...where, disabledAt: input.disabled ? null : { not: null } },
      data: input.disabled
        ? { disabledAt: clock.now(), disabledBy: "person" }
        : { disabledAt: null, disabledBy: null },
    });
    const hook = await tx.hook.findFirst({ where });
    if (hook === null) throw new AppError("not_found");
    if (count > 0) {
      await recordEvent(tx, {
        workspaceId: actor.workspaceId,
        userId: actor.userId,
        action: input.disabled ? "hook.disabled" : "hook.enabled",
        subjectKind: "hook",
        subjectId: id,
      });
    }
    return hook;
  });
  return toHookView(row);
}
