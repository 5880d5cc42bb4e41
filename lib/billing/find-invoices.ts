import { type Actor, requirePermission } from "@/lib/identity";
import { withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import { toInvoiceSummary, toInvoiceView } from "./invoice-view";
import { renderInvoice } from "./render-invoice";
import type { InvoiceSummaryView, InvoiceView } from "./schema";

/** The invoices of a workspace, the latest first. */
export async function findInvoices(
  actor: Actor,
  page: PageQuery,
): Promise<Page<InvoiceSummaryView>> {
  requirePermission(actor, "workspace:read");
  const rows = await withWorkspace(actor, (tx) =>
    tx.invoice.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        ...(page.after === null ? {} : { number: { lt: toNumber(page.after) } }),
      },
      orderBy: { number: "desc" },
      take: page.limit + 1,
    }),
  );
  return toPage(rows, page.limit, (row) => String(row.number), toInvoiceSummary);
}

/** @throws AppError invalid_query when the cursor is another list's */
function toNumber(cursor: string): number {
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw new AppError("invalid_query", { detail: "The cursor is not one that this list gave out." });
}

/** One invoice. @throws AppError not_found */
export async function getInvoice(actor: Actor, id: string): Promise<InvoiceView> {
  requirePermission(actor, "workspace:read");
  const { workspaceId: ownerWorkspaceId } = actor;
  const row = await withWorkspace(actor, (tx) =>
    tx.invoice.findUnique({ where: { ownerWorkspaceId_id: { ownerWorkspaceId, id } } }),
  );
  if (row === null) throw new AppError("not_found");
  return toInvoiceView(row);
}

/** One invoice as a PDF, the same bytes each time, and the name of its file. @throws AppError not_found */
export async function getInvoicePdf(
  actor: Actor,
  id: string,
): Promise<{ readonly fileName: string; readonly bytes: Uint8Array }> {
  const invoice = await getInvoice(actor, id);
  const fileName = `invoice-${invoice.number}-${invoice.period}.pdf`;
  return { fileName, bytes: await renderInvoice(invoice) };
}
