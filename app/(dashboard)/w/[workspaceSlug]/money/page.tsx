import { ReceiptText } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { DefinitionList } from "@/app/_ui/definition-list";
import { EmptyState } from "@/app/_ui/empty-state";
import { FilterForm } from "@/app/_ui/filter-form";
import { LinkButton } from "@/app/_ui/link-button";
import { Money } from "@/app/_ui/money";
import { PageHeader } from "@/app/_ui/page-header";
import { Pager } from "@/app/_ui/pager";
import { Section } from "@/app/_ui/section";
import { Table } from "@/app/_ui/table";
import {
  arePaymentsSetUp,
  findLedgerHistory,
  findTopUps,
  findWallet,
  findWalletTrend,
  LEDGER_KINDS,
  type WalletView,
} from "@/lib/billing";
import { requireWorkspace } from "@/lib/http/page-session";
import { hasPermission } from "@/lib/identity";
import { parsePageQuery } from "@/lib/platform/page";
import { choiceParam, hrefWith, type SearchParams, textParam } from "../search-params";
import { AddFunds } from "./add-funds";
import { LEDGER_KIND_WORDS } from "./ledger-words";
import { LEDGER_COLUMNS } from "./transaction-columns";
import { WalletTrend } from "./wallet-trend";

export const metadata: Metadata = { title: "Money" };

const TREND_DAYS = 30;
const TOP_UPS_SHOWN = 10;

interface MoneyPageProps {
  params: Promise<{ workspaceSlug: string }>;
  searchParams: Promise<SearchParams>;
}

/** What the workspace has, how that went, and every transaction of its book. */
export default async function MoneyPage(props: Readonly<MoneyPageProps>): Promise<JSX.Element> {
  const { actor, workspace } = await requireWorkspace((await props.params).workspaceSlug);
  const search = await props.searchParams;
  const cursor = textParam(search, "cursor");
  const kind = choiceParam(search, "kind", LEDGER_KINDS);
  const [wallet, topUps, trend, history] = await Promise.all([
    findWallet(actor),
    findTopUps(actor, { limit: TOP_UPS_SHOWN, after: null }),
    findWalletTrend(actor, TREND_DAYS),
    findLedgerHistory(
      actor,
      parsePageQuery(new URLSearchParams(cursor === "" ? {} : { cursor })),
      kind,
    ),
  ]);
  const path = `/w/${workspace.slug}/money`;
  const filter = { kind: kind ?? "" };
  return (
    <>
      <PageHeader
        title="Money"
        description="Before a step that costs something, its upper bound is held. Afterwards what it took is spent and the rest returned."
      />
      <Wallet wallet={wallet} />
      <AddFunds
        path={`/workspaces/${workspace.id}/wallet/top-ups`}
        isSetUp={arePaymentsSetUp()}
        isAllowed={hasPermission(actor, "wallet:top_up")}
        topUps={topUps.data}
        returnedFrom={topUps.data.find(({ id }) => id === textParam(search, "top_up"))}
      />
      <Section title="The last 30 days">
        <WalletTrend days={trend} />
      </Section>
      <Section
        title="Transactions"
        description="Each moves an amount from one account to another. None is ever changed."
      >
        <FilterForm
          action={path}
          name="kind"
          label="Kind"
          anyLabel="All kinds"
          options={LEDGER_KINDS.map((value) => ({ value, label: LEDGER_KIND_WORDS[value] }))}
          value={filter.kind}
        />
        <Table
          caption="Transactions"
          columns={LEDGER_COLUMNS}
          rows={history.data}
          rowKey={(row) => row.id}
          empty={
            <EmptyState
              icon={<ReceiptText aria-hidden />}
              title="Nothing of this kind has moved yet"
              action={<LinkButton href={path}>Show all kinds</LinkButton>}
            />
          }
        />
        <Pager
          label="transactions"
          {...(cursor === "" ? {} : { firstHref: hrefWith(path, filter) })}
          {...(history.next_cursor === null
            ? {}
            : { nextHref: hrefWith(path, { ...filter, cursor: history.next_cursor }) })}
        />
      </Section>
    </>
  );
}

function Wallet({ wallet }: Readonly<{ wallet: WalletView }>): JSX.Element {
  return (
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
  );
}
