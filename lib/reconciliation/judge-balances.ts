import { addDays, dayOf } from "@/lib/platform/utc-day";
import { type BalanceSnapshot, type BalanceVerdict, judgeBalance } from "./judge-balance";

/** The first balance that was read on a UTC day. */
export interface DailyBalance extends BalanceSnapshot {
  readonly readAt: Date;
  readonly readingId: string;
  /** What our calls cost since the balance before this one. */
  readonly oursNanos: bigint;
}

/** What an operator says was paid in on a UTC day, before or after that day's first balance was read. */
export interface EnteredTopUp {
  readonly day: string;
  readonly amountNanos: bigint;
}

/** The time up to a balance, named after the day that it closes. */
export interface BalanceDay extends BalanceVerdict {
  readonly day: string;
  readonly from: Date;
  readonly until: Date;
  readonly oursNanos: bigint;
  readonly readingId: string;
}

interface BalanceSeries {
  /** In ascending order. */
  readonly balances: readonly DailyBalance[];
  readonly topUps: readonly EnteredTopUp[];
  /** Where the time of a day that was judged before began: it stays so, whatever became of the days before it. */
  readonly knownFrom: ReadonlyMap<string, Date>;
}

/**
 * Judges one balance after the other. As long as too little was spent to decide, the next day's time begins where
 * this one's did: small amounts add up until they can be seen.
 */
export function judgeBalances({ balances, topUps, knownFrom }: BalanceSeries): BalanceDay[] {
  const days: BalanceDay[] = [];
  let base = 0;
  for (const [index, after] of balances.entries()) {
    if (index === 0) continue;
    const day = addDays(dayOf(after.readAt), -1);
    const start = indexOfTime(balances, knownFrom.get(day)) ?? base;
    const before = balances[start];
    if (before === undefined || start >= index) continue;
    const oursNanos = sum(balances.slice(start + 1, index + 1).map((one) => one.oursNanos));
    const enteredNanos = enteredBetween(topUps, before, after);
    const verdict = judgeBalance({ before, after, oursNanos, enteredNanos });
    const { readAt: from } = before;
    const { readAt: until, readingId } = after;
    days.push({ ...verdict, day, from, until, oursNanos, readingId });
    base = verdict.state === "matched" || verdict.state === "drift" ? index : start;
  }
  return days;
}

function indexOfTime(balances: readonly DailyBalance[], time: Date | undefined): number | null {
  const index = balances.findIndex(({ readAt }) => readAt.getTime() === time?.getTime());
  return index === -1 ? null : index;
}

function enteredBetween(
  topUps: readonly EnteredTopUp[],
  before: DailyBalance,
  after: DailyBalance,
): bigint {
  const [from, until] = [dayOf(before.readAt), dayOf(after.readAt)];
  const within = topUps.filter(({ day }) => day >= from && day < until);
  return sum(within.map(({ amountNanos }) => amountNanos));
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n);
