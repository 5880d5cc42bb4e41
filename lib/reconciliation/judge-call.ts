import { isDrift } from "./drift";
import { CALL_FLOOR_NANOS } from "./limits";
import type { ReconciliationState } from "./schema";

/** What one call cost by our price table, and as the vendor's answer says, in nano-USD. */
export interface CallFigures {
  /** Null where nothing was counted. */
  readonly listedNanos: bigint | null;
  /** Null where the vendor does not say. */
  readonly reportedNanos: bigint | null;
}

/** The instant check: whether our prices give what the vendor says of the same call. */
export function judgeCall({ listedNanos, reportedNanos }: CallFigures): ReconciliationState {
  if (reportedNanos === null) return "no_source";
  if (listedNanos === null) return "unreadable";
  const pair = { oursNanos: listedNanos, theirsNanos: reportedNanos };
  return isDrift(pair, CALL_FLOOR_NANOS) ? "drift" : "matched";
}
