import type { JSX } from "react";
import { formatNanos } from "@/app/_ui/format-money";
import { Money } from "@/app/_ui/money";
import { type Column, Table } from "@/app/_ui/table";
import { TrendPlot } from "@/app/_ui/trend-plot";
import type { WalletDay } from "@/lib/billing";

const DAYS_TO_COMPARE = 2;

/** The balance by day as a line, and the same numbers as a table. */
export function WalletTrend({ days }: Readonly<{ days: readonly WalletDay[] }>): JSX.Element {
  const spent = days.reduce((sum, day) => sum + BigInt(day.spent_nanos), 0n);
  const inUse = days.filter((day) => day.balance_nanos !== "0" || day.spent_nanos !== "0");
  if (inUse.length < DAYS_TO_COMPARE) {
    return (
      <p className="text-soft">
        <Money nanos={String(spent)} /> spent. Once there are two days to compare, a line here shows
        what there was at the end of each.
      </p>
    );
  }
  return (
    <figure>
      <figcaption className="mb-3 text-soft">
        <Money nanos={String(spent)} /> spent. The line is what there was at the end of each day
        (UTC).
      </figcaption>
      <TrendPlot
        label="Balance at the end of each day"
        points={days.map((day) => ({
          label: shortDay(day.day),
          // A plot needs no more than a double holds; the table below has every digit.
          value: Number(day.balance_nanos),
          text: formatNanos(day.balance_nanos).cents,
        }))}
        zeroText="$0"
      />
      <details className="mt-3">
        <summary className="w-fit rounded-sm text-soft hover:text-ink max-sm:py-3">
          The same as a table
        </summary>
        <div className="mt-3 max-w-2xl">
          <Table
            caption="Balance by day"
            columns={COLUMNS}
            rows={days.toReversed()}
            rowKey={(row) => row.day}
          />
        </div>
      </details>
    </figure>
  );
}

function shortDay(day: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  }).format(new Date(day));
}

const COLUMNS: Column<WalletDay>[] = [
  {
    key: "day",
    header: "Day",
    isRowHeader: true,
    cell: (row) => <time dateTime={row.day}>{shortDay(row.day)}</time>,
  },
  {
    key: "spent",
    header: "Spent",
    align: "end",
    cell: (row) => <Money nanos={row.spent_nanos} precision="full" />,
  },
  {
    key: "balance",
    header: "At the end",
    align: "end",
    cell: (row) => <Money nanos={row.balance_nanos} precision="full" />,
  },
];
