import type { JSX } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { Chip } from "@/app/_ui/chip";
import { LineDiff } from "@/app/_ui/line-diff";
import { MoneyState } from "@/app/_ui/money-state";
import { Rail } from "@/app/_ui/rail.client";
import { Stepper } from "@/app/_ui/stepper";
import { TextLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import { parseCitations } from "@/lib/markdown";
import type { findChecks } from "@/lib/pipeline";
import type { RevisionView, RunView, SourceView } from "@/lib/pipeline/schema";
import type { ArticleContext } from "../article-page";
import { moneyOf, toStepperSteps } from "../run-words";

type Finding = Awaited<ReturnType<typeof findChecks>>[number];

interface TextRailProps {
  context: ArticleContext;
  revision: RevisionView;
  revisions: readonly RevisionView[];
  findings: readonly Finding[];
  sources: readonly SourceView[];
  run: RunView | null;
  search: { rail?: string; compare?: string };
}

/** What supports the text: its evidence, its checks, its cost and its history. */
export function TextRail(props: Readonly<TextRailProps>): JSX.Element {
  const { findings, search } = props;
  return (
    <Rail
      label="Behind the text"
      {...(search.rail === undefined ? {} : { selected: search.rail })}
      tabs={[
        { id: "evidence", label: "Evidence", panel: <Evidence {...props} /> },
        {
          id: "checks",
          label: "Checks",
          count: findings.length,
          panel: <Checks findings={findings} />,
        },
        { id: "cost", label: "Cost", panel: <Cost run={props.run} /> },
        { id: "history", label: "History", panel: <History {...props} /> },
      ]}
    />
  );
}

function Evidence({ revision, sources }: Readonly<TextRailProps>): JSX.Element {
  const titles = new Map(sources.map((source) => [source.snapshot?.id, source.title]));
  const { citations } = parseCitations(revision.markdown);
  if (citations.length === 0) return <p className="text-soft">This text cites nothing yet.</p>;
  return (
    <ol className="flex flex-col gap-4">
      {citations.map((citation) => (
        <li key={citation.key}>
          <p className="text-sm text-faint">
            [{citation.key}] {titles.get(citation.sourceId) ?? "A source that was dropped"}
          </p>
          <blockquote className="border-l-2 pl-3 font-serif text-soft">{citation.quote}</blockquote>
        </li>
      ))}
    </ol>
  );
}

const TONES = { blocking: "bad", warning: "caution", info: "neutral" } as const;
const WORDS = {
  blocking: "Blocks approval",
  warning: "Worth a look",
  info: "For your information",
} as const;

function Checks({ findings }: Readonly<{ findings: readonly Finding[] }>): JSX.Element {
  if (findings.length === 0) return <p className="text-soft">Every check has passed.</p>;
  return (
    <ol className="flex flex-col gap-4">
      {findings.map((finding) => (
        <li key={`${finding.rule} ${finding.line} ${finding.column}`}>
          <Chip tone={TONES[finding.severity]}>{WORDS[finding.severity]}</Chip>
          <p className="mt-1">{finding.message}</p>
          <p className="text-sm text-faint">Line {finding.line}</p>
        </li>
      ))}
    </ol>
  );
}

function Cost({ run }: Readonly<{ run: RunView | null }>): JSX.Element {
  if (run === null) return <p className="text-soft">No run has cost anything.</p>;
  return (
    <>
      <p className="mb-3 text-sm text-faint">
        A hold is what a step sets aside before it starts; what it does not need comes back.
      </p>
      <Stepper label="Steps of the last run" steps={toStepperSteps(run)} />
      <MoneyState {...moneyOf(run)} />
    </>
  );
}

function History({ context, revision, revisions, search }: Readonly<TextRailProps>): JSX.Element {
  const other = revisions.find((candidate) => String(candidate.number) === search.compare);
  return (
    <>
      {other !== undefined && (
        <LineDiff
          before={other.markdown}
          after={revision.markdown}
          beforeLabel={`Revision ${other.number}`}
          afterLabel={`Revision ${revision.number}`}
        />
      )}
      <ol className="divide-y">
        {revisions.map((row) => (
          <li key={row.number} className="flex flex-wrap items-center justify-between gap-2 py-3">
            <div>
              <p className="font-medium">Revision {row.number}</p>
              <p className="text-sm text-faint">
                {row.origin === "writer" ? "by the writer" : "by a person"},{" "}
                <Timestamp value={row.created_at} />
              </p>
            </div>
            {row.number !== revision.number && (
              <div className="flex items-center gap-2">
                <TextLink href={`${context.base}/text?rail=history&compare=${row.number}`}>
                  Compare
                </TextLink>
                <ActionButton
                  label="Restore"
                  tone="quiet"
                  size="sm"
                  request={{
                    method: "POST",
                    path: `${context.api}/revisions/${row.number}/restore`,
                  }}
                  after={{ kind: "refresh", say: `Revision ${row.number} is the latest again` }}
                />
              </div>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
