import { notFound } from "next/navigation";
import type { JSX, ReactNode } from "react";
import { cache } from "react";
import { LinkTabs } from "@/app/_ui/link-tabs";
import { PageHeader } from "@/app/_ui/page-header";
import { StatusChip } from "@/app/_ui/status-chip";
import { requireWorkspace, type WorkspacePage } from "@/lib/http/page-session";
import { type ArticleView, getArticle } from "@/lib/pipeline";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/id";
import { ARTICLE_WORDS } from "../article-words";

export interface ArticlePageProps {
  params: Promise<{ workspaceSlug: string; articleId: string }>;
}

export interface ArticleContext extends WorkspacePage {
  readonly article: ArticleView;
  /** Of the article's pages: `/w/…/articles/{id}`. */
  readonly base: string;
  /** Of the article in the API, below /api/v1. */
  readonly api: string;
}

const load = cache(async (workspaceSlug: string, articleId: string): Promise<ArticleContext> => {
  const page = await requireWorkspace(workspaceSlug);
  if (!isId(articleId)) notFound();
  const article = await getArticle(page.actor, articleId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  return {
    ...page,
    article,
    base: `/w/${workspaceSlug}/articles/${articleId}`,
    api: `/workspaces/${page.workspace.id}/articles/${articleId}`,
  };
});

/** The article of a page's path, for members of its workspace. */
export async function loadArticle({ params }: Readonly<ArticlePageProps>): Promise<ArticleContext> {
  const { workspaceSlug, articleId } = await params;
  return load(workspaceSlug, articleId);
}

const PARTS = [
  { key: "sources", label: "Sources" },
  { key: "brief", label: "Brief" },
  { key: "outline", label: "Outline" },
  { key: "text", label: "Text" },
  { key: "publish", label: "Publish" },
  { key: "receipt", label: "Receipt" },
] as const;

export type ArticlePart = (typeof PARTS)[number]["key"];

interface ArticleFrameProps {
  context: ArticleContext;
  part: ArticlePart;
  action?: ReactNode;
  secondary?: ReactNode;
  children: ReactNode;
}

/** The head of every page of an article: its title, where it stands, and the way through its parts. */
export function ArticleFrame(props: Readonly<ArticleFrameProps>): JSX.Element {
  const { context, part, action, secondary, children } = props;
  const { article, base, workspace } = context;
  const { status, label } = ARTICLE_WORDS[article.state];
  return (
    <>
      <PageHeader
        title={article.title}
        isArticle
        breadcrumb={[
          { label: "Articles", href: `/w/${workspace.slug}/articles` },
          { label: article.title },
        ]}
        status={<StatusChip status={status} label={label} />}
        {...(action === undefined ? {} : { action })}
        {...(secondary === undefined ? {} : { secondary })}
      />
      <LinkTabs
        label="Parts of the article"
        tabs={PARTS.map((entry) => ({
          href: `${base}/${entry.key}`,
          label: entry.label,
          isCurrent: entry.key === part,
        }))}
      />
      {children}
    </>
  );
}
