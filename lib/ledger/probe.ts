import type { Tx } from "@/lib/platform/db";

/** The state of the whole ledger in numbers. */
export interface LedgerProbe {
  readonly chains: number;
  readonly transactions: number;
  readonly pendingHolds: number;
  /** Pending holds whose time is over; a sweep releases them within a minute or two. */
  readonly overdueHolds: number;
  /** Chains in which something does not add up, by what it is. All are 0 when all is well. */
  readonly faults: Readonly<Record<ProbedFault, number>>;
}

/** What the probe looks for, with the words of `findFaults`. */
export type ProbedFault = "not_zero_sum" | "below_floor" | "held_differs" | "head_differs";

interface Row {
  chains: number;
  transactions: number;
  pending_holds: number;
  overdue_holds: number;
  not_zero_sum: number;
  below_floor: number;
  held_differs: number;
  head_differs: number;
}

/**
 * Compares the balances of all accounts, the pending holds and the heads with each other. It reads no posting but
 * the last one of each chain, so it can run every minute; `findFaults` compares all of them. For the system role.
 */
export async function probeLedger(tx: Tx, now: Date): Promise<LedgerProbe> {
  const [row] = await tx.$queryRaw<Row[]>`
    WITH books AS (
      SELECT workspace_id, sum(balance_nanos) AS sum,
             bool_or(balance_nanos < floor_nanos) AS is_below_floor,
             sum(balance_nanos) FILTER (WHERE number = 2) AS held
      FROM ledger.account_view GROUP BY workspace_id
    ), pending AS (
      SELECT workspace_id, sum(amount_nanos) AS amount, count(*) AS holds,
             count(*) FILTER (WHERE expires_at < ${now}) AS overdue
      FROM ledger.hold_view WHERE state = 'pending' GROUP BY workspace_id
    )
    SELECT count(*)::float8 AS chains,
           coalesce(sum(c.seq), 0)::float8 AS transactions,
           coalesce(sum(p.holds), 0)::float8 AS pending_holds,
           coalesce(sum(p.overdue), 0)::float8 AS overdue_holds,
           count(*) FILTER (WHERE b.sum IS DISTINCT FROM 0)::float8 AS not_zero_sum,
           count(*) FILTER (WHERE b.is_below_floor)::float8 AS below_floor,
           count(*) FILTER (WHERE b.held IS DISTINCT FROM coalesce(p.amount, 0))::float8 AS held_differs,
           count(*) FILTER (WHERE c.seq > 0 AND c.head IS DISTINCT FROM l.hash)::float8 AS head_differs
    FROM ledger.chain_view c
      LEFT JOIN books b USING (workspace_id)
      LEFT JOIN pending p USING (workspace_id)
      LEFT JOIN ledger.posting_view l
        ON l.workspace_id = c.workspace_id AND l.seq = c.seq AND l.line = 1`;
  if (row === undefined) throw new Error("The probe returned no row.");
  return {
    chains: row.chains,
    transactions: row.transactions,
    pendingHolds: row.pending_holds,
    overdueHolds: row.overdue_holds,
    faults: {
      not_zero_sum: row.not_zero_sum,
      below_floor: row.below_floor,
      held_differs: row.held_differs,
      head_differs: row.head_differs,
    },
  };
}
