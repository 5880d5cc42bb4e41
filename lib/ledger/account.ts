import type { Tx } from "@/lib/platform/db";
import { type AccountCode, accountCode } from "./codes";

/** What a workspace has, in nano-USD (1 USD = 1,000,000,000). `available` is what a new hold may take. */
export interface Wallet {
  /** Available and held together. */
  readonly balanceNanos: bigint;
  readonly heldNanos: bigint;
  readonly availableNanos: bigint;
}

/** Opens the chain of a workspace with its accounts at zero. A second call changes nothing. */
export async function openChain(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$queryRaw`SELECT ledger.open_chain(${workspaceId}::uuid)::text`;
}

/** The balance of every account at this moment, credits less debits. Empty for a workspace without a chain. */
export async function getBalances(
  tx: Tx,
  workspaceId: string,
): Promise<Partial<Record<AccountCode, bigint>>> {
  const rows = await tx.$queryRaw<{ number: number; balance_nanos: bigint }[]>`
    SELECT number, balance_nanos FROM ledger.account_view WHERE workspace_id = ${workspaceId}::uuid`;
  return Object.fromEntries(rows.map((row) => [accountCode(row.number), row.balance_nanos]));
}

/** What a workspace may spend and what is held of it at this moment. */
export async function getWallet(tx: Tx, workspaceId: string): Promise<Wallet> {
  const { wallet: availableNanos = 0n, held: heldNanos = 0n } = await getBalances(tx, workspaceId);
  return { balanceNanos: availableNanos + heldNanos, heldNanos, availableNanos };
}
