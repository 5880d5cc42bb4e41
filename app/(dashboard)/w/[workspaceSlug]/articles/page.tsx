import { FileText, Plus } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { LinkButton } from "@/app/_ui/link-button";
import { PageHeader } from "@/app/_ui/page-header";
import { Pager } from "@/app/_ui/pager";
import { StatusChip } from "@/app/_ui/status-chip";
import { type Column, Table } from "@/app/_ui/table";
import { TextLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import { requireWorkspace } from "@/lib/http/page-session";
import { type ArticleView, findArticles } from "@/lib/pipeline";
import { parsePageQuery } from "@/lib/platform/page";
import { ARTICLE_WORDS } from "./article-words";

export const metadata: Metadata = { title: "Articles" };

interface ArticlesPageProps {
  params: Promise<{ workspaceSlug: string }>;
  searchParams: Promise<{ cursor?: string }>;
}

/** Every article of the workspace, each with its one next action. */
export default async function ArticlesPage(
  props: Readonly<ArticlesPageProps>,
): Promise<JSX.Element> {
  const { workspaceSlug } = await props.params;
  const { cursor } = await props.searchParams;
  const { actor } = await requireWorkspace(workspaceSlug);
  const page = await findArticles(
    actor,
    parsePageQuery(new URLSearchParams(cursor === undefined ? {} : { cursor })),
  );
  const base = `/w/${workspaceSlug}/articles`;
  const create = (
    <LinkButton href={`${base}/new`} tone="primary" icon={<Plus aria-hidden />}>
      New article
    </LinkButton>
  );
  const isEmpty = page.data.length === 0 && cursor === undefined;
  return (
    <>
      <PageHeader title="Articles" {...(isEmpty ? {} : { action: create })} />
      {isEmpty ? (
        <EmptyState icon={<FileText aria-hidden />} title="No articles yet" action={create}>
          Give it a topic and a few sources; you decide on the outline and on the text.
        </EmptyState>
      ) : (
        <Table
          caption="Articles"
          columns={columnsFor(base)}
          rows={page.data}
          rowKey={(row) => row.id}
        />
      )}
      {page.next_cursor !== null && (
        <Pager label="articles" nextHref={`${base}?cursor=${page.next_cursor}`} />
      )}
    </>
  );
}

function columnsFor(base: string): Column<ArticleView>[] {
  return [
    {
      key: "title",
      header: "Title",
      isRowHeader: true,
      cell: (row) => <TextLink href={`${base}/${row.id}`}>{row.title}</TextLink>,
    },
    {
      key: "state",
      header: "State",
      cell: (row) => {
        const { status, label } = ARTICLE_WORDS[row.state];
        return <StatusChip status={status} label={label} />;
      },
    },
    {
      key: "next",
      header: "Next",
      cell: (row) => {
        const { next, verb } = ARTICLE_WORDS[row.state];
        return <TextLink href={`${base}/${row.id}/${next}`}>{verb}</TextLink>;
      },
    },
    { key: "changed", header: "Changed", cell: (row) => <Timestamp value={row.updated_at} /> },
  ];
}
