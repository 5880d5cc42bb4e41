import { sql, type Tx } from "@/lib/platform/db";
import { ACCOUNTS, type AccountCode, accountCode, KINDS, type KindCode, kindCode } from "./codes";
import type { Line } from "./post";

/** A transaction as it stands in its chain. */
export interface Transaction {
  readonly id: string;
  readonly seq: bigint;
  readonly kind: KindCode;
  readonly memo: string;
  readonly createdAt: Date;
  readonly bodyHash: Uint8Array;
  readonly hash: Uint8Array;
  readonly lines: readonly Line[];
}

/** Which transactions are asked for. All that is said must hold. */
export interface TransactionFilter {
  readonly kind?: KindCode | undefined;
  /** One of its lines debits or credits this account. */
  readonly account?: AccountCode | undefined;
  /** The memo holds this text, in whatever case. */
  readonly text?: string | undefined;
  readonly from?: Date | undefined;
  /** Before this time. */
  readonly until?: Date | undefined;
}

interface PostingRow {
  seq: bigint;
  transaction_id: string;
  kind: number;
  created_us: bigint;
  debit: number;
  credit: number;
  amount_nanos: bigint;
  memo: string;
  body_hash: Uint8Array | null;
  hash: Uint8Array | null;
}

const COLUMNS = sql`p.seq, p.transaction_id::text, p.kind, p.created_us, p.debit, p.credit,
  p.amount_nanos, p.memo, p.body_hash, p.hash`;

/**
 * The transactions of a workspace's chain in ascending or descending order of seq, at most `limit`. The cursor `after` is the seq of
 * the last one that the caller has seen.
 */
export async function findTransactions(
  tx: Tx,
  workspaceId: string,
  page: { readonly order: "asc" | "desc"; readonly after: bigint | null; readonly limit: number },
  filter: TransactionFilter = {},
): Promise<Transaction[]> {
  const isAscending = page.order === "asc";
  const order = isAscending ? sql`ASC` : sql`DESC`;
  const past = isAscending ? sql`f.seq > ${page.after}` : sql`f.seq < ${page.after}`;
  const rows = await tx.$queryRaw<PostingRow[]>`
    SELECT ${COLUMNS} FROM ledger.posting_view p
    WHERE p.workspace_id = ${workspaceId}::uuid AND p.seq IN (
      SELECT f.seq FROM ledger.posting_view f
      WHERE f.workspace_id = ${workspaceId}::uuid AND f.line = 1
        AND ${page.after === null ? sql`true` : past} AND ${conditionOf(workspaceId, filter)}
      ORDER BY f.seq ${order} LIMIT ${page.limit})
    ORDER BY p.seq ${order}, p.line`;
  return toTransactions(rows);
}

/** The transaction with this id, or null. */
export async function findTransaction(
  tx: Tx,
  workspaceId: string,
  transactionId: string,
): Promise<Transaction | null> {
  const rows = await tx.$queryRaw<PostingRow[]>`
    SELECT ${COLUMNS} FROM ledger.posting_view p
    WHERE p.workspace_id = ${workspaceId}::uuid AND p.transaction_id = ${transactionId}::uuid
    ORDER BY p.line`;
  return toTransactions(rows)[0] ?? null;
}

function conditionOf(workspaceId: string, filter: TransactionFilter): ReturnType<typeof sql> {
  const { kind, account, text, from, until } = filter;
  const ofKind = kind === undefined ? sql`true` : sql`f.kind = ${KINDS[kind]}`;
  const ofAccount =
    account === undefined
      ? sql`true`
      : sql`EXISTS (SELECT FROM ledger.posting_view l WHERE l.workspace_id = ${workspaceId}::uuid
          AND l.seq = f.seq AND ${ACCOUNTS[account]} IN (l.debit, l.credit))`;
  const ofText =
    text === undefined || text === ""
      ? sql`true`
      : sql`position(lower(${text}) IN lower(f.memo)) > 0`;
  const since = from === undefined ? sql`true` : sql`f.created_us >= ${toUs(from)}`;
  const before = until === undefined ? sql`true` : sql`f.created_us < ${toUs(until)}`;
  return sql`${ofKind} AND ${ofAccount} AND ${ofText} AND ${since} AND ${before}`;
}

const toUs = (time: Date): bigint => BigInt(time.getTime()) * 1000n;

function toTransactions(rows: readonly PostingRow[]): Transaction[] {
  const transactions: (Transaction & { lines: Line[] })[] = [];
  for (const row of rows) {
    const line: Line = {
      debit: accountCode(row.debit),
      credit: accountCode(row.credit),
      amountNanos: row.amount_nanos,
    };
    if (row.hash === null || row.body_hash === null) transactions.at(-1)?.lines.push(line);
    else {
      transactions.push({
        id: row.transaction_id,
        seq: row.seq,
        kind: kindCode(row.kind),
        memo: row.memo,
        createdAt: new Date(Number(row.created_us / 1000n)),
        bodyHash: row.body_hash,
        hash: row.hash,
        lines: [line],
      });
    }
  }
  return transactions;
}

/** What a day (UTC) did to the wallet: how it changed, held amounts included, and what was spent. */
export interface DayChange {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly changeNanos: bigint;
  readonly spentNanos: bigint;
}

/** The days since `from` on which something moved, in no order. */
export async function sumDays(tx: Tx, workspaceId: string, from: Date): Promise<DayChange[]> {
  const { wallet, held, usage } = ACCOUNTS;
  const rows = await tx.$queryRaw<{ day: string; change: string; spent: string }[]>`
    SELECT to_char(to_timestamp(p.created_us / 1000000) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
      sum(CASE WHEN p.credit IN (${wallet}, ${held}) THEN p.amount_nanos ELSE 0 END
        - CASE WHEN p.debit IN (${wallet}, ${held}) THEN p.amount_nanos ELSE 0 END)::text AS change,
      coalesce(sum(p.amount_nanos) FILTER (WHERE p.credit = ${usage}), 0)::text AS spent
    FROM ledger.posting_view p
    WHERE p.workspace_id = ${workspaceId}::uuid AND p.created_us >= ${toUs(from)}
    GROUP BY 1`;
  return rows.map((row) => ({
    day: row.day,
    changeNanos: BigInt(row.change),
    spentNanos: BigInt(row.spent),
  }));
}
