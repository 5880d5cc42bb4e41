import { type Actor, requirePermission } from "@/lib/identity";
import { getWallet } from "@/lib/ledger";
import { clock } from "@/lib/platform/clock";
import { withWorkspace } from "@/lib/platform/db";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import { type LedgerTransactionView, toTransactionView } from "./find-wallet";

export const LEDGER_KINDS = ["grant", "reserve", "settle", "void", "expire"] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

const DAY_MS = 24 * 60 * 60 * 1000;

/** What a workspace had at the end of one day (UTC); for today, what it has now. */
export interface WalletDay {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly balance_nanos: string;
  /** What was spent on that day. */
  readonly spent_nanos: string;
}

/** The transactions of a workspace's book, the latest first; with a kind, only those. */
export async function findLedgerHistory(
  actor: Actor,
  page: PageQuery,
  kind?: LedgerKind,
): Promise<Page<LedgerTransactionView>> {
  requirePermission(actor, "workspace:read");
  const rows = await withWorkspace(actor, (tx) =>
    tx.ledgerTransaction.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        ...(kind === undefined ? {} : { kind }),
        ...(page.after === null ? {} : { seq: { lt: BigInt(page.after) } }),
      },
      include: { postings: { orderBy: { line: "asc" } } },
      orderBy: { seq: "desc" },
      take: page.limit + 1,
    }),
  );
  return toPage(rows, page.limit, (row) => String(row.seq), toTransactionView);
}

interface DayRow {
  day: string;
  change: string;
  spent: string;
}

/**
 * The balance of the last `days` days, oldest first. It is reckoned backwards from what is there now,
 * so that the last point is the balance and no sum over the whole book is needed.
 */
export async function findWalletTrend(actor: Actor, days: number): Promise<WalletDay[]> {
  requirePermission(actor, "workspace:read");
  const today = new Date(clock.now().toISOString().slice(0, 10));
  const from = new Date(today.getTime() - (days - 1) * DAY_MS);
  const { wallet, rows } = await withWorkspace(actor, async (tx) => ({
    wallet: await getWallet(tx, actor.workspaceId),
    rows: await tx.$queryRaw<DayRow[]>`
      SELECT to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
        SUM(CASE WHEN p.credit IN ('wallet', 'held') THEN p.amount_nanos ELSE 0 END
          - CASE WHEN p.debit IN ('wallet', 'held') THEN p.amount_nanos ELSE 0 END)::text AS change,
        SUM(CASE WHEN p.credit = 'usage' THEN p.amount_nanos ELSE 0 END)::text AS spent
      FROM ledger.transactions t
      JOIN ledger.postings p
        ON p.owner_workspace_id = t.owner_workspace_id AND p.transaction_id = t.id
      WHERE t.owner_workspace_id = ${actor.workspaceId}::uuid AND t.created_at >= ${from}
      GROUP BY 1`,
  }));
  const byDay = new Map(rows.map((row) => [row.day, row]));
  let balance = wallet.balanceNanos;
  const trend = Array.from({ length: days }, (_, ago) => {
    const day = new Date(today.getTime() - ago * DAY_MS).toISOString().slice(0, 10);
    const row = byDay.get(day);
    const point = { day, balance_nanos: String(balance), spent_nanos: row?.spent ?? "0" };
    balance -= BigInt(row?.change ?? "0");
    return point;
  });
  return trend.reverse();
}
