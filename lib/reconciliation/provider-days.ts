import type { Tx } from "@/lib/platform/db";
import { dayOf, startOf } from "@/lib/platform/utc-day";
import type { ProviderDay } from "@/prisma/generated/client";
import type { Provider, ReconciliationState, Source } from "./schema";

/** Ours against theirs for a day, as it is judged now. */
export interface JudgedDay {
  readonly day: string;
  readonly source: Source;
  /** The time that both amounts are of. */
  readonly from: Date;
  readonly until: Date;
  readonly oursNanos: bigint;
  readonly theirsNanos: bigint | null;
  readonly state: ReconciliationState;
  readonly readingId: string | null;
  readonly invoiceId: string | null;
  /**
   * `late`: the vendor should have told of it by now, and we know of a cost. `top_up`: there is more than before,
   * and nobody said so.
   */
  readonly problem: "late" | "top_up" | null;
}

/** What was judged last of each day of a time, by day. */
export async function findDays(
  tx: Tx,
  provider: Provider,
  window: { readonly from: string; readonly until: string },
): Promise<Map<string, ProviderDay>> {
  const rows = await tx.providerDay.findMany({
    where: { provider, day: { gte: startOf(window.from), lt: startOf(window.until) } },
    distinct: ["day"],
    orderBy: [{ day: "asc" }, { revision: "desc" }],
  });
  return new Map(rows.map((row) => [dayOf(row.day), row]));
}

/** Writes down the days that are judged otherwise than before. What was thought before stays. */
export async function recordDays(
  tx: Tx,
  provider: Provider,
  judged: readonly JudgedDay[],
  known: ReadonlyMap<string, ProviderDay>,
  judgedAt: Date,
): Promise<void> {
  const changed = judged.filter((day) => !isSame(day, known.get(day.day)));
  await tx.providerDay.createMany({
    data: changed.map(({ day, from, until, problem: _, ...rest }) => ({
      ...rest,
      provider,
      day: startOf(day),
      fromTime: from,
      untilTime: until,
      revision: (known.get(day)?.revision ?? 0) + 1,
      judgedAt,
    })),
  });
}

function isSame(day: JudgedDay, known: ProviderDay | undefined): boolean {
  return (
    known !== undefined &&
    known.state === day.state &&
    known.source === day.source &&
    known.oursNanos === day.oursNanos &&
    known.theirsNanos === day.theirsNanos &&
    known.fromTime.getTime() === day.from.getTime() &&
    known.untilTime.getTime() === day.until.getTime()
  );
}
