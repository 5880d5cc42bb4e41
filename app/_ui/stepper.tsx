import clsx from "clsx";
import type { JSX, ReactNode } from "react";
import { MoneyState, type MoneyStateProps } from "./money-state";
import { lookOf, type Status } from "./status-chip";

export interface Step {
  name: string;
  /** What the step does: "Read the sources". */
  label: string;
  status: Status;
  /** More than the usual word of the status: "Waiting for the outline". */
  statusLabel?: string;
  /** Where its money stands. */
  money?: Omit<MoneyStateProps, "locale">;
  /** Attempts so far; said from the second on. */
  attempts?: number;
  /** How long it took, or since when it runs: text or a Timestamp. */
  time?: ReactNode;
  /** Why it failed and what to do, in one sentence. */
  error?: string;
  /** What a person has to do here: a link to the gate. */
  action?: ReactNode;
}

export interface StepperProps {
  /** "Steps of this run". */
  label: string;
  steps: readonly Step[];
}

const MARKS = {
  neutral: "text-faint",
  active: "text-accent [&_svg]:animate-spin",
  good: "text-green",
  caution: "text-amber",
  bad: "text-red",
};

/** The steps of a run, from top to bottom: what is done, what it cost, where it stands. */
export function Stepper({ label, steps }: Readonly<StepperProps>): JSX.Element {
  return (
    <ol aria-label={label}>
      {steps.map((step) => (
        <StepItem key={step.name} step={step} />
      ))}
    </ol>
  );
}

function StepItem({ step }: Readonly<{ step: Step }>): JSX.Element {
  const look = lookOf(step.status);
  const isAhead = look.tone === "neutral";
  return (
    <li className="group relative flex gap-3 pb-5 last:pb-0">
      <span
        aria-hidden
        className="absolute top-6 bottom-0.5 left-[0.5625rem] w-px bg-rule group-last:hidden"
      />
      <span className={clsx("mt-px shrink-0 [&_svg]:size-4.5", MARKS[look.tone])}>{look.icon}</span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className={clsx("font-medium", isAhead && "text-soft")}>{step.label}</span>
          <span className="text-sm text-faint">
            {step.statusLabel ?? look.word}
            {step.attempts !== undefined && step.attempts > 1 && `, attempt ${step.attempts}`}
            {step.time !== undefined && <> · {step.time}</>}
          </span>
        </div>
        {step.money !== undefined && (
          <p className="mt-0.5 text-sm">
            <MoneyState {...step.money} />
          </p>
        )}
        {step.error !== undefined && <p className="mt-1 text-red">{step.error}</p>}
        {step.action !== undefined && <div className="mt-2.5">{step.action}</div>}
      </div>
    </li>
  );
}
