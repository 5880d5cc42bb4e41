import { addDays } from "@/lib/platform/utc-day";
import { driftPpm, isDrift, max, min, type Pair } from "./drift";
import {
  DAY_FLOOR_NANOS,
  SLOW_ALLOWANCE_PPM,
  SLOW_DAY_PPM_MAX,
  SLOW_DAYS,
  SLOW_LIMIT_PPM,
  WEEK_DAYS,
} from "./limits";

/** A day, or several up to one, of which both figures are known and settled. */
export interface DecidedDay extends Pair {
  /** YYYY-MM-DD. */
  readonly day: string;
}

/** The sum of the last week when it drifts, though perhaps none of its days does; null when it does not. */
export function findWeekDrift(decided: readonly DecidedDay[], today: string): Pair | null {
  const week = since(decided, today, WEEK_DAYS);
  if (week.length < 2) return null;
  const sum = total(week);
  return isDrift(sum, DAY_FLOOR_NANOS) ? sum : null;
}

/**
 * The sum of the last month when its days, in ascending order, have leaned to one side for long and still do; null
 * when they have not.
 */
export function findSlowDrift(decided: readonly DecidedDay[], today: string): Pair | null {
  const month = since(decided, today, SLOW_DAYS);
  let above = 0n;
  let below = 0n;
  for (const pair of month) {
    const ppm = clip(driftPpm(pair, DAY_FLOOR_NANOS));
    above = max(0n, above + ppm - SLOW_ALLOWANCE_PPM);
    below = max(0n, below - ppm - SLOW_ALLOWANCE_PPM);
  }
  return max(above, below) > SLOW_LIMIT_PPM ? total(month) : null;
}

/** The days before `today`, so many of them. */
function since(decided: readonly DecidedDay[], today: string, days: number): DecidedDay[] {
  const first = addDays(today, -days);
  return decided.filter(({ day }) => day >= first && day < today);
}

function clip(ppm: bigint): bigint {
  return max(-SLOW_DAY_PPM_MAX, min(ppm, SLOW_DAY_PPM_MAX));
}

function total(pairs: readonly Pair[]): Pair {
  return pairs.reduce(
    (sum, { oursNanos, theirsNanos }) => ({
      oursNanos: sum.oursNanos + oursNanos,
      theirsNanos: sum.theirsNanos + theirsNanos,
    }),
    { oursNanos: 0n, theirsNanos: 0n },
  );
}
