import { sql, type Tx } from "@/lib/platform/db";
import { ACCOUNTS, type KindCode, kindCode } from "./codes";
import { deriveId } from "./derive-id";

/** A transaction that changed what a workspace has: available and held together. */
export interface BalanceChange {
  readonly seq: bigint;
  readonly kind: KindCode;
  readonly createdAt: Date;
  /** Below zero for what was taken. */
  readonly changeNanos: bigint;
  /** What was set aside for the work that is paid here; null for other kinds. */
  readonly holdId: string | null;
}

/** What a stretch of a workspace's chain did to its balance. */
export interface Statement {
  /** Before the first transaction and after the last one, each added up from the first of the chain. */
  readonly openingNanos: bigint;
  readonly closingNanos: bigint;
  /** The hash of the last one. */
  readonly headHash: Uint8Array;
  readonly changes: readonly BalanceChange[];
}

const { wallet, held } = ACCOUNTS;

/** What a line adds to the balance, as a number without bounds. */
const CHANGE = sql`(CASE WHEN p.credit IN (${wallet}, ${held}) THEN p.amount_nanos ELSE 0 END
  - CASE WHEN p.debit IN (${wallet}, ${held}) THEN p.amount_nanos ELSE 0 END)::numeric`;

/** The statement of the transactions after `after`, up to and with `until`. */
export async function readStatement(
  tx: Tx,
  workspaceId: string,
  after: bigint,
  until: bigint,
): Promise<Statement> {
  const [sums] = await tx.$queryRaw<{ opening: string; closing: string }[]>`
    SELECT coalesce(sum(${CHANGE}) FILTER (WHERE p.seq <= ${after}), 0)::text AS opening,
      coalesce(sum(${CHANGE}), 0)::text AS closing
    FROM ledger.posting_view p
    WHERE p.workspace_id = ${workspaceId}::uuid AND p.seq <= ${until}`;
  const [last] = await tx.$queryRaw<{ hash: Uint8Array }[]>`
    SELECT p.hash FROM ledger.posting_view p
    WHERE p.workspace_id = ${workspaceId}::uuid AND p.seq = ${until} AND p.line = 1`;
  if (sums === undefined || last === undefined)
    throw new Error(`There is no transaction ${until}.`);
  return {
    openingNanos: BigInt(sums.opening),
    closingNanos: BigInt(sums.closing),
    headHash: last.hash,
    changes: await readChanges(tx, workspaceId, after, until),
  };
}

interface ChangeRow {
  readonly seq: bigint;
  readonly transaction_id: string;
  readonly kind: number;
  readonly created_us: bigint;
  readonly change: string;
  readonly hold_id: string | null;
}

async function readChanges(
  tx: Tx,
  workspaceId: string,
  after: bigint,
  until: bigint,
): Promise<BalanceChange[]> {
  const rows = await tx.$queryRaw<ChangeRow[]>`
    SELECT t.seq, t.transaction_id::text, t.kind, t.created_us, t.change::text, h.id::text AS hold_id
    FROM (
      SELECT p.seq, p.transaction_id, p.kind, p.created_us, sum(${CHANGE}) AS change
      FROM ledger.posting_view p
      WHERE p.workspace_id = ${workspaceId}::uuid AND p.seq > ${after} AND p.seq <= ${until}
      GROUP BY p.seq, p.transaction_id, p.kind, p.created_us) t
      LEFT JOIN ledger.hold_view h
        ON h.workspace_id = ${workspaceId}::uuid AND h.resolve_seq = t.seq
    WHERE t.change <> 0
    ORDER BY t.seq`;
  const hasLate = rows.some(({ kind }) => kindCode(kind) === "late");
  const late = hasLate ? await lateHolds(tx, workspaceId) : new Map<string, string>();
  return rows.map((row) => ({
    seq: row.seq,
    kind: kindCode(row.kind),
    createdAt: new Date(Number(row.created_us / 1000n)),
    changeNanos: BigInt(row.change),
    holdId: row.hold_id ?? late.get(row.transaction_id) ?? null,
  }));
}

/** The holds that were released, by the id that a late charge for each has. */
async function lateHolds(tx: Tx, workspaceId: string): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM ledger.hold_view
    WHERE workspace_id = ${workspaceId}::uuid AND state IN ('voided', 'expired')`;
  return new Map(rows.map(({ id }) => [deriveId(workspaceId, `late:${id}`), id]));
}

/** When a transaction was posted; null where the chain has none with this seq. */
export async function findTimeOf(tx: Tx, workspaceId: string, seq: bigint): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ created_us: bigint }[]>`
    SELECT created_us FROM ledger.posting_view
    WHERE workspace_id = ${workspaceId}::uuid AND seq = ${seq} AND line = 1`;
  return row === undefined ? null : new Date(Number(row.created_us / 1000n));
}

/** The seq of the last transaction that was posted before a time; 0 where there is none. */
export async function findLastSeqBefore(tx: Tx, workspaceId: string, time: Date): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ seq: bigint | null }[]>`
    SELECT max(seq)::bigint AS seq FROM ledger.posting_view
    WHERE workspace_id = ${workspaceId}::uuid AND created_us < ${BigInt(time.getTime()) * 1000n}`;
  return row?.seq ?? 0n;
}
