import { recordEvent } from "@/lib/audit";
import { randomKey, seal } from "@/lib/crypto";
import { type Actor, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { withWorkspace } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import type { CreateHookInput } from "@/lib/publishing/schema";
import { type HookView, toHookView } from "./hook-view";
import { secretContext } from "./send-http";

const SECRET_BYTES = 32;

/** A new hook; the secret that signs its calls is given out here and never again. */
export type NewHookView = HookView & { secret?: string };

/** Adds a hook. The same id is the same hook. @throws AppError command_not_allowed */
export async function createHook(
  actor: Actor,
  id: string,
  input: CreateHookInput,
): Promise<NewHookView> {
  requirePermission(actor, "hook:manage");
  if (input.kind === "command") throw new AppError("command_not_allowed");
  const { workspaceId } = actor;
  const key = { ownerWorkspaceId: workspaceId, id };
  const secret = input.secret ?? `whsec_${randomKey(SECRET_BYTES).toString("base64")}`;
  const secretSealed = seal(secret, secretContext(workspaceId, id), env().ENCRYPTION_KEYS);
  const row = await withWorkspace(actor, async (tx) => {
    const saved = await tx.hook.upsert({
      where: { ownerWorkspaceId_id: key },
      create: { ...key, kind: input.kind, url: input.url, secretSealed, createdAt: clock.now() },
      update: { secretSealed },
    });
    await recordEvent(tx, {
      workspaceId,
      userId: actor.userId,
      action: "hook.created",
      subjectKind: "hook",
      subjectId: id,
      detail: { kind: input.kind },
    });
    return saved;
  });
  return { ...toHookView(row), secret };
}
