import { Globe } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { PageHeader } from "@/app/_ui/page-header";
import { Pager } from "@/app/_ui/pager";
import { type Column, Table } from "@/app/_ui/table";
import { requireOperatorPage } from "@/lib/http/page-session";
import {
  findAllOutboundRequests,
  type OperatorOutboundRequestView,
  parseOutboundFilter,
} from "@/lib/outbound-log";
import { parsePageQuery } from "@/lib/platform/page";
import { OUTBOUND_COLUMNS } from "../../_outbound/outbound-columns";
import { OutboundFilterForm, outboundFilterValues } from "../../_outbound/outbound-filter-form";
import { hrefWith, type SearchParams, textParam } from "../../search-params";

export const metadata: Metadata = { title: "Outbound" };

const PATH = "/operator/outbound";

interface OutboundPageProps {
  searchParams: Promise<SearchParams>;
}

/** The calls of all workspaces and of the installation, with the addresses inside that no workspace learns. */
export default async function OutboundPage(
  props: Readonly<OutboundPageProps>,
): Promise<JSX.Element> {
  const search = await props.searchParams;
  const values = outboundFilterValues(search);
  const principal = await requireOperatorPage(hrefWith(PATH, values));
  const cursor = textParam(search, "cursor");
  const calls = await findAllOutboundRequests(
    principal,
    parseOutboundFilter(new URLSearchParams(values)),
    parsePageQuery(new URLSearchParams(cursor === "" ? {} : { cursor })),
  );
  return (
    <>
      <PageHeader
        title="Outbound"
        description="The calls of all workspaces and of the installation itself. Addresses inside are shown here only."
      />
      <OutboundFilterForm action={PATH} values={values} />
      <Table
        caption="Calls"
        columns={COLUMNS}
        rows={calls.data}
        rowKey={({ id }) => id}
        isDense
        empty={<EmptyState icon={<Globe aria-hidden />} title="There is no such call" />}
      />
      <Pager
        label="calls"
        {...(cursor === "" ? {} : { firstHref: hrefWith(PATH, values) })}
        {...(calls.next_cursor === null
          ? {}
          : { nextHref: hrefWith(PATH, { ...values, cursor: calls.next_cursor }) })}
      />
    </>
  );
}

const COLUMNS: readonly Column<OperatorOutboundRequestView>[] = [
  ...OUTBOUND_COLUMNS,
  {
    key: "workspace",
    header: "Workspace",
    cell: ({ workspace_name }) => workspace_name ?? "The installation",
  },
];
