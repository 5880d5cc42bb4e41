import { type Actor, requirePermission } from "@/lib/identity";
import { withWorkspace } from "@/lib/platform/db";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";

export interface AuditEventView {
  id: string;
  actor_id: string | null;
  action: string;
  subject_kind: string;
  subject_id: string | null;
  detail: unknown;
  created_at: string;
}

/** What happened in a workspace, the latest first; with an action, only what goes by that name. */
export async function findAuditEvents(
  actor: Actor,
  page: PageQuery,
  action?: string,
): Promise<Page<AuditEventView>> {
  requirePermission(actor, "workspace:read");
  const { workspaceId } = actor;
  const rows = await withWorkspace(actor, (tx) =>
    tx.auditEvent.findMany({
      where: {
        ownerWorkspaceId: workspaceId,
        ...(action === undefined ? {} : { action }),
        ...(page.after === null ? {} : { id: { lt: page.after } }),
      },
      orderBy: { id: "desc" },
      take: page.limit + 1,
    }),
  );
  return toPage(
    rows,
    page.limit,
    (row) => row.id,
    (row) => ({
      id: row.id,
      actor_id: row.actorId,
      action: row.action,
      subject_kind: row.subjectKind,
      subject_id: row.subjectId,
      detail: row.detail,
      created_at: row.createdAt.toISOString(),
    }),
  );
}
