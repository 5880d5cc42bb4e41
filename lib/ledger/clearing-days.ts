import type { Tx } from "@/lib/platform/db";
import { ACCOUNTS } from "./codes";

const MICROS_PER_MS = 1_000n;

/**
 * What came in from the world outside on each UTC day of a time, less what went back, in nano-USD, over all books.
 * Days on which nothing did are left out. It reads every posting: once a day, not on a page. For the system role.
 */
export function sumClearingByDay(
  tx: Tx,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<{ day: string; nanos: bigint }[]> {
  const [fromMicros, untilMicros] = [from, until].map(
    (time) => BigInt(time.getTime()) * MICROS_PER_MS,
  );
  return tx.$queryRaw`
    SELECT to_char(to_timestamp(created_us / 1000000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
           sum(CASE WHEN debit = ${ACCOUNTS.clearing} THEN amount_nanos ELSE -amount_nanos END)::bigint AS nanos
    FROM ledger.posting_view
    WHERE (debit = ${ACCOUNTS.clearing} OR credit = ${ACCOUNTS.clearing})
      AND created_us >= ${fromMicros} AND created_us < ${untilMicros}
    GROUP BY 1`;
}
