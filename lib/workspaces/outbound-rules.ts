import { recordEvent } from "@/lib/audit";
import { type Actor, requirePermission } from "@/lib/identity";
import { parseHostPattern } from "@/lib/outbound";
import { clock } from "@/lib/platform/clock";
import { withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { OutboundRulesInput, OutboundRulesView } from "./schema";

/** By which rules the workspace narrows where AutoInk calls for it. Without any, all lists are empty. */
export async function getOutboundRules(actor: Actor): Promise<OutboundRulesView> {
  requirePermission(actor, "workspace:read");
  const row = await withWorkspace(actor, (tx) =>
    tx.outboundRules.findUnique({ where: { ownerWorkspaceId: actor.workspaceId } }),
  );
  return {
    allow_hosts: row?.allowHosts ?? [],
    deny_hosts: row?.denyHosts ?? [],
    https_only: row?.httpsOnly ?? false,
  };
}

/** Sets these rules, from the next call on. @throws AppError forbidden | invalid_body for what is no host */
export async function setOutboundRules(
  actor: Actor,
  input: OutboundRulesInput,
): Promise<OutboundRulesView> {
  requirePermission(actor, "workspace:manage");
  const { workspaceId, userId } = actor;
  const data = {
    allowHosts: patternsOf("allow_hosts", input.allow_hosts),
    denyHosts: patternsOf("deny_hosts", input.deny_hosts),
    httpsOnly: input.https_only,
    updatedBy: userId,
    updatedAt: clock.now(),
  };
  await withWorkspace(actor, async (tx) => {
    await tx.outboundRules.upsert({
      where: { ownerWorkspaceId: workspaceId },
      create: { ownerWorkspaceId: workspaceId, ...data },
      update: data,
    });
    await recordEvent(tx, {
      workspaceId,
      userId,
      action: "outbound_rules.updated",
      subjectKind: "workspace",
      subjectId: workspaceId,
    });
  });
  return getOutboundRules(actor);
}

/** The patterns as the guard compares them, each once. */
function patternsOf(path: keyof OutboundRulesInput, texts: readonly string[]): string[] {
  const patterns = texts.map((text) => {
    const pattern = parseHostPattern(text);
    if (pattern !== undefined) return pattern;
    const message = `“${text}” is no host: write a name such as example.com, or *.example.com for all names below it.`;
    throw new AppError("invalid_body", { detail: message, errors: [{ path, message }] });
  });
  return [...new Set(patterns)];
}
