import { FileText, Plus, SearchX } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { LinkButton } from "@/app/_ui/link-button";
import { PageHeader } from "@/app/_ui/page-header";
import { Pager } from "@/app/_ui/pager";
import { SearchForm } from "@/app/_ui/search-form";
import { requireWorkspace } from "@/lib/http/page-session";
import { type ArticleView, findArticles } from "@/lib/pipeline";
import { type Page, parsePageQuery } from "@/lib/platform/page";
import { hrefWith, type SearchParams, textParam } from "../../../search-params";
import { ArticleList } from "./article-list";

export const metadata: Metadata = { title: "Articles" };

const QUERY_CHARS_MAX = 200;

interface ArticlesPageProps {
  params: Promise<{ workspaceSlug: string }>;
  searchParams: Promise<SearchParams>;
}

/** Every article of the workspace, each with its one next action. */
export default async function ArticlesPage(
  props: Readonly<ArticlesPageProps>,
): Promise<JSX.Element> {
  const { workspaceSlug } = await props.params;
  const search = await props.searchParams;
  const { actor } = await requireWorkspace(workspaceSlug);
  const query = textParam(search, "query").slice(0, QUERY_CHARS_MAX);
  const cursor = textParam(search, "cursor");
  const page = await findArticles(
    actor,
    parsePageQuery(new URLSearchParams(cursor === "" ? {} : { cursor })),
    query,
  );
  const base = `/w/${workspaceSlug}`;
  const create = (
    <LinkButton href={`${base}/articles/new`} tone="primary" icon={<Plus aria-hidden />}>
      New article
    </LinkButton>
  );
  const isEmpty = page.data.length === 0 && cursor === "" && query === "";
  return (
    <>
      <PageHeader title="Articles" {...(isEmpty ? {} : { action: create })} />
      {isEmpty ? (
        <EmptyState icon={<FileText aria-hidden />} title="No articles yet" action={create}>
          Give it a topic and a few sources; you decide on the outline and on the text.
        </EmptyState>
      ) : (
        <Found base={base} page={page} query={query} cursor={cursor} />
      )}
    </>
  );
}

interface FoundProps {
  base: string;
  page: Page<ArticleView>;
  query: string;
  cursor: string;
}

function Found({ base, page, query, cursor }: Readonly<FoundProps>): JSX.Element {
  const path = `${base}/articles`;
  return (
    <>
      <SearchForm action={path} name="query" label="Search titles" value={query} />
      {page.data.length === 0 ? (
        <EmptyState
          icon={<SearchX aria-hidden />}
          title="No title holds these words"
          action={<LinkButton href={path}>Show all articles</LinkButton>}
        />
      ) : (
        <ArticleList base={base} articles={page.data} />
      )}
      <Pager
        label="articles"
        {...(cursor === "" ? {} : { firstHref: hrefWith(path, { query }) })}
        {...(page.next_cursor === null
          ? {}
          : { nextHref: hrefWith(path, { query, cursor: page.next_cursor }) })}
      />
    </>
  );
}
