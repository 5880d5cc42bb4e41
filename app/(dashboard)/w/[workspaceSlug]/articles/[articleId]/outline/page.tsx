import { ListTree } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { EmptyState } from "@/app/_ui/empty-state";
import { LinkButton } from "@/app/_ui/link-button";
import { Notice } from "@/app/_ui/notice";
import { Section } from "@/app/_ui/section";
import { findRuns, findSources } from "@/lib/pipeline";
import type { ErrorView, RunView } from "@/lib/pipeline/schema";
import {
  type ArticleContext,
  ArticleFrame,
  type ArticlePageProps,
  loadArticle,
} from "../article-page";
import { RunFollower } from "../run-follower.client";
import { isResting } from "../run-words";
import { OutlineEditor } from "./outline-editor.client";
import { OutlineView } from "./outline-view";
import { RetryMenu } from "./retry-menu";

export const metadata: Metadata = { title: "Outline" };

/** The run as it goes, and the first gate: nothing is written before a person has approved an outline. */
export default async function OutlinePage(props: Readonly<ArticlePageProps>): Promise<JSX.Element> {
  const context = await loadArticle(props);
  const { actor, article, base, workspace } = context;
  const runs = await findRuns(actor, { limit: 1, after: null }, article.id);
  const [run] = runs.data;
  if (run === undefined) {
    return (
      <ArticleFrame context={context} part="outline">
        <EmptyState
          icon={<ListTree aria-hidden />}
          title="No outline yet"
          action={
            <LinkButton href={`${base}/brief`} tone="primary">
              Go to the brief
            </LinkButton>
          }
        >
          It is made from the brief and the sources.
        </EmptyState>
      </ArticleFrame>
    );
  }
  const runPath = `/workspaces/${workspace.id}/runs/${run.id}`;
  return (
    <ArticleFrame
      context={context}
      part="outline"
      secondary={<RunControls run={run} path={runPath} />}
    >
      <div className="grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0">
          <Outline context={context} run={run} path={runPath} />
        </div>
        <div>
          <Section title="This run">
            {/* A run that is taken up again is followed anew. */}
            <RunFollower
              key={isResting(run) ? "ended" : "under way"}
              path={runPath}
              initial={run}
            />
          </Section>
        </div>
      </div>
    </ArticleFrame>
  );
}

interface OutlineProps {
  context: ArticleContext;
  run: RunView;
  path: string;
}

async function Outline({ context, run, path }: Readonly<OutlineProps>): Promise<JSX.Element> {
  const { base } = context;
  const sources = await findSources(context.actor, context.article.id);
  const titles = Object.fromEntries(
    sources.flatMap((source) =>
      source.snapshot === null ? [] : [[source.snapshot.id, source.title]],
    ),
  );
  if (run.waiting_for === "outline" && run.outline !== undefined) {
    return <OutlineEditor path={`${path}/outline`} outline={run.outline} sourceTitles={titles} />;
  }
  return (
    <>
      {run.error !== undefined && <Stopped error={run.error} path={path} base={base} />}
      {run.status === "cancelled" && <Ended run={run} path={path} base={base} />}
      {run.waiting_for === "review" && (
        <Notice
          tone="caution"
          title="The text waits for your review."
          action={
            <LinkButton href={`${base}/text`} tone="primary">
              Review the text
            </LinkButton>
          }
        />
      )}
      {run.outline === undefined ? (
        <p className="mt-6 text-soft">The outline appears here when it is written.</p>
      ) : (
        <OutlineView outline={run.outline} sourceTitles={titles} />
      )}
    </>
  );
}

/** A run that failed: why, and the step that helps. A budget does not grow by trying again. */
function Stopped({
  error,
  path,
  base,
}: Readonly<{ error: ErrorView; path: string; base: string }>): JSX.Element {
  const isOverBudget = error.code === "budget_exceeded";
  return (
    <Notice
      tone="bad"
      title="This run stopped."
      action={
        isOverBudget ? (
          <LinkButton href={`${base}/brief`} tone="primary">
            Start again with another budget
          </LinkButton>
        ) : (
          <RetryButton path={path} tone="primary" />
        )
      }
    >
      {error.message} What was done and paid for before is kept.
    </Notice>
  );
}

/** After a rejection or a cancellation: what was said, and what to do next. */
function Ended({
  run,
  path,
  base,
}: Readonly<{ run: RunView; path: string; base: string }>): JSX.Element {
  const comment = run.steps.find((step) => step.name === "outline")?.comment;
  return (
    <Notice
      tone="caution"
      title={
        comment === undefined ? "This run ended before the text." : "This outline was rejected."
      }
      action={
        <div className="flex flex-wrap gap-3">
          <LinkButton href={`${base}/brief`} tone="primary">
            Change the brief and start again
          </LinkButton>
          <RetryButton path={path} tone="secondary" />
        </div>
      }
    >
      {comment !== undefined && <p className="font-serif text-ink">“{comment}”</p>}
      <p>A new run reads the brief and the sources as they are then.</p>
    </Notice>
  );
}

function RetryButton({
  path,
  tone,
}: Readonly<{ path: string; tone: "primary" | "secondary" }>): JSX.Element {
  return (
    <ActionButton
      label="Try again from this step"
      tone={tone}
      request={{ method: "POST", path: `${path}/retry` }}
      after={{ kind: "refresh" }}
    />
  );
}

function RunControls({ run, path }: Readonly<{ run: RunView; path: string }>): JSX.Element {
  if (isResting(run)) return <RetryMenu run={run} path={path} />;
  return (
    <ActionButton
      label="Cancel run"
      request={{ method: "POST", path: `${path}/cancel` }}
      after={{ kind: "refresh" }}
      tone="quiet"
    />
  );
}
