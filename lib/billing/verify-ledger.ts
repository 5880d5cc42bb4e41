import { type Actor, requirePermission } from "@/lib/identity";
import { type BreakReason, exportChain, type InTransaction, verifyChain } from "@/lib/ledger";
import { withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";

export { BREAK_REASONS } from "@/lib/ledger";

export interface LedgerVerificationView {
  ok: boolean;
  /** Transactions that hold, from the first one on. */
  count: string;
  head: { seq: string; hash: string };
  /** The first transaction that does not hold, and why. */
  broken_at?: string | undefined;
  reason?: BreakReason | undefined;
}

const inside =
  (actor: Actor): InTransaction =>
  (work) =>
    withWorkspace(actor, work);

/** Recomputes every hash of a workspace's chain. @throws AppError not_found without a chain */
export async function verifyLedger(actor: Actor): Promise<LedgerVerificationView> {
  requirePermission(actor, "workspace:read");
  const check = await verifyChain(inside(actor), actor.workspaceId);
  if (check === null) throw new AppError("not_found");
  const { broken, seq, stored } = check;
  return {
    ok: broken === null,
    count: String(seq),
    head: { seq: String(stored.seq), hash: Buffer.from(stored.hash).toString("hex") },
    ...(broken === null ? {} : { broken_at: String(broken.seq), reason: broken.reason }),
  };
}

/** A workspace's chain as `chain.bin`, in pieces. @throws AppError not_found without a chain */
export async function exportLedger(actor: Actor): Promise<AsyncGenerator<Uint8Array>> {
  requirePermission(actor, "workspace:read");
  const pieces = await exportChain(inside(actor), actor.workspaceId);
  if (pieces === null) throw new AppError("not_found");
  return pieces;
}
