import type { VendorBill } from "@/lib/adapters/vendor-bills";
import { clock } from "@/lib/platform/clock";
import { type Tx, withSystem } from "@/lib/platform/db";
import { addDays, DAY_MS, dayOf, startOf } from "@/lib/platform/utc-day";
import { syncAlerts, tellOf } from "./alerts";
import { hasBillSource, readBill } from "./bill-source";
import { type Finding, findingsOfCalls, findingsOfDays, lateFinding } from "./findings";
import { judgeProvider } from "./judge-provider";
import { CLOCK_BACK_MAX_MS, LATE_MS, READ_DAYS } from "./limits";
import { findReportedCalls } from "./our-costs";
import { findDays, recordDays } from "./provider-days";
import { findReadings, type ReadingWindow, recordReading } from "./readings";
import { ALERT_KINDS, type AlertKind, type Provider } from "./schema";

/**
 * Compares what a vendor says it charged with what we know of, and writes down both. It changes nothing else: no
 * book is corrected. A scheduled check is done once a day, and again each hour until the vendor gives figures.
 */
export async function checkProvider(provider: Provider, isAsked: boolean): Promise<void> {
  const now = clock.now();
  await checkCalls(provider, now);
  const before = await withSystem((tx) => findReadings(tx, provider));
  if (before.last !== null && before.last.readAt.getTime() > now.getTime() + CLOCK_BACK_MAX_MS) {
    const message = `It is ${now.toISOString()} here, and the last bill was read at ${before.last.readAt.toISOString()}.`;
    return refuseClock(provider, message);
  }
  const today = dayOf(now);
  const isDone = (before.lastSettled?.readAt ?? new Date(0)) >= startOf(today);
  if (hasBillSource(provider) && isDone && !isAsked) return;
  const window = { from: addDays(today, -READ_DAYS), until: today };
  const bill = await readBill(provider, window);
  if (bill?.kind === "unreadable" && bill.reason === "clock") {
    return refuseClock(provider, bill.message);
  }
  const fresh = await withSystem((tx) => judgeAndRecord(tx, { provider, window, bill, now }));
  tellOf(provider, fresh);
}

interface Check {
  readonly provider: Provider;
  readonly window: ReadingWindow;
  /** Null where there is nobody to ask. */
  readonly bill: VendorBill | null;
  readonly now: Date;
}

async function judgeAndRecord(tx: Tx, check: Check): Promise<Finding[]> {
  const { provider, window, bill, now } = check;
  // Two checks of one vendor at once would both be the first to see the same thing.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`reconciliation:${provider}`}, 0))::text`;
  const readingId =
    bill === null ? null : await recordReading(tx, { provider, window, bill, readAt: now });
  const readings = await findReadings(tx, provider);
  const known = await findDays(tx, provider, window);
  const firstReadAt = readings.firstSettled?.readAt ?? null;
  const days = await judgeProvider(tx, { ...check, readingId, firstReadAt, known });
  await recordDays(tx, provider, days, known, now);
  const findings = findingsOfDays(days, window.until);
  const settledAt = readings.lastSettled?.readAt ?? null;
  if (bill !== null && settledAt !== null && now.getTime() - settledAt.getTime() > LATE_MS) {
    findings.push(lateFinding("It has given no figures for over two days."));
  }
  if (bill?.kind === "unreadable") {
    const { reason: subject, message } = bill;
    findings.push({ kind: "unreadable", subject, message, pair: null });
  }
  return syncAlerts(tx, provider, unique(findings), kindsLookedFor(bill));
}

/** A vendor that did not answer has not become readable. */
function kindsLookedFor(bill: VendorBill | null): AlertKind[] {
  return ALERT_KINDS.filter(
    (kind) => kind !== "call_drift" && !(kind === "unreadable" && bill?.kind === "unavailable"),
  );
}

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [`${one.kind} ${one.subject}`, one])).values()];
}

/** The instant check, looked at as a whole: what the calls of the last day cost by our prices and by their answers. */
async function checkCalls(provider: Provider, now: Date): Promise<void> {
  const since = new Date(now.getTime() - DAY_MS);
  const fresh = await withSystem(async (tx) => {
    const calls = await findReportedCalls(tx, provider, { from: since, until: now });
    return syncAlerts(tx, provider, findingsOfCalls(calls), ["call_drift"]);
  });
  tellOf(provider, fresh);
}

/** Nothing is written down under a time that can't be right, but the alert itself. */
async function refuseClock(provider: Provider, message: string): Promise<void> {
  const finding: Finding = { kind: "unreadable", subject: "clock", message, pair: null };
  const fresh = await withSystem((tx) => openAlone(tx, provider, finding));
  tellOf(provider, fresh);
}

async function openAlone(tx: Tx, provider: Provider, finding: Finding): Promise<Finding[]> {
  const { kind, subject } = finding;
  const open = await tx.reconciliationAlert.count({
    where: { provider, kind, subject, closedAt: null },
  });
  return open > 0 ? [] : syncAlerts(tx, provider, [finding], []);
}
