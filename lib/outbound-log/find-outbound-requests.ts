import { type Actor, type Principal, requireOperator, requirePermission } from "@/lib/identity";
import { recordedCalls } from "@/lib/outbound";
import { withSystem, withWorkspace } from "@/lib/platform/db";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import { type OutboundFilter, whereOf } from "./outbound-filter";
import {
  type OperatorOutboundRequestView,
  type OutboundRequestView,
  OWN_COLUMNS,
  toOutboundView,
} from "./view";

/** What was called for a workspace, the latest first. */
export async function findOutboundRequests(
  actor: Actor,
  filter: OutboundFilter,
  page: PageQuery,
): Promise<Page<OutboundRequestView>> {
  requirePermission(actor, "workspace:read");
  await recordedCalls();
  const rows = await withWorkspace(actor, (tx) =>
    tx.outboundRequest.findMany({
      where: { ownerWorkspaceId: actor.workspaceId, ...whereOf(filter), ...after(page) },
      orderBy: { id: "desc" },
      take: page.limit + 1,
      select: OWN_COLUMNS,
    }),
  );
  return toPage(rows, page.limit, (row) => row.id, toOutboundView);
}

/** What was called for all workspaces and for the installation itself, the latest first. @throws AppError forbidden */
export async function findAllOutboundRequests(
  principal: Principal,
  filter: OutboundFilter,
  page: PageQuery,
): Promise<Page<OperatorOutboundRequestView>> {
  requireOperator(principal);
  await recordedCalls();
  const rows = await withSystem((tx) =>
    tx.outboundRequest.findMany({
      where: { ...whereOf(filter), ...after(page) },
      orderBy: { id: "desc" },
      take: page.limit + 1,
      include: { workspace: { select: { name: true } } },
    }),
  );
  return toPage(
    rows,
    page.limit,
    (row) => row.id,
    (row) => {
      const view = toOutboundView(row);
      const hops = view.hops.map((hop, i) => withAddress(hop, row.hiddenAddresses[i] ?? ""));
      return {
        ...view,
        address: hops.at(-1)?.address ?? null,
        hops,
        workspace_id: row.ownerWorkspaceId,
        workspace_name: row.workspace?.name ?? null,
      };
    },
  );
}

function after(page: PageQuery): { id?: { lt: string } } {
  return page.after === null ? {} : { id: { lt: page.after } };
}

/** A hop with the address that its workspace does not see. */
function withAddress<Hop extends { host: string | null; address: string | null }>(
  hop: Hop,
  hidden: string,
): Hop {
  return hidden === "" ? hop : { ...hop, address: hidden, host: hop.host ?? hidden };
}
