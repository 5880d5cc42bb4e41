import type { VendorBill } from "@/lib/adapters/vendor-bills";
import { addDays, startOf } from "@/lib/platform/utc-day";
import type { ProviderDay } from "@/prisma/generated/client";
import { judgeDays } from "./judge-days";
import type { JudgedDay } from "./provider-days";

interface BilledDays {
  readonly bill: VendorBill;
  readonly readingId: string;
  /** In ascending order. */
  readonly ours: ReadonlyMap<string, bigint>;
  readonly known: ReadonlyMap<string, ProviderDay>;
  readonly now: Date;
}

/**
 * Judges the days of a vendor that tells what each cost. Without a bill that can be used, what it said before still
 * stands, and a day of which it said nothing is as unreadable as the bill, or is waited for.
 */
export function judgeBills({ bill, readingId, ours, known, now }: BilledDays): JudgedDay[] {
  const told = new Map(
    bill.kind === "days" ? bill.days.map(({ day, nanos }) => [day, nanos]) : undefined,
  );
  const theirsOf = (day: string): bigint | null =>
    bill.kind === "days" ? (told.get(day) ?? null) : (known.get(day)?.theirsNanos ?? null);
  const figures = [...ours].map(([day, oursNanos]) => ({
    day,
    oursNanos,
    theirsNanos: theirsOf(day),
  }));
  return judgeDays(figures, now).map(({ day, oursNanos, theirsNanos, state, isLate }) => ({
    day,
    source: "bill",
    from: startOf(day),
    until: startOf(addDays(day, 1)),
    oursNanos,
    theirsNanos,
    state:
      theirsNanos === null && state === "waiting" ? withoutFigure(bill, known.get(day)) : state,
    readingId: bill.kind === "days" ? readingId : (known.get(day)?.readingId ?? readingId),
    invoiceId: null,
    problem: isLate ? "late" : null,
  }));
}

/** A vendor that did not answer has not become readable. */
function withoutFigure(bill: VendorBill, known: ProviderDay | undefined): JudgedDay["state"] {
  const wasUnreadable = bill.kind === "unavailable" && known?.state === "unreadable";
  return bill.kind === "unreadable" || wasUnreadable ? "unreadable" : "waiting";
}
