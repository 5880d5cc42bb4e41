import { addDays, startOf } from "@/lib/platform/utc-day";
import { abs, isDrift, max, min } from "./drift";
import { DAY_FLOOR_NANOS, DRIFT_PERCENT_MAX, LATE_MS } from "./limits";
import type { ReconciliationState } from "./schema";

/** A UTC day of one vendor, in nano-USD. */
export interface DayFigures {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly oursNanos: bigint;
  /** Null while the vendor says nothing of the day. */
  readonly theirsNanos: bigint | null;
}

export interface DayVerdict extends DayFigures {
  readonly state: ReconciliationState;
  /** The vendor should have told of it by now, and we know of a cost. */
  readonly isLate: boolean;
}

/**
 * Judges the days of a vendor that tells what it charges, in ascending order. A day may be short of the vendor's
 * figure while that can still grow; a cost that we know and that stands in its bill a day earlier or later, because
 * a call went on over midnight, is no drift.
 */
export function judgeDays(days: readonly DayFigures[], now: Date): DayVerdict[] {
  const carried = findCarried(days);
  return days.map((figures): DayVerdict => {
    const isDue = now.getTime() - endOf(figures.day) > LATE_MS;
    const state = stateOf(figures, carried.has(figures.day), isDue);
    return {
      ...figures,
      state,
      isLate: isDue && figures.theirsNanos === null && state === "waiting",
    };
  });
}

function stateOf(
  { oursNanos, theirsNanos }: DayFigures,
  isCarried: boolean,
  isDue: boolean,
): ReconciliationState {
  // Some vendors have no line for a day on which nothing was used.
  if (theirsNanos === null) return isDue && oursNanos === 0n ? "matched" : "waiting";
  if (isCarried || !isDrift({ oursNanos, theirsNanos }, DAY_FLOOR_NANOS)) return "matched";
  return theirsNanos < oursNanos && !isDue ? "waiting" : "drift";
}

/** The days of which what is too much on one is missing on its neighbour. Each is joined with one neighbour only. */
function findCarried(days: readonly DayFigures[]): Set<string> {
  const carried = new Set<string>();
  for (const [index, day] of days.entries()) {
    const next = days[index + 1];
    if (next === undefined || carried.has(day.day) || !isNextDay(day.day, next.day)) continue;
    if (isCarriedOver(day, next)) carried.add(day.day).add(next.day);
  }
  return carried;
}

function isCarriedOver(one: DayFigures, other: DayFigures): boolean {
  if (one.theirsNanos === null || other.theirsNanos === null) return false;
  const first = one.theirsNanos - one.oursNanos;
  const second = other.theirsNanos - other.oursNanos;
  if (first * second >= 0n) return false;
  // Against the smaller of the two bills: a large day must not hide the drift of a small one.
  const smaller = min(abs(one.theirsNanos), abs(other.theirsNanos));
  return abs(first + second) * 100n <= DRIFT_PERCENT_MAX * max(smaller, DAY_FLOOR_NANOS);
}

const endOf = (day: string): number => startOf(addDays(day, 1)).getTime();

const isNextDay = (day: string, next: string): boolean => addDays(day, 1) === next;
