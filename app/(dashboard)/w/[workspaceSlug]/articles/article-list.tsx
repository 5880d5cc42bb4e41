import type { JSX } from "react";
import { StatusChip } from "@/app/_ui/status-chip";
import { type Column, Table } from "@/app/_ui/table";
import { TextLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { ArticleView } from "@/lib/pipeline";
import { ARTICLE_WORDS } from "./article-words";

interface ArticleListProps {
  /** The path of the workspace. */
  base: string;
  articles: readonly ArticleView[];
}

/** Articles, each with its state and its one next action. */
export function ArticleList({ base, articles }: Readonly<ArticleListProps>): JSX.Element {
  return (
    <Table
      caption="Articles"
      columns={columnsFor(`${base}/articles`)}
      rows={articles}
      rowKey={(row) => row.id}
    />
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
