import type { JSX } from "react";
import { formatNanos } from "@/app/_ui/format-money";
import { PairPlot, type PairPoint } from "@/app/_ui/pair-plot";
import type { ProviderDayView } from "@/lib/reconciliation/schema";

const DAYS_TO_COMPARE = 2;

/** Ours and theirs as two lines, over the days of which both are known. The table below has every digit. */
export function DayPlot({ days }: Readonly<{ days: readonly ProviderDayView[] }>): JSX.Element {
  const points = days.toReversed().flatMap(toPoint);
  if (points.length < DAYS_TO_COMPARE) {
    return (
      <p className="mb-6 text-soft">
        Once there are two days of which both amounts are known, two lines here show them.
      </p>
    );
  }
  return (
    <figure className="mb-6">
      <PairPlot
        label="Ours and theirs by day"
        names={["Ours", "Theirs"]}
        points={points}
        zeroText="$0"
      />
    </figure>
  );
}

function toPoint({ day, ours_nanos: ours, theirs_nanos: theirs }: ProviderDayView): PairPoint[] {
  if (theirs === null) return [];
  return [
    {
      label: shortDay(day),
      // A plot needs no more than a double holds.
      values: [Number(ours), Number(theirs)],
      texts: [formatNanos(ours).cents, formatNanos(theirs).cents],
    },
  ];
}

function shortDay(day: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  }).format(new Date(day));
}
