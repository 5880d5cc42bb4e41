import { sqlState } from "@/lib/platform/db";

/** Why the ledger refused. The list is closed. */
export type LedgerRefusal =
  | "insufficient_funds"
  | "amount_out_of_range"
  | "key_conflict"
  | "hold_resolved"
  | "not_found"
  | "unknown_account"
  | "malformed";

/** A posting that was refused. Nothing of it has been written. */
export class LedgerError extends Error {
  readonly refusal: LedgerRefusal;

  constructor(refusal: LedgerRefusal, cause?: unknown) {
    super(`ledger refused: ${refusal}`, { cause });
    this.name = "LedgerError";
    this.refusal = refusal;
  }
}

/** Runs one call of the ledger's functions and turns its SQLSTATE into a refusal. */
export async function refusing<T>(
  conflict: "key_conflict" | "hold_resolved",
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const state = sqlState(error);
    const refusal = state === "AI409" ? conflict : REFUSALS.get(state);
    if (refusal === undefined) throw error;
    throw new LedgerError(refusal, error);
  }
}

const REFUSALS: ReadonlyMap<string | undefined, LedgerRefusal> = new Map([
  // check_violation: a floor. Everything else is checked before a row is written.
  ["23514", "insufficient_funds"],
  // numeric_value_out_of_range: an amount that is not above zero, or a balance past the range of bigint.
  ["22003", "amount_out_of_range"],
  // invalid_parameter_value
  ["22023", "malformed"],
  ["AI404", "not_found"],
  ["AI422", "unknown_account"],
]);
