import type { Tx } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { LedgerError, refusing } from "./errors";

/** The largest amount of one posting: about 9.2 billion USD, the range of a 64-bit integer. */
const AMOUNT_NANOS_MAX = 9_223_372_036_854_775_807n;

export interface ReserveInput {
  readonly workspaceId: string;
  /** The caller's id of the hold. The same id with the same amount is the same hold. */
  readonly holdId: string;
  readonly amountNanos: bigint;
  readonly expiresAt: Date;
}

export interface Settlement {
  readonly chargedNanos: bigint;
  readonly releasedNanos: bigint;
  /** The hold had been settled before, with this same result. */
  readonly isReplayed: boolean;
}

/**
 * Sets value aside, so that later work can't overdraw the wallet. Call it as the last statement of a
 * transaction: it locks the workspace's book until the commit.
 * @throws LedgerError insufficient_funds | key_conflict | not_found | amount_out_of_range
 */
export async function reserve(tx: Tx, input: ReserveInput): Promise<void> {
  requireAmount(input.amountNanos, 1n);
  await refusing(
    "key_conflict",
    () =>
      tx.$queryRaw`SELECT seq FROM ledger.reserve(${input.workspaceId}::uuid, ${input.holdId}::uuid,
      ${newId()}::uuid, ${input.amountNanos}, ${input.expiresAt})`,
  );
}

/**
 * Charges a hold and frees the rest. A cost above the hold is booked as the operator's variance.
 * @throws LedgerError hold_resolved when it was voided, expired or settled with another cost | not_found
 */
export async function settle(
  tx: Tx,
  input: { readonly workspaceId: string; readonly holdId: string; readonly costNanos: bigint },
): Promise<Settlement> {
  requireAmount(input.costNanos, 0n);
  const [row] = await refusing(
    "hold_resolved",
    () =>
      tx.$queryRaw<{ charged_nanos: bigint; released_nanos: bigint; replayed: boolean }[]>`
      SELECT charged_nanos, released_nanos, replayed FROM ledger.settle(
        ${input.workspaceId}::uuid, ${input.holdId}::uuid, ${newId()}::uuid, ${input.costNanos})`,
  );
  if (row === undefined) throw new Error("ledger.settle returned no row.");
  return {
    chargedNanos: row.charged_nanos,
    releasedNanos: row.released_nanos,
    isReplayed: row.replayed,
  };
}

/**
 * Frees a hold whole: "void" when nothing was done for it, "expire" when nobody came back for it.
 * @throws LedgerError hold_resolved when it was settled | not_found
 */
export async function releaseHold(
  tx: Tx,
  input: {
    readonly workspaceId: string;
    readonly holdId: string;
    readonly kind: "void" | "expire";
  },
): Promise<bigint> {
  const [row] = await refusing(
    "hold_resolved",
    () =>
      tx.$queryRaw<{ released_nanos: bigint }[]>`
      SELECT released_nanos FROM ledger.release(
        ${input.workspaceId}::uuid, ${input.holdId}::uuid, ${newId()}::uuid, ${input.kind})`,
  );
  if (row === undefined) throw new Error("ledger.release returned no row.");
  return row.released_nanos;
}

/**
 * Gives a workspace value that it did not pay for. The same key gives once.
 * @throws LedgerError key_conflict when the key was used with another amount
 */
export async function grantFunds(
  tx: Tx,
  input: {
    readonly workspaceId: string;
    readonly idempotencyKey: string;
    readonly amountNanos: bigint;
  },
): Promise<void> {
  requireAmount(input.amountNanos, 1n);
  await refusing(
    "key_conflict",
    () =>
      tx.$queryRaw`SELECT seq FROM ledger.grant_funds(${input.workspaceId}::uuid, ${newId()}::uuid,
      ${input.idempotencyKey}, ${input.amountNanos})`,
  );
}

function requireAmount(amount: bigint, least: bigint): void {
  if (amount < least || amount > AMOUNT_NANOS_MAX) {
    throw new LedgerError("amount_out_of_range", new Error(`amount ${amount}`));
  }
}
