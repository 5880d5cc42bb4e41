import type { Invoice } from "@/prisma/generated/client";
import { totalsOf } from "./compose-invoice";
import { InvoiceContent, type InvoiceSummaryView, type InvoiceView } from "./schema";

/** An invoice as the API shows it. */
export function toInvoiceView(row: Invoice): InvoiceView {
  const content = InvoiceContent.parse(row.content);
  return {
    ...summaryOf(row, content),
    ...content,
    first_seq: String(row.firstSeq),
    last_seq: String(row.lastSeq),
    head_hash: Buffer.from(row.headHash).toString("hex"),
  };
}

/** The same without its lines. */
export function toInvoiceSummary(row: Invoice): InvoiceSummaryView {
  return summaryOf(row, InvoiceContent.parse(row.content));
}

function summaryOf(row: Invoice, content: InvoiceContent): InvoiceSummaryView {
  const { paidInNanos, usageNanos } = totalsOf(content);
  return {
    id: row.id,
    number: row.number,
    period: row.period,
    issued_at: row.issuedAt.toISOString(),
    opening_nanos: String(row.openingNanos),
    paid_in_nanos: String(paidInNanos),
    usage_nanos: String(usageNanos),
    closing_nanos: String(row.closingNanos),
  };
}
