import { isDrift, max } from "./drift";
import { DAY_FLOOR_NANOS, DRIFT_PERCENT_MAX } from "./limits";
import type { ReconciliationState } from "./schema";

/** What a vendor said of its prepaid money at one time. */
export interface BalanceSnapshot {
  readonly balanceNanos: bigint;
  /** All that was ever paid in; null where the vendor does not tell. */
  readonly depositedNanos: bigint | null;
  readonly resolutionNanos: bigint;
}

export interface BalancePeriod {
  readonly before: BalanceSnapshot;
  readonly after: BalanceSnapshot;
  /** What our calls cost between the two. */
  readonly oursNanos: bigint;
  /** What the operator entered as paid in between the two. Of no meaning where the vendor tells. */
  readonly enteredNanos: bigint;
}

export interface BalanceVerdict {
  /** What was spent by the vendor's figures; null when they can't be made sense of. */
  readonly theirsNanos: bigint | null;
  readonly state: ReconciliationState;
}

/**
 * Judges the time between two balances: spent is what was there, and was paid in, and is gone. It can be decided
 * once so much was spent that the limit is wider than the steps in which the balance is written: for whole cents
 * from 20 cents on. `unreadable`: there is more than before, so somebody paid in and did not say so.
 */
export function judgeBalance({
  before,
  after,
  oursNanos,
  enteredNanos,
}: BalancePeriod): BalanceVerdict {
  const stepNanos = max(before.resolutionNanos, after.resolutionNanos);
  const paidIn =
    before.depositedNanos === null || after.depositedNanos === null
      ? enteredNanos
      : after.depositedNanos - before.depositedNanos;
  const theirsNanos = before.balanceNanos + paidIn - after.balanceNanos;
  if (theirsNanos < -stepNanos) return { theirsNanos: null, state: "unreadable" };
  if (theirsNanos === 0n && oursNanos === 0n) return { theirsNanos, state: "matched" };
  const spent = max(theirsNanos, oursNanos);
  if (spent * DRIFT_PERCENT_MAX < stepNanos * 100n) return { theirsNanos, state: "waiting" };
  const pair = { oursNanos, theirsNanos };
  return { theirsNanos, state: isDrift(pair, DAY_FLOOR_NANOS, stepNanos) ? "drift" : "matched" };
}
