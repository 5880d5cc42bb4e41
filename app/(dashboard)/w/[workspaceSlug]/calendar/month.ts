/** A month of the calendar. All of it is in UTC: the server does not know where its reader is. */
export interface Month {
  /** YYYY-MM. */
  readonly key: string;
  readonly title: string;
  readonly previous: string;
  readonly next: string;
  /** The first moment of the month, and the first after it. */
  readonly from: Date;
  readonly to: Date;
  /** Weeks from Monday to Sunday; null for a place that belongs to another month. */
  readonly weeks: readonly (readonly (Day | null)[])[];
}

export interface Day {
  /** YYYY-MM-DD. */
  readonly key: string;
  readonly number: number;
  readonly title: string;
}

const DAYS_PER_WEEK = 7;
const YEAR_MIN = 2000;
const YEAR_MAX = 2100;

/** The month that a parameter names, or the one that `now` is in. */
export function monthOf(text: string, now: Date): Month {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  const year = Number(match?.[1]);
  const isKnown = match !== null && year >= YEAR_MIN && year <= YEAR_MAX;
  return isKnown
    ? makeMonth(year, Number(match[2]) - 1)
    : makeMonth(now.getUTCFullYear(), now.getUTCMonth());
}

function makeMonth(year: number, index: number): Month {
  const from = new Date(Date.UTC(year, index, 1));
  const to = new Date(Date.UTC(year, index + 1, 1));
  const count = new Date(to.getTime() - 1).getUTCDate();
  // Monday is the first day of a week here; getUTCDay counts from Sunday.
  const lead = (from.getUTCDay() + DAYS_PER_WEEK - 1) % DAYS_PER_WEEK;
  const places = Math.ceil((lead + count) / DAYS_PER_WEEK) * DAYS_PER_WEEK;
  const days = Array.from({ length: places }, (_, place) => {
    const number = place - lead + 1;
    return number < 1 || number > count ? null : makeDay(new Date(Date.UTC(year, index, number)));
  });
  return {
    key: monthKey(from),
    title: write(from, { month: "long", year: "numeric" }),
    previous: monthKey(new Date(Date.UTC(year, index - 1, 1))),
    next: monthKey(to),
    from,
    to,
    weeks: Array.from({ length: places / DAYS_PER_WEEK }, (_, week) =>
      days.slice(week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK),
    ),
  };
}

function makeDay(date: Date): Day {
  return {
    key: dayKey(date),
    number: date.getUTCDate(),
    title: write(date, { weekday: "long", day: "numeric", month: "long" }),
  };
}

/** The day of a moment, YYYY-MM-DD in UTC. */
export function dayKey(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function monthKey(date: Date): string {
  return date.toISOString().slice(0, 7);
}

function write(date: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(date);
}
