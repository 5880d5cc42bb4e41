import { type Actor, requirePermission } from "@/lib/identity";
import { getWallet } from "@/lib/ledger";
import { type Prisma, withWorkspace } from "@/lib/platform/db";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";

export interface WalletView {
  balance_nanos: string;
  held_nanos: string;
  available_nanos: string;
}

export interface LedgerTransactionView {
  id: string;
  seq: string;
  kind: string;
  idempotency_key: string;
  created_at: string;
  postings: { debit: string; credit: string; amount_nanos: string }[];
}

/** What a workspace has. */
export async function findWallet(actor: Actor): Promise<WalletView> {
  requirePermission(actor, "workspace:read");
  const wallet = await withWorkspace(actor, (tx) => getWallet(tx, actor.workspaceId));
  return {
    balance_nanos: String(wallet.balanceNanos),
    held_nanos: String(wallet.heldNanos),
    available_nanos: String(wallet.availableNanos),
  };
}

/** The transactions of a workspace's book, by their sequence. */
export async function findLedgerTransactions(
  actor: Actor,
  page: PageQuery,
): Promise<Page<LedgerTransactionView>> {
  requirePermission(actor, "workspace:read");
  const rows = await withWorkspace(actor, (tx) =>
    tx.ledgerTransaction.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        ...(page.after === null ? {} : { seq: { gt: BigInt(page.after) } }),
      },
      include: { postings: { orderBy: { line: "asc" } } },
      orderBy: { seq: "asc" },
      take: page.limit + 1,
    }),
  );
  return toPage(rows, page.limit, (row) => String(row.seq), toTransactionView);
}

type TransactionRow = Prisma.LedgerTransactionGetPayload<{ include: { postings: true } }>;

/** A transaction as the interface names it. */
export function toTransactionView(row: TransactionRow): LedgerTransactionView {
  return {
    id: row.id,
    seq: String(row.seq),
    kind: row.kind,
    idempotency_key: row.idempotencyKey,
    created_at: row.createdAt.toISOString(),
    postings: row.postings.map((posting) => ({
      debit: posting.debit,
      credit: posting.credit,
      amount_nanos: String(posting.amountNanos),
    })),
  };
}
