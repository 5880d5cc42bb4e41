"use client";

import { CircleCheck, CircleDashed, CircleX } from "lucide-react";
import type { JSX } from "react";
import { Button } from "@/app/_ui/button";
import { Notice, type NoticeTone } from "@/app/_ui/notice";
import type { Verification, VerificationReport, VerificationStep } from "./use-verifier.client";

const TONES: Readonly<Record<VerificationReport["verdict"], NoticeTone>> = {
  proven: "good",
  contradicted: "bad",
  unreadable: "caution",
};
const MARKS: Readonly<Record<VerificationStep["outcome"], JSX.Element>> = {
  holds: <CircleCheck className="shrink-0 text-green" aria-label="Holds" />,
  fails: <CircleX className="shrink-0 text-red" aria-label="Does not hold" />,
  not_checked: <CircleDashed className="shrink-0 text-faint" aria-label="Not looked at" />,
};
const PERCENT = 100;

/** How far the verifier is, and what it found: the verdict first, then what each step has shown. */
export function Verdict({
  verification,
}: Readonly<{ verification: Verification }>): JSX.Element | null {
  switch (verification.kind) {
    case "idle":
      return null;
    case "gathering":
      return <p role="status">Reading the book and its receipt…</p>;
    case "verifying":
      return <Progress done={verification.done} all={verification.all} />;
    case "failed":
      return <Notice tone="bad" title={verification.sentence} role="alert" />;
    case "verified":
      return <Report report={verification.report} />;
  }
}

function Progress({ done, all }: Readonly<{ done: number; all: number }>): JSX.Element {
  return (
    <div role="status">
      <progress className="bar" aria-label="Verification" value={done} max={Math.max(all, 1)} />
      <p className="mt-1 text-sm text-faint tabular-nums">
        {Math.floor((done / Math.max(all, 1)) * PERCENT)} % of the book recomputed
      </p>
    </div>
  );
}

function Report({ report }: Readonly<{ report: VerificationReport }>): JSX.Element {
  const { verdict, text, steps, checkpoint } = report;
  return (
    <div className="flex flex-col gap-4">
      <Notice
        tone={TONES[verdict]}
        title={text}
        role={verdict === "proven" ? "status" : "alert"}
        {...(checkpoint === undefined
          ? {}
          : {
              action: (
                <Button onClick={() => save("checkpoint", checkpoint)}>
                  Save the checkpoint for the next time
                </Button>
              ),
            })}
      />
      <ol aria-label="What was checked" className="divide-y border-y">
        {steps.map((step) => (
          <li key={step.text} className="flex gap-3 py-2.5 [&>svg]:mt-0.5 [&>svg]:size-4">
            {MARKS[step.outcome]}
            <span className="min-w-0">{step.text}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
