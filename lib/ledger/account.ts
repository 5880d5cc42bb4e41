import type { Tx } from "@/lib/platform/db";

/** The chart of a workspace's book. Balances are credits less debits; the first two are never negative. */
export type AccountCode = "wallet" | "held" | "usage" | "grants" | "variance";

/** What a workspace has, in nano-USD (1 USD = 1,000,000,000). `available` is what a new hold may take. */
export interface Wallet {
  /** Available and held together. */
  readonly balanceNanos: bigint;
  readonly heldNanos: bigint;
  readonly availableNanos: bigint;
}

/** Opens the book of a workspace with its accounts at zero. A second call changes nothing. */
export async function openBook(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$queryRaw`SELECT ledger.open_book(${workspaceId}::uuid)::text`;
}

/** The balances of a workspace at this moment. */
export async function getWallet(tx: Tx, workspaceId: string): Promise<Wallet> {
  const rows = await tx.ledgerAccount.findMany({
    where: { ownerWorkspaceId: workspaceId, code: { in: ["wallet", "held"] } },
    select: { code: true, balanceNanos: true },
  });
  const balance = (code: AccountCode): bigint =>
    rows.find((row) => row.code === code)?.balanceNanos ?? 0n;
  const availableNanos = balance("wallet");
  const heldNanos = balance("held");
  return { balanceNanos: availableNanos + heldNanos, heldNanos, availableNanos };
}
