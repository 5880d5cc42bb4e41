"use client";

import { useRouter } from "next/navigation";
import { type JSX, useEffect, useRef, useState } from "react";
import { MoneyState } from "@/app/_ui/money-state";
import { Stepper } from "@/app/_ui/stepper";
import { useRunEvents } from "@/app/_ui/use-run-events.client";
import type { RunView } from "@/lib/pipeline/schema";
import { isResting, moneyOf, toStepperSteps } from "./run-words";

interface RunFollowerProps {
  /** Below /api/v1. */
  path: string;
  initial: RunView;
}

/** The steps of a run as they happen. When the run comes to a gate or to its end, the page is asked anew. */
export function RunFollower({ path, initial }: Readonly<RunFollowerProps>): JSX.Element {
  const router = useRouter();
  const shown = useRef(`${initial.status} ${initial.waiting_for}`);
  const { latest, words } = useRunEvents<RunView>({
    path: `${path}/events`,
    parse: (data) => data as RunView,
    isLast: isResting,
    onEvent: (run) => {
      const state = `${run.status} ${run.waiting_for}`;
      if (state === shown.current) return;
      shown.current = state;
      if (run.status !== "running") router.refresh();
    },
  });
  const run = latest ?? initial;
  const nowMs = useNow(run.steps.some((step) => step.status === "running"));
  return (
    <div>
      <Stepper label="Steps of this run" steps={toStepperSteps(run, nowMs)} />
      <div className="mt-4 flex flex-wrap justify-between gap-x-6 gap-y-1 text-sm">
        <MoneyState {...moneyOf(run)} />
        <span className="text-faint" role="status">
          {words}
        </span>
      </div>
    </div>
  );
}

const TICK_MS = 1_000;

/** The time, once a second while a step runs; undefined until then. The server's clock is not the page's. */
function useNow(isOn: boolean): number | undefined {
  const [nowMs, setNowMs] = useState<number | undefined>(undefined);
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isOn]);
  return nowMs;
}
