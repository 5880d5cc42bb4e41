import type { JSX } from "react";
import { type CalendarProps, LineEntry } from "./entry";
import { dayKey, type Month } from "./month";

/** A month as a list of those days on which something is: for phones. */
export function MonthList(props: Readonly<CalendarProps & { month: Month }>): JSX.Element {
  const { base, month, entries, now } = props;
  const today = dayKey(now);
  const byDay = Map.groupBy(entries, (entry) => entry.at.slice(0, 10));
  const days = month.weeks.flat().flatMap((day) => {
    const own = day === null ? undefined : byDay.get(day.key);
    return day === null || own === undefined ? [] : [{ day, own }];
  });
  return (
    <ul aria-label={month.title} className="flex flex-col gap-5">
      {days.map(({ day, own }) => (
        <li key={day.key}>
          <h3 className="border-b pb-1.5 font-medium">
            {day.title}
            {day.key === today && <span className="text-accent"> · Today</span>}
          </h3>
          <ul className="divide-y">
            {own.map((entry) => (
              <LineEntry key={entry.id} base={base} entry={entry} now={now} />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
