import type { Tx } from "@/lib/platform/db";
import { encodeHeader } from "./record";

/** Runs `work` in a transaction that may read the workspace. */
export type InTransaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** The end of a chain: how many transactions it has and the hash of the last one. */
export interface Head {
  readonly seq: bigint;
  readonly hash: Uint8Array;
}

/** Transactions that are read at once. */
const PAGE_TRANSACTIONS = 5_000;

/** The head of a workspace's chain at this moment, or null without a chain. */
export async function findHead(tx: Tx, workspaceId: string): Promise<Head | null> {
  const [row] = await tx.$queryRaw<{ seq: bigint; head: Uint8Array }[]>`
    SELECT seq, head FROM ledger.chain_view WHERE workspace_id = ${workspaceId}::uuid`;
  return row === undefined ? null : { seq: row.seq, hash: row.head };
}

/** The workspaces that have a chain, in the order of their ids. For the system role. */
export async function findChains(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ workspace_id: string }[]>`
    SELECT workspace_id::text FROM ledger.chain_view ORDER BY workspace_id`;
  return rows.map((row) => row.workspace_id);
}

/** Records of an export, and the body hashes that the database keeps beside them. */
export interface Records {
  readonly records: Uint8Array;
  readonly bodyHashes: Uint8Array;
}

const NONE = new Uint8Array(0);

/** The records of the transactions after `after`, up to and with `until`, in pages. */
export async function* readRecords(
  inTransaction: InTransaction,
  workspaceId: string,
  after: bigint,
  until: bigint,
): AsyncGenerator<Records> {
  for (let at = after; at < until; at += BigInt(PAGE_TRANSACTIONS)) {
    const limit = Math.min(PAGE_TRANSACTIONS, Number(until - at));
    const [row] = await inTransaction(
      (tx) => tx.$queryRaw<{ records: Uint8Array | null; body_hashes: Uint8Array | null }[]>`
        SELECT records, body_hashes FROM ledger.export_records(${workspaceId}::uuid, ${at}::bigint, ${limit}::int)`,
    );
    yield { records: row?.records ?? NONE, bodyHashes: row?.body_hashes ?? NONE };
  }
}

/**
 * A workspace's whole chain as a file, `chain.bin`, in pieces: its transactions up to the moment of the call. It reads as it is
 * taken, so it never stands in memory whole. Null when the workspace has no chain.
 */
export async function exportChain(
  inTransaction: InTransaction,
  workspaceId: string,
): Promise<AsyncGenerator<Uint8Array> | null> {
  const head = await inTransaction((tx) => findHead(tx, workspaceId));
  return head === null ? null : pieces(inTransaction, workspaceId, head);
}

async function* pieces(
  inTransaction: InTransaction,
  workspaceId: string,
  head: Head,
): AsyncGenerator<Uint8Array> {
  yield encodeHeader(workspaceId, head.seq);
  for await (const { records } of readRecords(inTransaction, workspaceId, 0n, head.seq)) {
    yield records;
  }
}
