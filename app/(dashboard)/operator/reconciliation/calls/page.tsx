import { PhoneOff } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { PageHeader } from "@/app/_ui/page-header";
import { Pager } from "@/app/_ui/pager";
import { Section } from "@/app/_ui/section";
import { Table } from "@/app/_ui/table";
import { requireOperatorPage } from "@/lib/http/page-session";
import { parsePageQuery } from "@/lib/platform/page";
import { findDayCalls } from "@/lib/reconciliation";
import { DayQuery } from "@/lib/reconciliation/schema";
import { hrefWith, type SearchParams, textParam } from "../../../search-params";
import { PROVIDER_NAMES, RECONCILIATION_PATH } from "../words";
import { CALL_COLUMNS } from "./call-columns";

export const metadata: Metadata = { title: "The calls of a day" };

const PATH = `${RECONCILIATION_PATH}/calls`;

interface CallsPageProps {
  searchParams: Promise<SearchParams>;
}

/** The calls behind our figure of a day, so that one can see which of them the vendor sees otherwise. */
export default async function CallsPage(props: Readonly<CallsPageProps>): Promise<JSX.Element> {
  const search = await props.searchParams;
  const asked = { provider: textParam(search, "provider"), day: textParam(search, "day") };
  const principal = await requireOperatorPage(hrefWith(PATH, asked));
  const { data: query } = DayQuery.safeParse(asked);
  if (query === undefined) notFound();
  const cursor = textParam(search, "cursor");
  const page = parsePageQuery(new URLSearchParams(cursor === "" ? {} : { cursor }));
  const calls = await findDayCalls(principal, query, page);
  const name = PROVIDER_NAMES[query.provider];
  return (
    <>
      <PageHeader
        title={`${name}, ${query.day}`}
        description="The calls behind our figure, over all workspaces. Listed is what our price table makes of the vendor's counts; reported is what its answer said."
        breadcrumb={[
          { label: "Reconciliation", href: RECONCILIATION_PATH },
          {
            label: name,
            href: hrefWith(`${RECONCILIATION_PATH}/vendor`, { provider: query.provider }),
          },
          { label: query.day },
        ]}
      />
      <Section title="Calls">
        <Table
          caption="Calls"
          columns={CALL_COLUMNS}
          rows={calls.data}
          rowKey={({ id }) => id}
          isDense
          empty={
            <EmptyState icon={<PhoneOff aria-hidden />} title="We know of no call">
              {query.provider === "stripe"
                ? "Payments stand in the ledger of each workspace."
                : "Whatever the vendor charged for was not called by AutoInk: look at who else has its key."}
            </EmptyState>
          }
        />
        <Pager
          label="calls"
          {...(cursor === "" ? {} : { firstHref: hrefWith(PATH, asked) })}
          {...(calls.next_cursor === null
            ? {}
            : { nextHref: hrefWith(PATH, { ...asked, cursor: calls.next_cursor }) })}
        />
      </Section>
    </>
  );
}
