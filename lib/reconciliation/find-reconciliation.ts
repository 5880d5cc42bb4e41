import { type Principal, requireOperator } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { type Tx, withSystem } from "@/lib/platform/db";
import { addDays, dayOf } from "@/lib/platform/utc-day";
import type { BillReading, ProviderDay, ReconciliationAlert } from "@/prisma/generated/client";
import { hasBillSource } from "./bill-source";
import { findInvoices } from "./invoices";
import { BALANCE_ONLY } from "./judge-provider";
import { READ_DAYS, SLOW_DAYS } from "./limits";
import { parseProvider } from "./parse-query";
import { findDays } from "./provider-days";
import { findReadings, SETTLED } from "./readings";
import {
  type AlertKind,
  type AlertView,
  PROVIDERS,
  type Provider,
  type ProviderDayView,
  type ProviderView,
  type ReconciliationState,
  type Source,
} from "./schema";

/** How it stands with every vendor. @throws AppError forbidden */
export async function findProviders(principal: Principal): Promise<ProviderView[]> {
  requireOperator(principal);
  return withSystem(async (tx) => {
    const views: ProviderView[] = [];
    for (const provider of PROVIDERS) views.push(await findProvider(tx, provider));
    return views;
  });
}

/** The days of a vendor as they are judged now, the latest first. @throws AppError forbidden | invalid_query */
export async function findProviderDays(
  principal: Principal,
  vendor: string,
): Promise<ProviderDayView[]> {
  requireOperator(principal);
  const provider = parseProvider(vendor);
  const days = await withSystem((tx) => findLatestDays(tx, provider));
  return days.toReversed().map(toDayView);
}

async function findProvider(tx: Tx, provider: Provider): Promise<ProviderView> {
  const { last, lastSettled } = await findReadings(tx, provider);
  const days = await findLatestDays(tx, provider);
  const monthAgo = addDays(dayOf(clock.now()), -SLOW_DAYS);
  const decided = days.filter(
    ({ day, theirsNanos }) => theirsNanos !== null && dayOf(day) >= monthAgo,
  );
  const alerts = await tx.reconciliationAlert.findMany({
    where: { provider, closedAt: null },
    orderBy: { openedAt: "desc" },
  });
  return {
    provider,
    state: (days.at(-1)?.state as ReconciliationState | undefined) ?? null,
    source: await sourceOf(tx, provider),
    read_at: lastSettled?.readAt.toISOString() ?? null,
    problem: problemOf(last),
    ours_nanos: sumOf(decided, ({ oursNanos }) => oursNanos),
    theirs_nanos: sumOf(decided, ({ theirsNanos }) => theirsNanos ?? 0n),
    alerts: alerts.map(toAlertView),
  };
}

async function findLatestDays(tx: Tx, provider: Provider): Promise<ProviderDay[]> {
  const until = dayOf(clock.now());
  return [...(await findDays(tx, provider, { from: addDays(until, -READ_DAYS), until })).values()];
}

async function sourceOf(tx: Tx, provider: Provider): Promise<Source> {
  if (hasBillSource(provider)) return BALANCE_ONLY.includes(provider) ? "balance" : "bill";
  return (await findInvoices(tx, provider, "invoice")).length > 0 ? "invoice" : "none";
}

function problemOf(last: BillReading | null): string | null {
  if (last === null || SETTLED.includes(last.outcome)) return null;
  return last.message;
}

function sumOf(days: readonly ProviderDay[], amountOf: (day: ProviderDay) => bigint): string {
  return String(days.reduce((sum, day) => sum + amountOf(day), 0n));
}

function toDayView(day: ProviderDay): ProviderDayView {
  return {
    provider: day.provider as Provider,
    day: dayOf(day.day),
    state: day.state as ReconciliationState,
    source: day.source as Source,
    from_time: day.fromTime.toISOString(),
    until_time: day.untilTime.toISOString(),
    ours_nanos: String(day.oursNanos),
    theirs_nanos: day.theirsNanos === null ? null : String(day.theirsNanos),
    revision: day.revision,
    judged_at: day.judgedAt.toISOString(),
  };
}

function toAlertView(alert: ReconciliationAlert): AlertView {
  return {
    id: alert.id,
    provider: alert.provider as Provider,
    kind: alert.kind as AlertKind,
    subject: alert.subject,
    message: alert.message,
    ours_nanos: alert.oursNanos === null ? null : String(alert.oursNanos),
    theirs_nanos: alert.theirsNanos === null ? null : String(alert.theirsNanos),
    opened_at: alert.openedAt.toISOString(),
  };
}
