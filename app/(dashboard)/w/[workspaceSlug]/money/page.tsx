import type { Metadata } from "next";
import type { JSX } from "react";
import { DefinitionList } from "@/app/_ui/definition-list";
import { Money } from "@/app/_ui/money";
import { PageHeader } from "@/app/_ui/page-header";
import { Section } from "@/app/_ui/section";
import { type Column, Table } from "@/app/_ui/table";
import { Timestamp } from "@/app/_ui/timestamp.client";
import { findLedgerTransactions, findWallet, type LedgerTransactionView } from "@/lib/billing";
import { requireWorkspace } from "@/lib/http/page-session";

export const metadata: Metadata = { title: "Money" };

interface MoneyPageProps {
  params: Promise<{ workspaceSlug: string }>;
}

/** What the workspace has, and every transaction of its book. */
export default async function MoneyPage(props: Readonly<MoneyPageProps>): Promise<JSX.Element> {
  const { actor } = await requireWorkspace((await props.params).workspaceSlug);
  const [wallet, transactions] = await Promise.all([
    findWallet(actor),
    findLedgerTransactions(actor, { limit: 200, after: null }),
  ]);
  return (
    <>
      <PageHeader title="Money" />
      <DefinitionList
        items={[
          {
            term: "Available",
            value: <Money nanos={wallet.available_nanos} precision="cents" copyable />,
          },
          {
            term: "Held for work in progress",
            value: <Money nanos={wallet.held_nanos} precision="full" />,
          },
          { term: "In all", value: <Money nanos={wallet.balance_nanos} precision="cents" /> },
        ]}
      />
      <Section
        title="Transactions"
        description="Every one debits one account and credits another by the same amount."
      >
        <Table
          caption="Transactions"
          columns={COLUMNS}
          rows={[...transactions.data].reverse()}
          rowKey={(row) => row.id}
          empty={<p className="text-soft">Nothing has moved yet.</p>}
        />
      </Section>
    </>
  );
}

const COLUMNS: Column<LedgerTransactionView>[] = [
  { key: "seq", header: "No.", isRowHeader: true, cell: (row) => row.seq },
  { key: "kind", header: "What", cell: (row) => row.kind },
  {
    key: "postings",
    header: "From and to",
    cell: (row) => (
      <ul>
        {row.postings.map((posting) => (
          <li key={`${posting.debit} ${posting.credit}`}>
            {posting.debit} → {posting.credit}{" "}
            <Money nanos={posting.amount_nanos} precision="full" />
          </li>
        ))}
      </ul>
    ),
  },
  { key: "when", header: "When", cell: (row) => <Timestamp value={row.created_at} /> },
];
