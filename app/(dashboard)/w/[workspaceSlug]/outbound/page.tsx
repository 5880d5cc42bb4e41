import { Download, Globe } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { LinkButton } from "@/app/_ui/link-button";
import { PageHeader } from "@/app/_ui/page-header";
import { Pager } from "@/app/_ui/pager";
import { Table } from "@/app/_ui/table";
import { requireWorkspace } from "@/lib/http/page-session";
import { findOutboundRequests, OUTBOUND_LOG_DAYS, parseOutboundFilter } from "@/lib/outbound-log";
import { parsePageQuery } from "@/lib/platform/page";
import { OUTBOUND_COLUMNS } from "../../../_outbound/outbound-columns";
import { OutboundFilterForm, outboundFilterValues } from "../../../_outbound/outbound-filter-form";
import { hrefWith, type SearchParams, textParam } from "../../../search-params";

export const metadata: Metadata = { title: "Outbound" };

interface OutboundPageProps {
  params: Promise<{ workspaceSlug: string }>;
  searchParams: Promise<SearchParams>;
}

/** Every call to another server that was made for this workspace, and those that were refused. */
export default async function OutboundPage(
  props: Readonly<OutboundPageProps>,
): Promise<JSX.Element> {
  const { actor, workspace } = await requireWorkspace((await props.params).workspaceSlug);
  const search = await props.searchParams;
  const values = outboundFilterValues(search);
  const cursor = textParam(search, "cursor");
  const calls = await findOutboundRequests(
    actor,
    parseOutboundFilter(new URLSearchParams(values)),
    parsePageQuery(new URLSearchParams(cursor === "" ? {} : { cursor })),
  );
  const base = `/w/${workspace.slug}`;
  const path = `${base}/outbound`;
  const isNarrow = Object.values(values).some((value) => value !== "");
  return (
    <>
      <PageHeader
        title="Outbound"
        description={`Every call to another server for this workspace, and why it was refused or failed. Kept for ${OUTBOUND_LOG_DAYS} days.`}
        action={
          calls.data.length > 0 && (
            <LinkButton
              href={hrefWith(`/api/v1/workspaces/${workspace.id}/outbound-requests/export`, values)}
              icon={<Download aria-hidden />}
              download
            >
              Download CSV
            </LinkButton>
          )
        }
      />
      <OutboundFilterForm action={path} values={values} />
      <Table
        caption="Calls"
        columns={OUTBOUND_COLUMNS}
        rows={calls.data}
        rowKey={({ id }) => id}
        isDense
        empty={<NoCalls path={path} base={base} isNarrow={isNarrow} />}
      />
      <Pager
        label="calls"
        {...(cursor === "" ? {} : { firstHref: hrefWith(path, values) })}
        {...(calls.next_cursor === null
          ? {}
          : { nextHref: hrefWith(path, { ...values, cursor: calls.next_cursor }) })}
      />
    </>
  );
}

interface NoCallsProps {
  path: string;
  base: string;
  isNarrow: boolean;
}

function NoCalls({ path, base, isNarrow }: Readonly<NoCallsProps>): JSX.Element {
  return isNarrow ? (
    <EmptyState
      icon={<Globe aria-hidden />}
      title="No call is like this"
      action={<LinkButton href={path}>Show all</LinkButton>}
    />
  ) : (
    <EmptyState
      icon={<Globe aria-hidden />}
      title="Nothing was called yet"
      action={<LinkButton href={`${base}/articles/new`}>New article</LinkButton>}
    >
      Sources, destinations, hooks and AI stand here as soon as they are called.
    </EmptyState>
  );
}
