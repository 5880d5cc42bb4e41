import type { JSX } from "react";
import { Money } from "@/app/_ui/money";
import { type Column, Table } from "@/app/_ui/table";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { TopUpView } from "@/lib/billing/schema";
import { TopUpChip } from "./top-up-chip";

/** The payments into the wallet, the latest first. */
export function TopUpList({ topUps }: Readonly<{ topUps: TopUpView[] }>): JSX.Element {
  return <Table caption="Payments" columns={COLUMNS} rows={topUps} rowKey={(topUp) => topUp.id} />;
}

const COLUMNS: Column<TopUpView>[] = [
  {
    key: "amount",
    header: "Amount",
    isRowHeader: true,
    cell: (topUp) => <Money nanos={topUp.amount_nanos} precision="cents" />,
  },
  { key: "state", header: "State", cell: (topUp) => <TopUpChip topUp={topUp} /> },
  {
    key: "back",
    header: "Gone back",
    align: "end",
    cell: (topUp) => <GoneBack topUp={topUp} />,
  },
  {
    key: "when",
    header: "When",
    align: "end",
    cell: (topUp) => <Timestamp value={topUp.paid_at ?? topUp.created_at} />,
  },
];

function GoneBack({ topUp }: Readonly<{ topUp: TopUpView }>): JSX.Element {
  const nanos = BigInt(topUp.refunded_nanos) + BigInt(topUp.disputed_nanos);
  return <Money nanos={String(nanos)} precision="cents" />;
}
