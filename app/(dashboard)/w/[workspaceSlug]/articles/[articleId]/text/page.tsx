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
import { TextDesk } from "./desk.client";
import type { CitedEvidence } from "./evidence-panel.client";
import { ReviewBar } from "./review-bar.client";
import { TextRail } from "./text-rail.client";
import { TextWorkbench } from "./text-workbench.client";

type Finding = Awaited<ReturnType<typeof findChecks>>[number];

export const metadata: Metadata = { title: "Text" };

interface TextPageProps extends ArticlePageProps {
  searchParams: Promise<{ rail?: string }>;
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
  search: { rail?: string };
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
      <TextDesk rail={search.rail ?? "evidence"}>
        <div className="min-w-0">
          <ReviewBar
            path={`${api}/approvals`}
            revision={number}
            blocking={blocking}
            decision={revision.approval?.decision ?? null}
            comment={revision.approval?.comment ?? null}
            publishHref={`${context.base}/publish`}
          />
          <TextWorkbench
            key={revision.hash}
            opened={{
              path: `${api}/revisions`,
              revision: number,
              title: revision.title,
              markdown: revision.markdown,
              description: revision.meta.description ?? "",
              slug: revision.meta.slug ?? "",
            }}
            api={api}
            uploads={`/workspaces/${context.workspace.id}/uploads`}
            nonce={nonce}
            findings={findings.map(toEditorFinding)}
            citable={sources.flatMap(({ snapshot, title }) =>
              snapshot === null ? [] : [{ snapshotId: snapshot.id, title }],
            )}
            sources={Object.fromEntries(sourceMap(sources))}
          />
        </div>
        <TextRail
          api={api}
          revision={number}
          revisions={revisions.data.map((row) => ({
            number: row.number,
            origin: row.origin,
            created_at: row.created_at,
            decision: row.approval?.decision ?? null,
          }))}
          findings={findings}
          citations={evidenceOf(revision, sources)}
          run={runs.data[0] ?? null}
        />
      </TextDesk>
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

const SEVERITIES = { blocking: "error", warning: "warning", info: "note" } as const;

function toEditorFinding({ line, column, severity, message }: Finding) {
  return { line, column, severity: SEVERITIES[severity], message };
}

function evidenceOf(revision: RevisionView, sources: readonly SourceView[]): CitedEvidence[] {
  const known = sourceMap(sources);
  return parseCitations(revision.markdown).citations.map((citation) => {
    const source = known.get(citation.sourceId);
    const [first] = citation.referencePlaces;
    return {
      key: citation.key,
      sourceId: citation.sourceId,
      title: source?.title ?? "A source that was dropped",
      url: source?.url ?? null,
      quote: citation.quote,
      place: first === undefined ? null : { line: first.line, column: first.column },
    };
  });
}
