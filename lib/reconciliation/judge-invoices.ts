import { addDays, dayOf, startOf } from "@/lib/platform/utc-day";
import type { VendorInvoice } from "@/prisma/generated/client";
import { isDrift } from "./drift";
import { DAY_FLOOR_NANOS } from "./limits";
import type { JudgedDay } from "./provider-days";

interface Invoiced {
  /** One of each reference. */
  readonly invoices: readonly { readonly invoice: VendorInvoice; readonly oursNanos: bigint }[];
  /** In ascending order. */
  readonly ours: ReadonlyMap<string, bigint>;
}

/**
 * Judges a vendor that can't be asked. The last day of an invoice carries its amounts, the others of its time its
 * state; a day with a cost that no invoice is about has no source.
 */
export function judgeInvoices({ invoices, ours }: Invoiced): JudgedDay[] {
  const judged = new Map<string, JudgedDay>();
  for (const [day, oursNanos] of ours)
    if (oursNanos > 0n) judged.set(day, unknownDay(day, oursNanos));
  for (const { invoice, oursNanos } of invoices) {
    const { amountNanos: theirsNanos, id: invoiceId, fromDay: from, untilDay: until } = invoice;
    const state = isDrift({ oursNanos, theirsNanos }, DAY_FLOOR_NANOS) ? "drift" : "matched";
    const common = { source: "invoice", state, readingId: null, invoiceId, problem: null } as const;
    for (const day of judged.values()) {
      const isWithin = day.day >= dayOf(from) && day.day < dayOf(until);
      if (isWithin) judged.set(day.day, { ...day, ...common });
    }
    const day = addDays(dayOf(until), -1);
    judged.set(day, { ...common, day, from, until, oursNanos, theirsNanos });
  }
  return [...judged.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

const unknownDay = (day: string, oursNanos: bigint): JudgedDay => ({
  day,
  source: "none",
  from: startOf(day),
  until: startOf(addDays(day, 1)),
  oursNanos,
  theirsNanos: null,
  state: "no_source",
  readingId: null,
  invoiceId: null,
  problem: null,
});
