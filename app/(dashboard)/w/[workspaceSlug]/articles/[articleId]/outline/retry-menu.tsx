import { RotateCcw } from "lucide-react";
import type { JSX } from "react";
import { Button } from "@/app/_ui/button";
import { Menu, type MenuEntry } from "@/app/_ui/menu.client";
import type { RunView, StepName } from "@/lib/pipeline/schema";
import { retryableSteps, STEP_LABELS } from "../run-words";

interface RetryMenuProps {
  run: RunView;
  /** Of the run, below /api/v1. */
  path: string;
}

/** Takes up a run that has ended from a step that the person chooses. */
export function RetryMenu({ run, path }: Readonly<RetryMenuProps>): JSX.Element {
  return (
    <Menu
      align="end"
      trigger={
        <Button tone="quiet" icon={<RotateCcw aria-hidden />}>
          Do a step again
        </Button>
      }
      entries={[
        { kind: "heading", label: "This step and all after it" },
        ...retryableSteps(run).map((step) => entryOf(step, path)),
      ]}
    />
  );
}

function entryOf(step: StepName, path: string): MenuEntry {
  const label = STEP_LABELS[step];
  return {
    kind: "confirm",
    label: `${label}…`,
    confirm: {
      title: `Take the run up again from “${label}”?`,
      children: (
        <p>
          This step and the ones after it are done anew, and what a model writes is paid for again,
          within the run's budget. What was done before it is kept, and so is every text in the
          article's history.
        </p>
      ),
      confirmLabel: "Do it again",
      tone: "primary",
      request: { method: "POST", path: `${path}/retry?from=${step}` },
      after: { kind: "refresh" },
    },
  };
}
