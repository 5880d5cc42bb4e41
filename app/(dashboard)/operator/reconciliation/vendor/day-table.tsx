import { CalendarDays } from "lucide-react";
import type { JSX } from "react";
import { Chip } from "@/app/_ui/chip";
import { EmptyState } from "@/app/_ui/empty-state";
import { Money } from "@/app/_ui/money";
import { type Column, Table } from "@/app/_ui/table";
import { TextLink } from "@/app/_ui/text-link";
import { DAY_MS } from "@/lib/platform/utc-day";
import type { ProviderDayView } from "@/lib/reconciliation/schema";
import { hrefWith } from "../../../search-params";
import { StateChip } from "../state-chip";
import { RECONCILIATION_PATH } from "../words";

/** Each day with both amounts and what can be said of them. */
export function DayTable({ days }: Readonly<{ days: readonly ProviderDayView[] }>): JSX.Element {
  return (
    <Table
      caption="Days"
      columns={COLUMNS}
      rows={days}
      rowKey={({ day }) => day}
      empty={
        <EmptyState icon={<CalendarDays aria-hidden />} title="No day was compared yet">
          Days stand here from the first call or the first bill on, once they are over.
        </EmptyState>
      }
    />
  );
}

const COLUMNS: readonly Column<ProviderDayView>[] = [
  {
    key: "day",
    header: "Day",
    isRowHeader: true,
    cell: (row) => (
      <>
        <TextLink isQuiet href={callsOf(row)}>
          <time dateTime={row.day}>{row.day}</time>
        </TextLink>{" "}
        {isLonger(row) && (
          <Chip tone="neutral">
            since <time dateTime={row.from_time}>{row.from_time.slice(0, 10)}</time>
          </Chip>
        )}{" "}
        {row.revision > 1 && <Chip tone="neutral">Judged {row.revision} times</Chip>}
      </>
    ),
  },
  { key: "state", header: "State", cell: ({ state }) => <StateChip state={state} /> },
  {
    key: "ours",
    header: "Ours",
    align: "end",
    cell: ({ ours_nanos }) => <Money nanos={ours_nanos} />,
  },
  {
    key: "theirs",
    header: "Theirs",
    align: "end",
    cell: ({ theirs_nanos }) => theirs_nanos !== null && <Money nanos={theirs_nanos} />,
  },
  {
    key: "difference",
    header: "Difference",
    align: "end",
    cell: ({ ours_nanos, theirs_nanos }) =>
      theirs_nanos !== null && <Money nanos={String(BigInt(theirs_nanos) - BigInt(ours_nanos))} />,
  },
];

const callsOf = ({ provider, day }: ProviderDayView): string =>
  hrefWith(`${RECONCILIATION_PATH}/calls`, { provider, day });

/** Where a vendor tells a balance, or an invoice is of a month, both amounts are of more than the day. */
const isLonger = ({ from_time: from, until_time: until }: ProviderDayView): boolean =>
  Date.parse(until) - Date.parse(from) > 2 * DAY_MS;
