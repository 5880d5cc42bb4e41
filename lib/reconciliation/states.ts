/**
 * What can be said of a day, or of a call, when ours and theirs are set against each other:
 * - `matched`: they agree, within the limit.
 * - `waiting`: the vendor has not said enough yet to decide.
 * - `drift`: they do not agree.
 * - `unreadable`: there is an answer that can't be used.
 * - `no_source`: nobody to ask, and no invoice entered.
 */
export const RECONCILIATION_STATES = [
  "matched",
  "waiting",
  "drift",
  "unreadable",
  "no_source",
] as const;

export type ReconciliationState = (typeof RECONCILIATION_STATES)[number];
