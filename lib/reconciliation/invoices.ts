import { type Principal, requireOperator } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { type Tx, withSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/queue";
import { addDays, dayOf, startOf } from "@/lib/platform/utc-day";
import type { VendorInvoice } from "@/prisma/generated/client";
import { hasBillSource } from "./bill-source";
import { parseProvider } from "./parse-query";
import type { InvoiceInput, InvoiceKind, InvoiceView, Provider } from "./schema";

/**
 * Enters what a vendor charged, or was paid in advance, where it can't be asked. The same reference again corrects
 * what was entered under it. The check that takes it up is asked for in the same transaction.
 * @throws AppError forbidden | wrong_state where the vendor tells it itself, or another invoice is of the same time
 */
export async function enterInvoice(
  principal: Principal,
  id: string,
  input: InvoiceInput,
): Promise<InvoiceView> {
  requireOperator(principal);
  const { provider, kind, reference, from_day: fromDay, last_day: lastDay } = input;
  requireNeeded(provider, kind, lastDay);
  return withSystem(async (tx) => {
    if (kind === "invoice") await requireOwnTime(tx, input);
    await tx.vendorInvoice.createMany({
      data: {
        id,
        provider,
        kind,
        reference,
        fromDay: startOf(fromDay),
        untilDay: startOf(addDays(lastDay, 1)),
        amountNanos: input.amount_nanos,
        enteredBy: principal.userId,
        enteredAt: clock.now(),
      },
      skipDuplicates: true,
    });
    await enqueue(tx, { queue: "reconcile", payload: { isAsked: "yes" }, workspaceId: null });
    return toInvoiceView(await tx.vendorInvoice.findUniqueOrThrow({ where: { id } }));
  });
}

/** What was entered, the latest first; of each reference the entry that counts. @throws AppError forbidden | invalid_query */
export async function listInvoices(principal: Principal, vendor: string): Promise<InvoiceView[]> {
  requireOperator(principal);
  const provider = parseProvider(vendor);
  const [invoices, topUps] = await withSystem(async (tx) => [
    await findInvoices(tx, provider, "invoice"),
    await findInvoices(tx, provider, "top_up"),
  ]);
  return [...invoices, ...topUps]
    .toSorted((a, b) => b.untilDay.getTime() - a.untilDay.getTime())
    .map(toInvoiceView);
}

/** What counts of what was entered: the newest of each reference. */
export async function findInvoices(
  tx: Tx,
  provider: Provider,
  kind: InvoiceKind,
): Promise<VendorInvoice[]> {
  const rows = await tx.vendorInvoice.findMany({
    where: { provider, kind },
    orderBy: [{ enteredAt: "asc" }, { id: "asc" }],
  });
  return [...new Map(rows.map((row) => [row.reference, row])).values()];
}

/** The vendors that neither list what is paid in nor tell it with the balance. */
const HIDES_TOP_UPS: readonly Provider[] = ["deepseek"];

function requireNeeded(provider: Provider, kind: InvoiceKind, lastDay: string): void {
  const isTold = kind === "invoice" ? hasBillSource(provider) : !HIDES_TOP_UPS.includes(provider);
  if (isTold) {
    throw new AppError("wrong_state", { detail: "This vendor is asked: it need not be entered." });
  }
  if (lastDay >= dayOf(clock.now()) && kind === "invoice") {
    throw new AppError("wrong_state", { detail: "Enter an invoice once its last day is over." });
  }
}

/** Two invoices of one time would count it twice. */
async function requireOwnTime(tx: Tx, input: InvoiceInput): Promise<void> {
  const entered = await findInvoices(tx, input.provider, "invoice");
  const other = entered.find(
    ({ reference, fromDay, untilDay }) =>
      reference !== input.reference &&
      dayOf(fromDay) <= input.last_day &&
      input.from_day < dayOf(untilDay),
  );
  if (other === undefined) return;
  throw new AppError("wrong_state", {
    detail: `The invoice ${other.reference} is of some of the same days. Correct it under its own number.`,
  });
}

function toInvoiceView(invoice: VendorInvoice): InvoiceView {
  return {
    id: invoice.id,
    provider: invoice.provider as Provider,
    kind: invoice.kind as InvoiceKind,
    reference: invoice.reference,
    from_day: dayOf(invoice.fromDay),
    last_day: addDays(dayOf(invoice.untilDay), -1),
    amount_nanos: String(invoice.amountNanos),
    entered_at: invoice.enteredAt.toISOString(),
  };
}
