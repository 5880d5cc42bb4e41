import type { LedgerKind } from "@/lib/billing";

/** What the kinds of transactions mean. */
export const LEDGER_KIND_WORDS: Readonly<Record<LedgerKind, string>> = {
  grant: "Credit received",
  reserve: "Set aside for a step",
  settle: "Step paid",
  void: "Set aside, returned",
  expire: "Set aside, returned after its time",
};

const ACCOUNT_WORDS: Readonly<Record<string, string>> = {
  wallet: "Available",
  held: "Held",
  usage: "Spent",
  grants: "Credit given",
  variance: "Carried by AutoInk",
};

/** The name of an account; one that is newer than this list is shown as it is. */
export function accountWords(code: string): string {
  return ACCOUNT_WORDS[code] ?? code;
}
