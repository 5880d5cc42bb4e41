import { type Actor, requirePermission } from "@/lib/identity";
import { getWallet } from "@/lib/ledger";
import { withWorkspace } from "@/lib/platform/db";

export interface WalletView {
  balance_nanos: string;
  held_nanos: string;
  available_nanos: string;
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
