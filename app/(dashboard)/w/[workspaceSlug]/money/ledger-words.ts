import type { LedgerKind } from "@/lib/billing";

/** What the kinds of transactions mean. */
export const LEDGER_KIND_WORDS: Readonly<Record<LedgerKind, string>> = {
  grant: "Credit received",
  reserve: "Set aside for a step",
  settle: "Step paid",
  void: "Set aside, returned",
  expire: "Set aside, returned after its time",
  late: "Step paid after its time",
  top_up: "Topped up",
  refund: "Refunded",
  dispute: "Disputed",
  promo: "Promotion",
  adjustment: "Adjusted",
};

const ACCOUNT_WORDS: Readonly<Record<string, string>> = {
  clearing: "Paid in",
  wallet: "Available",
  held: "Held",
  usage: "Spent",
  provider_cost: "Cost of providers",
  provider_payable: "Owed to providers",
  refunds: "Refunded",
  grants: "Credit given",
  rounding: "Rounding",
  variance: "Carried by AutoInk",
};

/** The name of an account; one that is newer than this list is shown as it is. */
export function accountWords(code: string): string {
  return ACCOUNT_WORDS[code] ?? code;
}
