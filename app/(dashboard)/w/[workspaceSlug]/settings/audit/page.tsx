import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { FilterForm } from "@/app/_ui/filter-form";
import { LinkButton } from "@/app/_ui/link-button";
import { PageHeader } from "@/app/_ui/page-header";
import { Pager } from "@/app/_ui/pager";
import { type Column, Table } from "@/app/_ui/table";
import { TextLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import { type AuditEventView, findAuditEvents } from "@/lib/audit";
import { requireWorkspace } from "@/lib/http/page-session";
import { parsePageQuery } from "@/lib/platform/page";
import { findMembers } from "@/lib/workspaces";
import { hrefWith, type SearchParams, textParam } from "../../../../search-params";
import { SettingsTabs } from "../../settings-tabs";
import { ACTION_OPTIONS, actionWords } from "./action-words";

export const metadata: Metadata = { title: "Audit trail" };

const NAMES_MAX = 200;
const EVENTS_SHOWN = 25;

interface AuditPageProps {
  params: Promise<{ workspaceSlug: string }>;
  searchParams: Promise<SearchParams>;
}

/** Who did what and when: written with the deed, never changed. */
export default async function AuditPage(props: Readonly<AuditPageProps>): Promise<JSX.Element> {
  const { actor, workspace } = await requireWorkspace((await props.params).workspaceSlug);
  const search = await props.searchParams;
  const action = textParam(search, "action");
  const cursor = textParam(search, "cursor");
  const [page, members] = await Promise.all([
    findAuditEvents(
      actor,
      parsePageQuery(
        new URLSearchParams({ limit: String(EVENTS_SHOWN), ...(cursor === "" ? {} : { cursor }) }),
      ),
      action === "" ? undefined : action,
    ),
    findMembers(actor, { limit: NAMES_MAX, after: null }),
  ]);
  const names = new Map(members.data.map((member) => [member.user_id, member.name]));
  const base = `/w/${workspace.slug}`;
  const path = `${base}/settings/audit`;
  return (
    <>
      <PageHeader
        title="Audit trail"
        description="Written in the moment of the deed, and never changed afterwards."
      />
      <SettingsTabs base={base} current="settings/audit" />
      <FilterForm
        action={path}
        name="action"
        label="What happened"
        anyLabel="Everything"
        options={ACTION_OPTIONS}
        value={action}
      />
      <Table
        caption="Events"
        columns={columnsFor(base, names)}
        rows={page.data}
        rowKey={(row) => row.id}
        isDense
        empty={
          <EmptyState
            icon={<ScrollText aria-hidden />}
            title="Nothing of this kind has happened"
            action={<LinkButton href={path}>Show everything</LinkButton>}
          />
        }
      />
      <Pager
        label="events"
        {...(cursor === "" ? {} : { firstHref: hrefWith(path, { action }) })}
        {...(page.next_cursor === null
          ? {}
          : { nextHref: hrefWith(path, { action, cursor: page.next_cursor }) })}
      />
    </>
  );
}

function columnsFor(base: string, names: ReadonlyMap<string, string>): Column<AuditEventView>[] {
  return [
    {
      key: "what",
      header: "What",
      isRowHeader: true,
      cell: (row) => (
        <>
          {actionWords(row.action)}
          <Detail detail={row.detail} />
        </>
      ),
    },
    {
      key: "who",
      header: "Who",
      cell: (row) =>
        row.actor_id === null ? "AutoInk" : (names.get(row.actor_id) ?? "A former member"),
    },
    { key: "subject", header: "Of what", cell: (row) => <Subject base={base} row={row} /> },
    {
      key: "when",
      header: "When",
      cell: (row) => <Timestamp value={row.created_at} format="datetime" />,
    },
  ];
}

function Subject(props: Readonly<{ base: string; row: AuditEventView }>): JSX.Element {
  const { base, row } = props;
  const { subject_kind: kind, subject_id: id } = row;
  if (kind === "article" && id !== null && row.action !== "article.deleted") {
    return <TextLink href={`${base}/articles/${id}`}>Article</TextLink>;
  }
  return (
    <span className="text-soft">
      {kind.replaceAll("_", " ")}
      {id !== null && <code className="ml-1.5 font-mono text-xs text-faint">{id.slice(-8)}</code>}
    </span>
  );
}

function Detail({ detail }: Readonly<{ detail: unknown }>): JSX.Element | null {
  if (typeof detail !== "object" || detail === null) return null;
  const words = Object.entries(detail)
    .filter((entry): entry is [string, string | number | boolean] => isPlain(entry[1]))
    .map(([name, value]) => `${name.replaceAll("_", " ")}: ${String(value)}`);
  if (words.length === 0) return null;
  return (
    <span className="block text-sm font-normal break-all text-faint">{words.join(" · ")}</span>
  );
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
