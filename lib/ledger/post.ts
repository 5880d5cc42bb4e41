import type { RunStatement, Tx } from "@/lib/platform/db";
import { ACCOUNTS, type AccountCode, type FreeKind, KINDS } from "./codes";
import { deriveId } from "./derive-id";
import { LedgerError, type LedgerRefusal, refusing } from "./errors";
import { AMOUNT_NANOS_MAX, LINES_MAX, MEMO_BYTES_MAX } from "./limits";

/** Moves an amount above zero, in nano-USD, from the debited to the credited account. */
export interface Line {
  readonly debit: AccountCode;
  readonly credit: AccountCode;
  readonly amountNanos: bigint;
}

/** A transaction to post. All its lines are posted, or none. */
export interface NewTransaction {
  /** A UUID, and the idempotency key: the same id with the same body is posted once. See deriveId. */
  readonly id: string;
  readonly kind: FreeKind;
  /** At most 1,024 bytes of UTF-8. It is hashed: nothing that may have to be erased belongs in it. */
  readonly memo: string;
  readonly lines: readonly Line[];
}

/** Where a transaction stands in its chain. */
export interface Receipt {
  readonly seq: bigint;
  /** It had been posted before. */
  readonly isReplayed: boolean;
}

/** What became of one transaction of a batch. */
export type Verdict =
  | { readonly kind: "posted"; readonly receipt: Receipt }
  | { readonly kind: "refused"; readonly refusal: LedgerRefusal };

/**
 * Posts one transaction inside the caller's transaction (of the system role). Call it last: it locks the workspace's chain
 * until the commit.
 * @throws LedgerError insufficient_funds | key_conflict | not_found | amount_out_of_range | unknown_account | malformed
 */
export async function post(
  tx: Tx,
  workspaceId: string,
  transaction: NewTransaction,
): Promise<Receipt> {
  requireWellFormed(transaction);
  const { debits, credits, amounts } = columnsOf([transaction]);
  const [row] = await refusing(
    "key_conflict",
    () => tx.$queryRaw<{ seq: bigint; replayed: boolean }[]>`
      SELECT seq, replayed FROM ledger.post(${workspaceId}::uuid, ${transaction.id}::uuid,
        ${KINDS[transaction.kind]}::smallint, ${transaction.memo}::text,
        ${debits}::smallint[], ${credits}::smallint[], ${amounts}::bigint[])`,
  );
  if (row === undefined) throw new Error("ledger.post returned no row.");
  return { seq: row.seq, isReplayed: row.replayed };
}

/**
 * Gives a workspace value that it did not pay for. The same key gives once; it stands in the book as the memo.
 * @throws LedgerError key_conflict when the key was used with another amount
 */
export async function grantFunds(
  tx: Tx,
  input: {
    readonly workspaceId: string;
    readonly idempotencyKey: string;
    readonly amountNanos: bigint;
  },
): Promise<Receipt> {
  const { workspaceId, idempotencyKey, amountNanos } = input;
  return post(tx, workspaceId, {
    id: deriveId(workspaceId, idempotencyKey),
    kind: "grant",
    memo: idempotencyKey,
    lines: [{ debit: "grants", credit: "wallet", amountNanos }],
  });
}

/** Posts one transaction as a statement of its own. @throws LedgerError as `post` */
export async function postAlone(
  run: RunStatement,
  workspaceId: string,
  transaction: NewTransaction,
): Promise<Receipt> {
  requireWellFormed(transaction);
  const { debits, credits, amounts } = columnsOf([transaction]);
  const [row] = await refusing("key_conflict", () =>
    run<{ seq: string; replayed: boolean }>({
      name: "ledger.post",
      text: "SELECT seq, replayed FROM ledger.post($1, $2, $3, $4, $5, $6, $7)",
      values: [
        workspaceId,
        transaction.id,
        KINDS[transaction.kind],
        transaction.memo,
        debits,
        credits,
        amounts,
      ],
    }),
  );
  if (row === undefined) throw new Error("ledger.post returned no row.");
  return { seq: BigInt(row.seq), isReplayed: row.replayed };
}

interface BatchRow {
  readonly first_seq: string;
  readonly verdicts: number[] | null;
  readonly seqs: (string | null)[] | null;
}

/**
 * Posts up to BATCH_MAX well-formed transactions of one workspace in their order, as one statement. Each
 * gets its own verdict: a refused one leaves nothing and disturbs none of the others.
 * @throws LedgerError not_found when the workspace has no chain
 */
export async function postBatch(
  run: RunStatement,
  workspaceId: string,
  transactions: readonly NewTransaction[],
): Promise<Verdict[]> {
  const columns = columnsOf(transactions);
  const [row] = await refusing("key_conflict", () =>
    run<BatchRow>({
      name: "ledger.post_batch",
      text: "SELECT first_seq, verdicts, seqs FROM ledger.post_batch($1, $2, $3, $4, $5, $6, $7, $8)",
      values: [
        workspaceId,
        columns.ids,
        columns.kinds,
        columns.memos,
        columns.lines,
        columns.debits,
        columns.credits,
        columns.amounts,
      ],
    }),
  );
  if (row === undefined) throw new Error("ledger.post_batch returned no row.");
  const first = BigInt(row.first_seq);
  const { verdicts, seqs } = row;
  return transactions.map((_, index) =>
    verdicts === null || seqs === null
      ? posted(first + BigInt(index), false)
      : verdictOf(verdicts[index], seqs[index]),
  );
}

function posted(seq: bigint, isReplayed: boolean): Verdict {
  return { kind: "posted", receipt: { seq, isReplayed } };
}

/** The order of `ledger.post_batch`; the first two are no refusals. */
const REFUSALS: readonly (LedgerRefusal | null)[] = [
  null,
  null,
  "insufficient_funds",
  "unknown_account",
  "key_conflict",
  "amount_out_of_range",
  "malformed",
];

function verdictOf(verdict: number | undefined, seq: string | null | undefined): Verdict {
  const refusal = REFUSALS[verdict ?? -1];
  if (refusal === undefined) throw new Error(`ledger.post_batch gave the verdict ${verdict}.`);
  return refusal === null ? posted(BigInt(seq ?? 0), verdict === 1) : { kind: "refused", refusal };
}

interface Columns {
  readonly ids: string[];
  readonly kinds: number[];
  readonly memos: string[];
  readonly lines: number[];
  readonly debits: number[];
  readonly credits: number[];
  readonly amounts: bigint[];
}

/** One element a line; what belongs to the whole transaction is said on its first line, ids and kinds on each. */
function columnsOf(transactions: readonly NewTransaction[]): Columns {
  const columns: Columns = {
    ids: [],
    kinds: [],
    memos: [],
    lines: [],
    debits: [],
    credits: [],
    amounts: [],
  };
  for (const { id, kind, memo, lines } of transactions) {
    for (const [index, { debit, credit, amountNanos }] of lines.entries()) {
      columns.ids.push(id);
      columns.kinds.push(KINDS[kind]);
      columns.memos.push(index === 0 ? memo : "");
      columns.lines.push(index + 1);
      columns.debits.push(ACCOUNTS[debit]);
      columns.credits.push(ACCOUNTS[credit]);
      columns.amounts.push(amountNanos);
    }
  }
  return columns;
}

/** What can be told before the database is asked. @throws LedgerError malformed | amount_out_of_range | unknown_account */
export function requireWellFormed({ memo, lines }: NewTransaction): void {
  if (lines.length < 1 || lines.length > LINES_MAX) throw new LedgerError("malformed");
  if (Buffer.byteLength(memo) > MEMO_BYTES_MAX || memo.includes("\0")) {
    throw new LedgerError("malformed");
  }
  for (const { debit, credit, amountNanos } of lines) {
    if (!(debit in ACCOUNTS && credit in ACCOUNTS)) throw new LedgerError("unknown_account");
    if (debit === credit) throw new LedgerError("malformed");
    requireAmount(amountNanos, 1n);
  }
}

/** @throws LedgerError amount_out_of_range */
export function requireAmount(amount: bigint, least: bigint): void {
  if (amount < least || amount > AMOUNT_NANOS_MAX) {
    throw new LedgerError("amount_out_of_range", new Error(`amount ${amount}`));
  }
}
