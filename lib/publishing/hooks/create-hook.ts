import { recordEvent } from "@/lib/audit";
import { randomKey, seal } from "@/lib/crypto";
import { type Actor, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { withWorkspace } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { AppError, unreachable } from "@/lib/platform/errors";
import { requireCallable } from "@/lib/publishing/require-callable";
import type { CreateHookInput } from "@/lib/publishing/schema";
import type { Hook } from "@/prisma/generated/client";
import { bindCommand } from "./bind-command";
import { type HookView, toHookView } from "./hook-view";
import { secretContext } from "./send-http";

const SECRET_BYTES = 32;
const INDEXNOW_KEY_BYTES = 16;

/** A new hook; the secret that signs its calls is given out here and never again. */
export type NewHookView = HookView & { secret?: string };

/** Adds a hook. The same id is the same hook. @throws AppError command_not_allowed | outbound_refused */
export async function createHook(
  actor: Actor,
  id: string,
  input: CreateHookInput,
): Promise<NewHookView> {
  requirePermission(actor, "hook:manage");
  if (input.kind === "http") await requireCallable(actor, input.url, "webhook");
  if (input.kind === "sitemap-check") await requireCallable(actor, input.url, "sitemap-check");
  const { workspaceId } = actor;
  const key = { ownerWorkspaceId: workspaceId, id };
  const { fields, secret } = columnsOf(workspaceId, id, input);
  const row = await withWorkspace(actor, async (tx) => {
    const saved = await tx.hook.upsert({
      where: { ownerWorkspaceId_id: key },
      create: { ...key, kind: input.kind, createdAt: clock.now(), ...fields },
      update: fields,
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
  return { ...toHookView(row), ...(secret === undefined ? {} : { secret }) };
}

interface Columns {
  readonly fields: Partial<Pick<Hook, "url" | "secretSealed" | "key" | "argv">>;
  readonly secret?: string;
}

function requireAllowed(argv: string[]): string[] {
  const bound = bindCommand(env().HOOK_COMMANDS, argv);
  if (!bound.ok) throw new AppError("command_not_allowed", { detail: bound.why });
  return argv;
}

function columnsOf(workspaceId: string, id: string, input: CreateHookInput): Columns {
  switch (input.kind) {
    case "http": {
      const secret = input.secret ?? `whsec_${randomKey(SECRET_BYTES).toString("base64")}`;
      const context = secretContext(workspaceId, id);
      const secretSealed = seal(secret, context, env().ENCRYPTION_KEYS);
      return { fields: { url: input.url, secretSealed }, secret };
    }
    case "indexnow":
      return { fields: { key: input.key ?? randomKey(INDEXNOW_KEY_BYTES).toString("hex") } };
    case "sitemap-check":
      return { fields: { url: input.url } };
    case "command":
      return { fields: { argv: requireAllowed(input.argv) } };
    default:
      return unreachable(input);
  }
}
