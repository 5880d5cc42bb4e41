import { type Actor, requirePermission } from "@/lib/identity";
import {
  findTransaction,
  findTransactions,
  getWallet,
  KIND_CODES,
  type KindCode,
  sumDays,
  type Transaction,
} from "@/lib/ledger";
import { clock } from "@/lib/platform/clock";
import { withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import { DAY_MS, dayOf, startOf } from "@/lib/platform/utc-day";
import type { LedgerFilter } from "./ledger-filter";

export const LEDGER_KINDS = KIND_CODES;
export type LedgerKind = KindCode;

export interface LedgerTransactionView {
  id: string;
  seq: string;
  kind: LedgerKind;
  memo: string;
  created_at: string;
  /** Hexadecimal. */
  hash: string;
  body_hash: string;
  postings: { debit: string; credit: string; amount_nanos: string }[];
}

/** What a workspace had at the end of one day (UTC); for today, what it has now. */
export interface WalletDay {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly balance_nanos: string;
  /** What was spent on that day. */
  readonly spent_nanos: string;
}

/** The transactions of a workspace's book, by their sequence. */
export function findLedgerTransactions(
  actor: Actor,
  page: PageQuery,
): Promise<Page<LedgerTransactionView>> {
  return findPage(actor, page, "asc", {});
}

/** The transactions of a workspace's book that a filter leaves, the latest first. */
export function findLedgerHistory(
  actor: Actor,
  page: PageQuery,
  filter: LedgerFilter,
): Promise<Page<LedgerTransactionView>> {
  return findPage(actor, page, "desc", filter);
}

async function findPage(
  actor: Actor,
  page: PageQuery,
  order: "asc" | "desc",
  filter: LedgerFilter,
): Promise<Page<LedgerTransactionView>> {
  requirePermission(actor, "workspace:read");
  const after = page.after === null ? null : toSeq(page.after);
  const rows = await withWorkspace(actor, (tx) =>
    findTransactions(tx, actor.workspaceId, { order, after, limit: page.limit + 1 }, filter),
  );
  return toPage(rows, page.limit, (row) => String(row.seq), toTransactionView);
}

/** A cursor that is a place in the book. @throws AppError invalid_query when the cursor is another list's */
export function toSeq(cursor: string): bigint {
  if (/^\d{1,18}$/.test(cursor)) return BigInt(cursor);
  throw new AppError("invalid_query", { detail: "The cursor is not one that this list gave out." });
}

/** One transaction of a workspace's book. @throws AppError not_found */
export async function getLedgerTransaction(
  actor: Actor,
  transactionId: string,
): Promise<LedgerTransactionView> {
  requirePermission(actor, "workspace:read");
  const transaction = await withWorkspace(actor, (tx) =>
    findTransaction(tx, actor.workspaceId, transactionId),
  );
  if (transaction === null) throw new AppError("not_found");
  return toTransactionView(transaction);
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** A transaction as the API shows it. */
export function toTransactionView(transaction: Transaction): LedgerTransactionView {
  return {
    id: transaction.id,
    seq: String(transaction.seq),
    kind: transaction.kind,
    memo: transaction.memo,
    created_at: transaction.createdAt.toISOString(),
    hash: hex(transaction.hash),
    body_hash: hex(transaction.bodyHash),
    postings: transaction.lines.map(({ debit, credit, amountNanos }) => ({
      debit,
      credit,
      amount_nanos: String(amountNanos),
    })),
  };
}

/**
 * The balance of the last `days` days, oldest first. It is reckoned backwards from what is there now,
 * so that the last point is the balance and no sum over the whole book is needed.
 */
export async function findWalletTrend(actor: Actor, days: number): Promise<WalletDay[]> {
  requirePermission(actor, "workspace:read");
  const today = startOf(dayOf(clock.now()));
  const from = new Date(today.getTime() - (days - 1) * DAY_MS);
  const { wallet, changes } = await withWorkspace(actor, async (tx) => ({
    wallet: await getWallet(tx, actor.workspaceId),
    changes: await sumDays(tx, actor.workspaceId, from),
  }));
  const byDay = new Map(changes.map((change) => [change.day, change]));
  let balance = wallet.balanceNanos;
  const trend = Array.from({ length: days }, (_, ago) => {
    const day = dayOf(new Date(today.getTime() - ago * DAY_MS));
    const change = byDay.get(day);
    const point = {
      day,
      balance_nanos: String(balance),
      spent_nanos: String(change?.spentNanos ?? 0n),
    };
    balance -= change?.changeNanos ?? 0n;
    return point;
  });
  return trend.reverse();
}
