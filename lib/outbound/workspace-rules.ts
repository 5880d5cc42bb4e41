import { withWorkspace } from "@/lib/platform/db";
import type { Purpose, WorkspaceRules } from "@/lib/safenet";

/** What members choose the address of. The other calls go to vendors that the operator chose. */
const CHOSEN_BY_MEMBERS: readonly Purpose[] = [
  "source-fetch",
  "link-check",
  "cms-publish",
  "webhook",
  "image-import",
  "sitemap-check",
];

/** The rules by which a workspace narrows a call, as they are now. */
export async function findRulesFor(
  purpose: Purpose,
  workspaceId: string | undefined,
): Promise<WorkspaceRules> {
  if (workspaceId === undefined || !CHOSEN_BY_MEMBERS.includes(purpose)) return {};
  const row = await withWorkspace({ workspaceId }, (tx) =>
    tx.outboundRules.findUnique({ where: { ownerWorkspaceId: workspaceId } }),
  );
  if (row === null) return {};
  const { allowHosts, denyHosts, httpsOnly } = row;
  return { denyHosts, httpsOnly, ...(allowHosts.length === 0 ? {} : { allowHosts }) };
}
