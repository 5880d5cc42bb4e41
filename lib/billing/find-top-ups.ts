import { type Actor, requirePermission } from "@/lib/identity";
import { withWorkspace } from "@/lib/platform/db";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import type { TopUp } from "@/prisma/generated/client";
import type { TopUpFailure, TopUpStatus, TopUpView } from "./schema";

/** The top-ups of a workspace, the latest first. */
export async function findTopUps(actor: Actor, page: PageQuery): Promise<Page<TopUpView>> {
  requirePermission(actor, "workspace:read");
  const rows = await withWorkspace(actor, (tx) =>
    tx.topUp.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        ...(page.after === null ? {} : { id: { lt: page.after } }),
      },
      orderBy: { id: "desc" },
      take: page.limit + 1,
    }),
  );
  return toPage(rows, page.limit, (row) => row.id, toView);
}

function toView(row: TopUp): TopUpView {
  return {
    id: row.id,
    amount_nanos: String(row.amountNanos),
    status: row.status as TopUpStatus,
    failure_code: row.failureCode as TopUpFailure | null,
    refunded_nanos: String(row.refundedNanos),
    disputed_nanos: String(row.disputedNanos),
    created_at: row.createdAt.toISOString(),
    paid_at: row.paidAt?.toISOString() ?? null,
  };
}
