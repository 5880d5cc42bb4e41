import type { VendorBill } from "@/lib/adapters/vendor-bills";
import type { Tx } from "@/lib/platform/db";
import { addDays, dayOf, startOf } from "@/lib/platform/utc-day";
import type { ProviderDay } from "@/prisma/generated/client";
import { findInvoices } from "./invoices";
import { type DailyBalance, judgeBalances } from "./judge-balances";
import { judgeBills } from "./judge-bills";
import { judgeInvoices } from "./judge-invoices";
import { findOurDays, findOurSegments, findStart } from "./our-costs";
import type { JudgedDay } from "./provider-days";
import type { Provider } from "./schema";

/** The vendors that tell what is left, and not what was spent. */
export const BALANCE_ONLY: readonly Provider[] = ["deepseek", "dataforseo"];

interface Judging {
  readonly provider: Provider;
  readonly window: { readonly from: string; readonly until: string };
  /** Null where there is nobody to ask. */
  readonly bill: VendorBill | null;
  readonly readingId: string | null;
  /** When the vendor gave figures for the first time. */
  readonly firstReadAt: Date | null;
  readonly known: ReadonlyMap<string, ProviderDay>;
  readonly now: Date;
}

/** Judges the days of a vendor by whatever it can be judged by, in ascending order. */
export async function judgeProvider(tx: Tx, judging: Judging): Promise<JudgedDay[]> {
  const { provider, window, bill, readingId, firstReadAt, known, now } = judging;
  if (bill === null || readingId === null) return judgeByInvoices(tx, provider, window);
  if (BALANCE_ONLY.includes(provider)) return judgeByBalances(tx, { ...judging, bill, readingId });
  const start = (await findStart(tx, provider, firstReadAt)) ?? window.until;
  const from = laterOf(start, window.from);
  const ours = await findOurDays(tx, provider, { from, until: window.until });
  return judgeBills({ bill, readingId, ours, known, now });
}

async function judgeByInvoices(
  tx: Tx,
  provider: Provider,
  window: Judging["window"],
): Promise<JudgedDay[]> {
  const ours = await findOurDays(tx, provider, window);
  const entered = await findInvoices(tx, provider, "invoice");
  const current = entered.filter(({ untilDay }) => dayOf(untilDay) > window.from);
  const invoices = [];
  for (const invoice of current) {
    const [oursNanos = 0n] = await findOurSegments(tx, provider, [
      invoice.fromDay,
      invoice.untilDay,
    ]);
    invoices.push({ invoice, oursNanos });
  }
  return judgeInvoices({ invoices, ours });
}

async function judgeByBalances(
  tx: Tx,
  { provider, window, bill, readingId, known }: Judging & { bill: VendorBill; readingId: string },
): Promise<JudgedDay[]> {
  const knownFrom = new Map(
    [...known]
      .filter(([, { source }]) => source === "balance")
      .map(([day, { fromTime }]) => [day, fromTime]),
  );
  const since = earliest([startOf(window.from), ...knownFrom.values()]);
  const balances = await findBalances(tx, provider, since);
  const entered = await findInvoices(tx, provider, "top_up");
  const topUps = entered.map(({ fromDay, amountNanos }) => ({ day: dayOf(fromDay), amountNanos }));
  const judged = judgeBalances({ balances, topUps, knownFrom })
    .filter(({ day }) => day >= window.from)
    .map((day): JudgedDay => {
      const problem = day.state === "unreadable" ? "top_up" : null;
      return { ...day, source: "balance", invoiceId: null, problem };
    });
  const yesterday = addDays(window.until, -1);
  if (bill.kind === "balance" || judged.some(({ day }) => day === yesterday)) return judged;
  const ours = await findOurDays(tx, provider, { from: yesterday, until: window.until });
  const missing: JudgedDay = {
    day: yesterday,
    source: "balance",
    from: startOf(yesterday),
    until: startOf(window.until),
    oursNanos: ours.get(yesterday) ?? 0n,
    theirsNanos: null,
    state: bill.kind === "unreadable" ? "unreadable" : "waiting",
    readingId,
    invoiceId: null,
    problem: null,
  };
  return [...judged, missing];
}

function laterOf(one: string, other: string): string {
  if (one > other) return one;
  return other;
}

function earliest(times: readonly Date[]): Date {
  return new Date(Math.min(...times.map((time) => time.getTime())));
}

/** The first balance of each UTC day, with what our calls cost since the one before. */
async function findBalances(tx: Tx, provider: Provider, since: Date): Promise<DailyBalance[]> {
  const rows = await tx.billReading.findMany({
    where: { provider, outcome: "balance", readAt: { gte: since } },
    orderBy: { readAt: "asc" },
    omit: { evidence: true },
  });
  const first = [...new Map(rows.toReversed().map((row) => [dayOf(row.readAt), row])).values()];
  const daily = first.toSorted((a, b) => a.readAt.getTime() - b.readAt.getTime());
  const segments = await findOurSegments(
    tx,
    provider,
    daily.map(({ readAt }) => readAt),
  );
  return daily.map((row, index) => ({
    readAt: row.readAt,
    readingId: row.id,
    balanceNanos: row.balanceNanos ?? 0n,
    depositedNanos: row.depositedNanos,
    resolutionNanos: row.resolutionNanos ?? 0n,
    oursNanos: segments[index - 1] ?? 0n,
  }));
}
