import { DRIFT_PERCENT_MAX } from "./limits";

const MILLION = 1_000_000n;

/** What is set against each other, in nano-USD. */
export interface Pair {
  readonly oursNanos: bigint;
  readonly theirsNanos: bigint;
}

/**
 * Whether `|ours - theirs| / max(theirs, floor)` is past the limit. `slackNanos` is what rounding alone may have
 * made of it.
 */
export function isDrift(
  { oursNanos, theirsNanos }: Pair,
  floorNanos: bigint,
  slackNanos = 0n,
): boolean {
  const difference = abs(theirsNanos - oursNanos) - slackNanos;
  return difference * 100n > DRIFT_PERCENT_MAX * max(abs(theirsNanos), floorNanos);
}

/** `(theirs - ours) / max(theirs, floor)` in millionths, towards zero. Above zero: they charge more than we know. */
export function driftPpm({ oursNanos, theirsNanos }: Pair, floorNanos: bigint): bigint {
  return ((theirsNanos - oursNanos) * MILLION) / max(abs(theirsNanos), floorNanos);
}

export const abs = (value: bigint): bigint => (value < 0n ? -value : value);

export function max(one: bigint, other: bigint): bigint {
  if (other > one) return other;
  return one;
}

export function min(one: bigint, other: bigint): bigint {
  if (other < one) return other;
  return one;
}
