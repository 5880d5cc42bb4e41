import type { Tx } from "@/lib/platform/db";

/** Something that does not add up. The list is closed; `ledger.find_faults` in SQL has the conditions. */
export interface Fault {
  readonly workspaceId: string;
  readonly fault:
    | "not_zero_sum"
    | "accounts_missing"
    | "below_floor"
    | "balance_differs"
    | "held_differs"
    | "head_differs"
    | "lines_differ"
    | "hold_differs"
    | "hold_missing";
  readonly detail: string;
}

/**
 * Compares balances, heads and holds of the whole installation with the postings. Empty when all is well. It recomputes no
 * hash: that is `verifyChain`. It reads every posting once. For the system role.
 */
export async function findFaults(tx: Tx): Promise<Fault[]> {
  const rows = await tx.$queryRaw<
    { workspace_id: string; fault: Fault["fault"]; detail: string }[]
  >`SELECT workspace_id::text, fault, detail FROM ledger.find_faults() ORDER BY 1, 2, 3`;
  return rows.map((row) => ({
    workspaceId: row.workspace_id,
    fault: row.fault,
    detail: row.detail,
  }));
}
