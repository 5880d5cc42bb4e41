import clsx from "clsx";
import type { JSX } from "react";
import type { PublicationSummary } from "@/lib/publishing";
import { type CalendarProps, CellEntry } from "./entry";
import { type Day, dayKey, type Month } from "./month";

const WEEKDAYS = [
  ["Mon", "Monday"],
  ["Tue", "Tuesday"],
  ["Wed", "Wednesday"],
  ["Thu", "Thursday"],
  ["Fri", "Friday"],
  ["Sat", "Saturday"],
  ["Sun", "Sunday"],
] as const;

/** A month as a table of weeks. */
export function MonthGrid(props: Readonly<CalendarProps & { month: Month }>): JSX.Element {
  const { base, month, entries, now } = props;
  const today = dayKey(now);
  const byDay = Map.groupBy(entries, (entry) => entry.at.slice(0, 10));
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="sr-only">{month.title}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map(([short, long]) => (
            <th
              key={short}
              scope="col"
              className="border-b pb-2 pl-2 text-left text-xs font-medium text-faint"
            >
              <abbr title={long} className="no-underline">
                {short}
              </abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {month.weeks.map((week) => (
          <tr key={week.find((day) => day !== null)?.key}>
            {week.map((day, column) => (
              <DayCell
                key={day?.key ?? WEEKDAYS[column]?.[0]}
                base={base}
                day={day}
                entries={day === null ? [] : (byDay.get(day.key) ?? [])}
                isToday={day?.key === today}
                now={now}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayCellProps {
  base: string;
  day: Day | null;
  entries: readonly PublicationSummary[];
  isToday: boolean;
  now: Date;
}

function DayCell({ base, day, entries, isToday, now }: Readonly<DayCellProps>): JSX.Element {
  if (day === null) return <td className="h-24 border bg-desk" />;
  return (
    <td
      {...(isToday ? { "aria-current": "date" as const } : {})}
      className={clsx("h-24 border p-2 align-top", isToday && "bg-accent-wash")}
    >
      <p
        className={clsx(
          "mb-1 text-sm tabular-nums",
          isToday ? "font-semibold text-accent" : "text-faint",
        )}
      >
        <span aria-hidden>{day.number}</span>
        <span className="sr-only">{day.title}</span>
        {isToday && <span className="ml-1.5 text-xs font-medium">Today</span>}
      </p>
      {entries.length > 0 && (
        <ul className="flex flex-col gap-1.5">
          {entries.map((entry) => (
            <CellEntry key={entry.id} base={base} entry={entry} now={now} />
          ))}
        </ul>
      )}
    </td>
  );
}
