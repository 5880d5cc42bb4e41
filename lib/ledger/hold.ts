import { sql, type Tx } from "@/lib/platform/db";
import { refusing } from "./errors";
import { requireAmount } from "./post";

export interface ReserveInput {
  readonly workspaceId: string;
  /** The caller's id of the hold. The same id with the same amount is the same hold. */
  readonly holdId: string;
  readonly amountNanos: bigint;
  readonly expiresAt: Date;
}

export const HOLD_STATES = ["pending", "settled", "voided", "expired"] as const;
export type HoldState = (typeof HOLD_STATES)[number];

export interface Hold {
  readonly workspaceId: string;
  readonly id: string;
  readonly amountNanos: bigint;
  readonly state: HoldState;
  readonly chargedNanos: bigint;
  /** Where the transaction that made it stands in its chain. */
  readonly reserveSeq: bigint;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly resolvedAt: Date | null;
}

export interface Settlement {
  /** What the wallet paid. */
  readonly chargedNanos: bigint;
  readonly releasedNanos: bigint;
  /** The hold had been released before: the cost was charged directly. */
  readonly isLate: boolean;
  /** The hold had been settled before, with this same result. */
  readonly isReplayed: boolean;
}

/**
 * Sets value aside, so that later work can't overdraw the wallet. Call it as the last statement of a
 * transaction: it locks the workspace's chain until the commit.
 * @throws LedgerError insufficient_funds | key_conflict | not_found | amount_out_of_range
 */
export async function reserve(tx: Tx, input: ReserveInput): Promise<void> {
  requireAmount(input.amountNanos, 1n);
  await refusing(
    "key_conflict",
    () =>
      tx.$queryRaw`SELECT seq FROM ledger.reserve(${input.workspaceId}::uuid, ${input.holdId}::uuid,
        ${input.amountNanos}::bigint, ${input.expiresAt}::timestamptz)`,
  );
}

/**
 * Charges a hold and frees the rest. A cost above the hold is booked as the operator's variance. A hold that was
 * voided or expired is charged late: the wallet pays as far as it goes, the operator bears the rest.
 * @throws LedgerError hold_resolved when it was settled with another cost | not_found
 */
export async function settle(
  tx: Tx,
  input: { readonly workspaceId: string; readonly holdId: string; readonly costNanos: bigint },
): Promise<Settlement> {
  requireAmount(input.costNanos, 0n);
  const [row] = await refusing(
    "hold_resolved",
    () => tx.$queryRaw<
      { charged_nanos: bigint; released_nanos: bigint; late: boolean; replayed: boolean }[]
    >`
      SELECT charged_nanos, released_nanos, late, replayed FROM ledger.settle(
        ${input.workspaceId}::uuid, ${input.holdId}::uuid, ${input.costNanos}::bigint)`,
  );
  if (row === undefined) throw new Error("ledger.settle returned no row.");
  return {
    chargedNanos: row.charged_nanos,
    releasedNanos: row.released_nanos,
    isLate: row.late,
    isReplayed: row.replayed,
  };
}

/**
 * Frees a hold whole: "void" when nothing was done for it, "expire" when nobody came back for it. Returns what was
 * freed, in nano-USD; a second call frees nothing more and returns the same.
 * @throws LedgerError hold_resolved when it was settled | not_found
 */
export async function releaseHold(
  tx: Tx,
  input: {
    readonly workspaceId: string;
    readonly holdId: string;
    readonly kind: "void" | "expire";
  },
): Promise<bigint> {
  const [row] = await refusing(
    "hold_resolved",
    () => tx.$queryRaw<{ released_nanos: bigint }[]>`
      SELECT released_nanos FROM ledger.release_hold(
        ${input.workspaceId}::uuid, ${input.holdId}::uuid, ${input.kind}::text)`,
  );
  if (row === undefined) throw new Error("ledger.release_hold returned no row.");
  return row.released_nanos;
}

interface HoldRow {
  workspace_id: string;
  id: string;
  amount_nanos: bigint;
  state: HoldState;
  charged_nanos: bigint;
  reserve_seq: bigint;
  created_at: Date;
  expires_at: Date;
  resolved_at: Date | null;
}

const COLUMNS = sql`workspace_id::text, id::text, amount_nanos, state, charged_nanos, reserve_seq, created_at,
  expires_at, resolved_at`;

/** The hold with this id, or null. */
export async function findHold(tx: Tx, workspaceId: string, holdId: string): Promise<Hold | null> {
  const [row] = await tx.$queryRaw<HoldRow[]>`
    SELECT ${COLUMNS} FROM ledger.hold_view
    WHERE workspace_id = ${workspaceId}::uuid AND id = ${holdId}::uuid`;
  return row === undefined ? null : toHold(row);
}

/**
 * The holds of a workspace, the latest first, at most `limit`: all of them or those in one state. The cursor `after` is
 * the reserveSeq of the last one that the caller has seen.
 */
export async function findHolds(
  tx: Tx,
  workspaceId: string,
  page: { readonly after: bigint | null; readonly limit: number },
  state?: HoldState,
): Promise<Hold[]> {
  const past = page.after === null ? sql`true` : sql`reserve_seq < ${page.after}`;
  const ofState = state === undefined ? sql`true` : sql`state = ${state}`;
  const rows = await tx.$queryRaw<HoldRow[]>`
    SELECT ${COLUMNS} FROM ledger.hold_view
    WHERE workspace_id = ${workspaceId}::uuid AND ${past} AND ${ofState}
    ORDER BY reserve_seq DESC LIMIT ${page.limit}`;
  return rows.map(toHold);
}

/** Pending holds of all workspaces whose time is over, the longest due first. For the system role. */
export async function findDueHolds(tx: Tx, now: Date, limit: number): Promise<Hold[]> {
  const rows = await tx.$queryRaw<HoldRow[]>`
    SELECT ${COLUMNS} FROM ledger.hold_view
    WHERE state = 'pending' AND expires_at < ${now} ORDER BY expires_at LIMIT ${limit}`;
  return rows.map(toHold);
}

function toHold(row: HoldRow): Hold {
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    amountNanos: row.amount_nanos,
    state: row.state,
    chargedNanos: row.charged_nanos,
    reserveSeq: row.reserve_seq,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    resolvedAt: row.resolved_at,
  };
}
