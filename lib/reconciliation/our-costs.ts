import { sumClearingByDay } from "@/lib/ledger";
import type { Tx } from "@/lib/platform/db";
import { dayOf, daysBetween, startOf } from "@/lib/platform/utc-day";
import type { Provider } from "./schema";

interface Period {
  readonly from: Date;
  readonly until: Date;
}

/**
 * What we know of a vendor's days, in nano-USD: the cost of the calls that ended on each, over all workspaces. For
 * the payment provider it is what came in through it, less what went back. Days without any are 0.
 */
export async function findOurDays(
  tx: Tx,
  provider: Provider,
  window: { readonly from: string; readonly until: string },
): Promise<Map<string, bigint>> {
  const days = new Map(daysBetween(window.from, window.until).map((day) => [day, 0n]));
  const period = { from: startOf(window.from), until: startOf(window.until) };
  const found =
    provider === "stripe"
      ? await sumClearingByDay(tx, period)
      : await sumCallsByDay(tx, provider, period);
  for (const { day, nanos } of found) days.set(day, nanos);
  return days;
}

function sumCallsByDay(
  tx: Tx,
  provider: Provider,
  { from, until }: Period,
): Promise<{ day: string; nanos: bigint }[]> {
  return tx.$queryRaw`
    SELECT to_char(finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, sum(cost_nanos)::bigint AS nanos
    FROM attempts
    WHERE provider = ${provider} AND finished_at >= ${from} AND finished_at < ${until} AND cost_nanos IS NOT NULL
    GROUP BY 1`;
}

/** What a vendor's calls cost between times in ascending order: one sum for each time and the one after it. */
export async function findOurSegments(
  tx: Tx,
  provider: Provider,
  times: readonly Date[],
): Promise<bigint[]> {
  const [first] = times;
  const last = times.at(-1);
  if (first === undefined || last === undefined) return [];
  const rows = await tx.$queryRaw<{ segment: number; nanos: bigint }[]>`
    SELECT width_bucket(finished_at, ${[...times]}::timestamptz[]) AS segment, sum(cost_nanos)::bigint AS nanos
    FROM attempts
    WHERE provider = ${provider} AND finished_at >= ${first} AND finished_at < ${last} AND cost_nanos IS NOT NULL
    GROUP BY 1`;
  const sums = new Map(rows.map(({ segment, nanos }) => [segment, nanos]));
  return times.slice(1).map((_, index) => sums.get(index + 1) ?? 0n);
}

/** The first day that can be judged: of the vendor's first bill, or of our first call if that was earlier. */
export async function findStart(
  tx: Tx,
  provider: Provider,
  firstReadAt: Date | null,
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ first: Date | null }[]>`
    SELECT min(finished_at) AS first FROM attempts WHERE provider = ${provider} AND cost_nanos IS NOT NULL`;
  const times = [firstReadAt, row?.first ?? null].filter((time) => time !== null);
  const days = times.map(dayOf).toSorted();
  return days[0] ?? null;
}

/** Calls of one day whose vendor says what each cost. Past this many, the latest are enough to tell. */
const REPORTED_CALLS_MAX = 5_000;

/** The calls of a time that have both a price of ours and one of their vendor's. */
export function findReportedCalls(
  tx: Tx,
  provider: Provider,
  { from, until }: Period,
): Promise<{ model: string; listedNanos: bigint; reportedNanos: bigint }[]> {
  return tx.$queryRaw`
    SELECT coalesce(model, '') AS model, listed_nanos AS "listedNanos", reported_nanos AS "reportedNanos"
    FROM attempts
    WHERE provider = ${provider} AND finished_at >= ${from} AND finished_at < ${until}
      AND listed_nanos IS NOT NULL AND reported_nanos IS NOT NULL
    ORDER BY finished_at DESC LIMIT ${REPORTED_CALLS_MAX}`;
}
