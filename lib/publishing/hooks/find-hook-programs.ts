import { type Actor, requirePermission } from "@/lib/identity";
import { env } from "@/lib/platform/env";
import { fieldsOf } from "@/lib/platform/hook-commands";

export interface HookProgramView {
  id: string;
  /** What is to be filled in, in this order. */
  fields: string[];
}

/** The programs that the operator of this installation lets hooks start. */
export function findHookPrograms(actor: Actor): HookProgramView[] {
  requirePermission(actor, "hook:manage");
  return env().HOOK_COMMANDS.map((command) => ({ id: command.id, fields: fieldsOf(command) }));
}
