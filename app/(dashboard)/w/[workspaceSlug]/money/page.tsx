import { ReceiptText } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { DefinitionList } from "@/app/_ui/definition-list";
import { EmptyState } from "@/app/_ui/empty-state";
import { LinkButton } from "@/app/_ui/link-button";
import { Money } from "@/app/_ui/money";
import { PageHeader } from "@/app/_ui/page-header";
import { Pager } from "@/app/_ui/pager";
import { Section } from "@/app/_ui/section";
import { Table } from "@/app/_ui/table";
import { TextLink } from "@/app/_ui/text-link";
import {
  arePaymentsSetUp,
  findInvoices,
  findLedgerHistory,
  findTopUps,
  findWallet,
  findWalletTrend,
  getBillingDetails,
  LEDGER_FILTER_NAMES,
  type LedgerFilter,
  parseLedgerFilter,
  type WalletView,
} from "@/lib/billing";
import { requireWorkspace } from "@/lib/http/page-session";
import { hasPermission } from "@/lib/identity";
import { parsePageQuery } from "@/lib/platform/page";
import { hrefWith, type SearchParams, textParam } from "../../../search-params";
import { AddFunds } from "./add-funds";
import { Invoices } from "./invoices";
import { type FilterValues, LedgerFilterForm } from "./ledger-filter-form";
import { PromoCode } from "./promo-code";
import { ledgerColumns } from "./transaction-columns";
import { WalletTrend } from "./wallet-trend";

export const metadata: Metadata = { title: "Money" };

const TREND_DAYS = 30;
const TOP_UPS_SHOWN = 10;
/** Two years; earlier ones are had over the API. */
const INVOICES_SHOWN = 24;

interface MoneyPageProps {
  params: Promise<{ workspaceSlug: string }>;
  searchParams: Promise<SearchParams>;
}

/** What the workspace has, how that went, and every transaction of its book. */
export default async function MoneyPage(props: Readonly<MoneyPageProps>): Promise<JSX.Element> {
  const { actor, workspace } = await requireWorkspace((await props.params).workspaceSlug);
  const search = await props.searchParams;
  const cursor = textParam(search, "cursor");
  const { values, filter } = filterOf(search);
  const [wallet, topUps, invoices, details, trend, history] = await Promise.all([
    findWallet(actor),
    findTopUps(actor, { limit: TOP_UPS_SHOWN, after: null }),
    findInvoices(actor, { limit: INVOICES_SHOWN, after: null }),
    getBillingDetails(actor),
    findWalletTrend(actor, TREND_DAYS),
    findLedgerHistory(
      actor,
      parsePageQuery(new URLSearchParams(cursor === "" ? {} : { cursor })),
      filter,
    ),
  ]);
  const path = `/w/${workspace.slug}/money`;
  const mayAdd = hasPermission(actor, "wallet:top_up");
  return (
    <>
      <PageHeader
        title="Money"
        description="Before a step that costs something, its upper bound is held. Afterwards what it took is spent and the rest returned."
      />
      <Wallet wallet={wallet} holdsHref={`${path}/holds`} />
      <AddFunds
        path={`/workspaces/${workspace.id}/wallet/top-ups`}
        isSetUp={arePaymentsSetUp()}
        isAllowed={mayAdd}
        topUps={topUps.data}
        returnedFrom={topUps.data.find(({ id }) => id === textParam(search, "top_up"))}
      />
      {mayAdd && <PromoCode path={`/workspaces/${workspace.id}/wallet/promo-redemptions`} />}
      <Invoices
        api={`/workspaces/${workspace.id}`}
        invoices={invoices.data}
        details={details}
        isAllowed={hasPermission(actor, "workspace:manage")}
      />
      <Section title="The last 30 days">
        <WalletTrend days={trend} />
      </Section>
      <Proof workspaceId={workspace.id} />
      <Section
        title="Transactions"
        description="Each moves an amount from one account to another. None is ever changed."
        action={<Exports workspaceId={workspace.id} values={values} />}
      >
        <LedgerFilterForm action={path} values={values} />
        <Table
          caption="Transactions"
          columns={ledgerColumns(path)}
          rows={history.data}
          rowKey={(row) => row.id}
          empty={
            <EmptyState
              icon={<ReceiptText aria-hidden />}
              title="No transaction is like that"
              action={<LinkButton href={path}>Show all transactions</LinkButton>}
            />
          }
        />
        <Pager
          label="transactions"
          {...(cursor === "" ? {} : { firstHref: hrefWith(path, values) })}
          {...(history.next_cursor === null
            ? {}
            : { nextHref: hrefWith(path, { ...values, cursor: history.next_cursor }) })}
        />
      </Section>
    </>
  );
}

const NO_FILTER: FilterValues = { text: "", kind: "", account: "", from: "", to: "" };

/** What of the address narrows the book: as it stands there, and as it is meant. What can't be meant narrows nothing. */
function filterOf(search: SearchParams): { values: FilterValues; filter: LedgerFilter } {
  const values = Object.fromEntries(
    LEDGER_FILTER_NAMES.map((name) => [name, textParam(search, name)]),
  ) as FilterValues;
  try {
    return { values, filter: parseLedgerFilter(new URLSearchParams(values)) };
  } catch {
    return { values: NO_FILTER, filter: {} };
  }
}

interface ExportsProps {
  workspaceId: string;
  values: FilterValues;
}

/** The transactions that the filter leaves, as files. */
function Exports({ workspaceId, values }: Readonly<ExportsProps>): JSX.Element {
  const href = (format: string) =>
    hrefWith(`/api/v1/workspaces/${workspaceId}/ledger/export`, { format, ...values });
  return (
    <p className="flex gap-4 print:hidden">
      {["csv", "json"].map((format) => (
        <a key={format} href={href(format)} download className="text-accent underline">
          Save as {format.toUpperCase()}
        </a>
      ))}
    </p>
  );
}

interface WalletProps {
  wallet: WalletView;
  holdsHref: string;
}

function Wallet({ wallet, holdsHref }: Readonly<WalletProps>): JSX.Element {
  return (
    <DefinitionList
      items={[
        {
          term: "Available",
          value: <Money nanos={wallet.available_nanos} precision="cents" copyable />,
        },
        {
          term: "Held for work in progress",
          value: (
            <>
              <Money nanos={wallet.held_nanos} precision="full" />{" "}
              <TextLink href={holdsHref}>All holds</TextLink>
            </>
          ),
        },
        { term: "In all", value: <Money nanos={wallet.balance_nanos} precision="cents" /> },
      ]}
    />
  );
}

/** What the workspace can keep to prove its book later, without AutoInk. */
function Proof({ workspaceId }: Readonly<{ workspaceId: string }>): JSX.Element {
  const api = `/api/v1/workspaces/${workspaceId}/ledger`;
  return (
    <Section
      title="Proof"
      description="Each transaction is sealed to the one before it, and once a day the end of your book goes into a signed public log. Keep the files, and you can prove your book without us."
      action={
        <div className="flex flex-wrap gap-2">
          <ActionButton
            label="Make a new receipt"
            request={{ method: "POST", path: `/workspaces/${workspaceId}/ledger/receipt` }}
            after={{ kind: "stay", say: "The new receipt is there in a few seconds." }}
          />
          <LinkButton href={`/transparency?workspace=${workspaceId}`}>Verify this book</LinkButton>
        </div>
      }
    >
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        <li>
          <a href={`${api}/export`} download className="text-accent underline">
            Save the book (chain.bin)
          </a>
        </li>
        <li>
          <a href={`${api}/receipt`} download className="text-accent underline">
            Save its receipt (.tlog-proof)
          </a>
        </li>
      </ul>
    </Section>
  );
}
