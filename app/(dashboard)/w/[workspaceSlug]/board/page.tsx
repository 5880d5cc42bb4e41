import { Columns3, Plus } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { LinkButton } from "@/app/_ui/link-button";
import { PageHeader } from "@/app/_ui/page-header";
import { StatusChip } from "@/app/_ui/status-chip";
import { TextLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import { requireWorkspace } from "@/lib/http/page-session";
import { type ArticleView, findArticles } from "@/lib/pipeline";
import { ARTICLE_WORDS } from "../articles/article-words";
import { BOARD_COLUMNS, type BoardColumn, CARD_LABELS } from "./board-columns";

export const metadata: Metadata = { title: "Board" };

const ARTICLES_MAX = 200;

interface BoardPageProps {
  params: Promise<{ workspaceSlug: string }>;
}

/** The latest articles by what they need next. */
export default async function BoardPage(props: Readonly<BoardPageProps>): Promise<JSX.Element> {
  const { actor, workspace } = await requireWorkspace((await props.params).workspaceSlug);
  const { data, next_cursor } = await findArticles(actor, { limit: ARTICLES_MAX, after: null });
  const base = `/w/${workspace.slug}`;
  const create = (
    <LinkButton href={`${base}/articles/new`} tone="primary" icon={<Plus aria-hidden />}>
      New article
    </LinkButton>
  );
  if (data.length === 0) {
    return (
      <>
        <PageHeader title="Board" />
        <EmptyState icon={<Columns3 aria-hidden />} title="No articles yet" action={create}>
          Each one stands here under what it needs next.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title="Board"
        description={
          next_cursor === null
            ? "Every article, under what it needs next."
            : `The latest ${ARTICLES_MAX} articles, under what they need next.`
        }
        action={create}
      />
      <section aria-label="Columns" className="relative -mx-1 overflow-x-auto px-1 pb-3">
        <ul className="grid gap-x-4 gap-y-8 sm:min-w-[58rem] sm:grid-cols-6">
          {BOARD_COLUMNS.map((column) => (
            <Column
              key={column.id}
              base={base}
              column={column}
              articles={data.filter((article) => column.states.includes(article.state))}
            />
          ))}
        </ul>
      </section>
    </>
  );
}

interface ColumnProps {
  base: string;
  column: BoardColumn;
  articles: readonly ArticleView[];
}

function Column({ base, column, articles }: Readonly<ColumnProps>): JSX.Element {
  return (
    <li className="min-w-0">
      <h2 className="mb-2 flex items-baseline justify-between gap-2 border-b pb-2 font-semibold">
        {column.label}
        <span className="font-mono text-xs text-faint tabular-nums">
          {articles.length}
          <span className="sr-only"> {articles.length === 1 ? "article" : "articles"}</span>
        </span>
      </h2>
      {articles.length === 0 ? (
        <p className="py-2 text-sm text-faint">{column.empty}</p>
      ) : (
        <ul className="flex flex-col gap-2">
          {articles.map((article) => (
            <Card key={article.id} base={base} article={article} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Card({ base, article }: Readonly<{ base: string; article: ArticleView }>): JSX.Element {
  const { status, label, next, verb } = ARTICLE_WORDS[article.state];
  const path = `${base}/articles/${article.id}`;
  return (
    <li className="rounded-md border bg-raised px-3 py-2.5">
      <p className="font-medium text-pretty break-words">
        <TextLink href={path} isQuiet>
          {article.title}
        </TextLink>
      </p>
      <p className="mt-1.5">
        <StatusChip status={status} label={CARD_LABELS[article.state] ?? label} />
      </p>
      <p className="mt-2 flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1 text-sm text-faint">
        <TextLink href={`${path}/${next}`}>{verb}</TextLink>
        <Timestamp value={article.updated_at} />
      </p>
    </li>
  );
}
