import type { Pair } from "./drift";
import { isDrift } from "./drift";
import { type DecidedDay, findSlowDrift, findWeekDrift } from "./judge-window";
import { CALL_FLOOR_NANOS } from "./limits";
import type { JudgedDay } from "./provider-days";
import type { AlertKind } from "./schema";

/** Something that an operator has to look at. Kind and subject say whether it is the same as one found before. */
export interface Finding {
  readonly kind: AlertKind;
  readonly subject: string;
  readonly message: string;
  readonly pair: Pair | null;
}

/** What is to be found in the days of a vendor, which are in ascending order. */
export function findingsOfDays(days: readonly JudgedDay[], today: string): Finding[] {
  const decided = days.filter(isDecided);
  const found = decided
    .filter(({ state }) => state === "drift")
    .map((pair) => finding("day_drift", pair.day, pair, `On ${pair.day}`));
  const week = findWeekDrift(decided, today);
  if (week !== null) found.push(finding("week_drift", "", week, "In the last seven days"));
  const slow = findSlowDrift(decided, today);
  if (slow !== null) {
    found.push(
      finding("slow_drift", "", slow, "Day after day to the same side: in the last month"),
    );
  }
  const late = days.find(({ problem }) => problem === "late");
  if (late !== undefined)
    found.push(lateFinding(`It has not told of ${late.day} for over two days.`));
  if (days.some(({ problem }) => problem === "top_up")) {
    found.push({
      kind: "unreadable",
      subject: "top_up",
      message: "There is more money than before. Enter what was paid in, and on which day.",
      pair: null,
    });
  }
  return found;
}

export const lateFinding = (message: string): Finding => ({
  kind: "late",
  subject: "",
  message,
  pair: null,
});

/** A call that its vendor put a price on. */
export interface ReportedCall {
  readonly model: string;
  readonly listedNanos: bigint;
  readonly reportedNanos: bigint;
}

/** The models whose calls cost something else than our prices say. */
export function findingsOfCalls(calls: readonly ReportedCall[]): Finding[] {
  return [...Map.groupBy(calls, ({ model }) => model)].flatMap(([model, own]) => {
    const pair = own.reduce(
      (sum, call) => ({
        oursNanos: sum.oursNanos + call.listedNanos,
        theirsNanos: sum.theirsNanos + call.reportedNanos,
      }),
      { oursNanos: 0n, theirsNanos: 0n },
    );
    const isFound = isDrift(pair, CALL_FLOOR_NANOS);
    return isFound
      ? [finding("call_drift", model, pair, `In the last day's calls of ${model}`)]
      : [];
  });
}

function isDecided(day: JudgedDay): day is JudgedDay & DecidedDay {
  return day.theirsNanos !== null && (day.state === "matched" || day.state === "drift");
}

const finding = (kind: AlertKind, subject: string, pair: Pair, when: string): Finding => ({
  kind,
  subject,
  pair: { oursNanos: pair.oursNanos, theirsNanos: pair.theirsNanos },
  message: `${when} it charges ${usd(pair.theirsNanos)}, and we know of ${usd(pair.oursNanos)}.`,
});

/** Dollars with as many decimals as there are, two at least. */
function usd(nanos: bigint): string {
  const digits = (nanos < 0n ? -nanos : nanos).toString().padStart(10, "0");
  const decimals = digits.slice(-9).replace(/0{1,7}$/, "");
  return `${nanos < 0n ? "-" : ""}$${digits.slice(0, -9)}.${decimals}`;
}
