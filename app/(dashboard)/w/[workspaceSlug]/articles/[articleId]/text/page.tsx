import { FilePen } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { LinkButton } from "@/app/_ui/link-button";
import { getNonce } from "@/lib/http/page-session";
import { type ArticleSource, parseCitations } from "@/lib/markdown";
import { findChecks, findRevisions, findRuns, findSources, getRevision } from "@/lib/pipeline";
import type { RevisionView, SourceView } from "@/lib/pipeline/schema";
import {
  type ArticleContext,
  ArticleFrame,
  type ArticlePageProps,
  loadArticle,
} from "../article-page";
import { ReviewBar } from "./review-bar.client";
import { TextRail } from "./text-rail";
import { TextWorkbench } from "./text-workbench.client";

export const metadata: Metadata = { title: "Text" };

interface TextPageProps extends ArticlePageProps {
  searchParams: Promise<{ rail?: string; compare?: string }>;
}

/** The text with what stands behind it, and the second gate. */
export default async function TextPage(props: Readonly<TextPageProps>): Promise<JSX.Element> {
  const context = await loadArticle(props);
  const { article, base } = context;
  const { revision: number } = article;
  if (number === null) {
    return (
      <ArticleFrame context={context} part="text">
        <EmptyState
          icon={<FilePen aria-hidden />}
          title="No text yet"
          action={
            <LinkButton href={`${base}/outline`} tone="primary">
              Go to the outline
            </LinkButton>
          }
        >
          It is written after you have approved an outline.
        </EmptyState>
      </ArticleFrame>
    );
  }
  return <Workbench context={context} number={number} search={await props.searchParams} />;
}

interface WorkbenchProps {
  context: ArticleContext;
  number: number;
  search: { rail?: string; compare?: string };
}

async function Workbench({
  context,
  number,
  search,
}: Readonly<WorkbenchProps>): Promise<JSX.Element> {
  const { actor, article, api } = context;
  const [revision, findings, revisions, sources, runs] = await Promise.all([
    getRevision(actor, article.id, number),
    findChecks(actor, article.id, number),
    findRevisions(actor, article.id, { limit: 50, after: null }),
    findSources(actor, article.id),
    findRuns(actor, { limit: 1, after: null }, article.id),
  ]);
  const blocking = findings.filter((finding) => finding.severity === "blocking").length;
  const nonce = await getNonce();
  return (
    <ArticleFrame context={context} part="text">
      <div className="gap-x-10 lg:grid lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0">
          <ReviewBar
            path={`${api}/approvals`}
            revision={number}
            blocking={blocking}
            decision={revision.approval?.decision ?? null}
            publishHref={`${context.base}/publish`}
          />
          <TextWorkbench
            key={revision.hash}
            path={`${api}/revisions`}
            revision={number}
            title={revision.title}
            markdown={revision.markdown}
            description={revision.meta.description ?? ""}
            slug={revision.meta.slug ?? ""}
            nonce={nonce}
            findings={findings.map((finding) => ({
              line: finding.line,
              column: finding.column,
              severity:
                finding.severity === "blocking"
                  ? "error"
                  : finding.severity === "warning"
                    ? "warning"
                    : "note",
              message: finding.message,
            }))}
            citations={citationsOf(revision, sources)}
            sources={Object.fromEntries(sourceMap(sources))}
          />
        </div>
        <TextRail
          context={context}
          revision={revision}
          revisions={revisions.data}
          findings={findings}
          sources={sources}
          run={runs.data[0] ?? null}
          search={search}
        />
      </div>
    </ArticleFrame>
  );
}

function sourceMap(sources: readonly SourceView[]): Map<string, ArticleSource> {
  return new Map(
    sources.flatMap(({ snapshot, title, url }) =>
      snapshot === null
        ? []
        : [[snapshot.id, { title, ...(url === null ? {} : { url }) }] as const],
    ),
  );
}

function citationsOf(
  revision: RevisionView,
  sources: readonly SourceView[],
): { key: string; title: string }[] {
  const titles = sourceMap(sources);
  return parseCitations(revision.markdown).citations.map((citation) => ({
    key: citation.key,
    title: `${titles.get(citation.sourceId)?.title ?? "Dropped source"}: “${citation.quote.slice(0, 80)}”`,
  }));
}
