"use client";

import type { JSX } from "react";
import { Button } from "@/app/_ui/button";
import { Chip } from "@/app/_ui/chip";
import { MoneyState } from "@/app/_ui/money-state";
import { Rail } from "@/app/_ui/rail.client";
import { Stepper } from "@/app/_ui/stepper";
import type { RunView } from "@/lib/pipeline/schema";
import { moneyOf, toStepperSteps } from "../run-words";
import { useDesk } from "./desk.client";
import { type CitedEvidence, EvidencePanel } from "./evidence-panel.client";
import { HistoryPanel, type RevisionRow } from "./history-panel.client";

interface RailFinding {
  readonly rule: string;
  readonly severity: "blocking" | "warning" | "info";
  readonly message: string;
  readonly excerpt: string;
  readonly line: number;
  readonly column: number;
}

interface TextRailProps {
  /** Of the article, below /api/v1. */
  api: string;
  /** The latest revision. */
  revision: number;
  revisions: readonly RevisionRow[];
  findings: readonly RailFinding[];
  citations: readonly CitedEvidence[];
  run: RunView | null;
}

/** What supports the text: its evidence, its checks, its cost and its history. */
export function TextRail(props: Readonly<TextRailProps>): JSX.Element {
  const { api, findings, citations } = props;
  const { rail, setRail, isRailOpen, setRailOpen } = useDesk();
  return (
    <Rail
      label="Behind the text"
      value={rail}
      onValueChange={setRail}
      isOpen={isRailOpen}
      onOpenChange={setRailOpen}
      tabs={[
        {
          id: "evidence",
          label: "Evidence",
          count: citations.length,
          panel: <EvidencePanel api={api} citations={citations} />,
        },
        {
          id: "checks",
          label: "Checks",
          count: findings.length,
          panel: <Checks findings={findings} />,
        },
        { id: "cost", label: "Cost", panel: <Cost run={props.run} /> },
        {
          id: "history",
          label: "History",
          panel: <HistoryPanel api={api} latest={props.revision} revisions={props.revisions} />,
        },
      ]}
    />
  );
}

const TONES = { blocking: "bad", warning: "caution", info: "neutral" } as const;
const WORDS = {
  blocking: "Blocks approval",
  warning: "Worth a look",
  info: "For your information",
} as const;

function Checks({ findings }: Readonly<{ findings: readonly RailFinding[] }>): JSX.Element {
  const { goTo } = useDesk();
  if (findings.length === 0) return <p className="text-soft">Every check has passed.</p>;
  return (
    <ol className="flex flex-col gap-5">
      {findings.map((finding) => (
        <li key={`${finding.rule} ${finding.line} ${finding.column}`}>
          <Chip tone={TONES[finding.severity]}>{WORDS[finding.severity]}</Chip>
          <p className="mt-1">{finding.message}</p>
          {finding.excerpt !== "" && (
            <p className="mt-1 border-l-2 pl-3 font-serif text-soft">{finding.excerpt}</p>
          )}
          <div className="mt-1 -ml-2">
            <Button tone="quiet" size="sm" onClick={() => goTo(finding)}>
              Go to line {finding.line}
            </Button>
          </div>
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
      <p className="mt-4">
        <MoneyState {...moneyOf(run)} />
      </p>
    </>
  );
}
