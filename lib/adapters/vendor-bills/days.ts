import { dayOf, daysBetween, startOf } from "@/lib/platform/utc-day";
import { type ExactUsd, toNanos } from "./money";
import { unreadable } from "./outcome";
import type { BilledDay, BillWindow, Day, Evidence, VendorBill } from "./port";

const CURRENCY = "usd";

/** An amount as its vendor wrote it. */
export interface BillAmount {
  /** ISO 4217 in any case. */
  readonly currency: string;
  /** Null for text that is no amount. */
  readonly usd: ExactUsd | null;
}

/** A day of which the vendor speaks. Without amounts it cost nothing. */
export interface BillBucket {
  /** When it begins; null for a time that can't be read. */
  readonly startsAt: Date | null;
  readonly amounts: readonly BillAmount[];
}

/**
 * The bill that buckets make, one a day. Unreadable as a whole when one amount is in another currency or is none, or
 * when one day is no day, stands there twice, or was not asked for.
 */
export function billOfBuckets(
  buckets: readonly BillBucket[],
  window: BillWindow,
  evidence: Evidence,
): VendorBill {
  const days = new Map<Day, BilledDay>();
  for (const { startsAt, amounts } of buckets) {
    const foreign = amounts.find(({ currency }) => currency.toLowerCase() !== CURRENCY);
    if (foreign !== undefined) {
      const message = `It bills in ${foreign.currency.slice(0, 10)}, not in USD.`;
      return unreadable("currency", message, evidence);
    }
    const usd = sum(amounts);
    if (startsAt === null || usd === null)
      return unreadable("malformed", "A line has no day or no amount.", evidence);
    const day = dayOf(startsAt);
    if (days.has(day)) return unreadable("duplicate", `It has ${day} twice.`, evidence);
    if (day < window.from || day >= window.until)
      return unreadable("malformed", `It speaks of ${day}, which was not asked for.`, evidence);
    days.set(day, { day, nanos: toNanos(usd) });
  }
  return { kind: "days", days: [...days.values()].sort(byDay), evidence };
}

function sum(amounts: readonly BillAmount[]): ExactUsd | null {
  let total = 0n;
  for (const { usd } of amounts) {
    if (usd === null) return null;
    total += usd;
  }
  return total;
}

const byDay = (a: BilledDay, b: BilledDay): number => (a.day < b.day ? -1 : 1);

/** The days of a window, the first one first. */
export const daysOf = ({ from, until }: BillWindow): Day[] => daysBetween(from, until);

/** A time that is written out; null when it can't be read. */
export function parseTime(text: string): Date | null {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** A time in whole seconds since 1970, as text; null when it can't be read. */
export function parseSeconds(text: string): Date | null {
  return /^\d{1,11}$/.test(text) ? new Date(Number(text) * 1000) : null;
}

export const toSeconds = (day: Day): string => String(startOf(day).getTime() / 1000);
