export type TimestampFormat = "relative" | "date" | "time" | "datetime";

export interface Place {
  readonly locale?: string;
  readonly timeZone?: string;
}

const SECOND_MS = 1_000;
const UNITS: ReadonlyArray<readonly [Intl.RelativeTimeFormatUnit, number]> = [
  ["day", 86_400 * SECOND_MS],
  ["hour", 3_600 * SECOND_MS],
  ["minute", 60 * SECOND_MS],
];
/** Past this many days a date says more than a distance. */
const RELATIVE_DAYS_MAX = 7;
const DAY_MS = 86_400 * SECOND_MS;

/** Writes a moment as the interface shows it. `now` is what "3 minutes ago" is counted from. */
export function writeTime(
  date: Date,
  format: TimestampFormat,
  now: Date,
  place: Place = {},
): string {
  switch (format) {
    case "date":
      return formatter(place, { dateStyle: "medium" }).format(date);
    case "time":
      return formatter(place, { timeStyle: "short" }).format(date);
    case "datetime":
      return formatter(place, { dateStyle: "medium", timeStyle: "short" }).format(date);
    case "relative":
      return relative(date, now, place);
  }
}

/** The whole truth about a moment, with seconds and time zone. */
export function absoluteTime(date: Date, place: Place = {}): string {
  return formatter(place, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  }).format(date);
}

function relative(date: Date, now: Date, place: Place): string {
  const distance = date.getTime() - now.getTime();
  if (Math.abs(distance) >= RELATIVE_DAYS_MAX * DAY_MS) return writeTime(date, "date", now, place);
  const words = new Intl.RelativeTimeFormat(place.locale, { numeric: "auto" });
  const unit = UNITS.find(([, size]) => Math.abs(distance) >= size);
  if (unit === undefined) return momentAgo(words);
  const [name, size] = unit;
  return words.format(Math.trunc(distance / size), name);
}

/** "now" alone reads as an order in an English sentence: "Last change now". */
function momentAgo(words: Intl.RelativeTimeFormat): string {
  const isEnglish = words.resolvedOptions().locale.startsWith("en");
  return isEnglish ? "just now" : words.format(0, "second");
}

function formatter(place: Place, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const zone = place.timeZone === undefined ? {} : { timeZone: place.timeZone };
  return new Intl.DateTimeFormat(place.locale, { ...options, ...zone });
}
