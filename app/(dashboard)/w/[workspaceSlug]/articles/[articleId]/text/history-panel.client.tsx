"use client";

import { type JSX, useState } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { api as client } from "@/app/_ui/api-client";
import { problemSentence } from "@/app/_ui/api-problem";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog.client";
import { LineDiff } from "@/app/_ui/line-diff";
import { Notice } from "@/app/_ui/notice";
import { Select } from "@/app/_ui/select.client";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { RevisionView } from "@/lib/pipeline/schema";

/** A revision without its text. */
export type RevisionRow = Pick<RevisionView, "number" | "origin" | "created_at"> & {
  readonly decision: "approve" | "request_changes" | null;
};

interface HistoryPanelProps {
  /** Of the article, below /api/v1. */
  api: string;
  latest: number;
  revisions: readonly RevisionRow[];
}

const ORIGINS = {
  writer: "by the writer",
  person: "by a person",
  restore: "restored",
} as const;

/** Every revision: any two can be compared, and any can become the latest again. */
export function HistoryPanel(props: Readonly<HistoryPanelProps>): JSX.Element {
  const { api, latest, revisions } = props;
  return (
    <>
      {revisions.length > 1 && <Compare {...props} />}
      <ol className="mt-2 divide-y">
        {revisions.map((row) => (
          <li key={row.number} className="flex flex-wrap items-center justify-between gap-2 py-3">
            <div>
              <p className="font-medium">
                Revision {row.number}
                {row.decision === "approve" && (
                  <span className="font-normal text-green"> · approved</span>
                )}
              </p>
              <p className="text-sm text-faint">
                {ORIGINS[row.origin]}, <Timestamp value={row.created_at} />
              </p>
            </div>
            {row.number !== latest && (
              <ActionButton
                label={`Restore ${row.number}`}
                tone="quiet"
                size="sm"
                request={{ method: "POST", path: `${api}/revisions/${row.number}/restore` }}
                after={{ kind: "refresh", say: `The text of revision ${row.number} is the latest` }}
              />
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

type Comparison =
  | { readonly kind: "none" }
  | { readonly kind: "ready"; readonly before: RevisionView; readonly after: RevisionView }
  | { readonly kind: "failed"; readonly sentence: string };

function Compare({ api, latest, revisions }: Readonly<HistoryPanelProps>): JSX.Element {
  const [before, setBefore] = useState(String(revisions[1]?.number ?? latest));
  const [after, setAfter] = useState(String(latest));
  const [shown, setShown] = useState<Comparison>({ kind: "none" });
  const [isAsking, setAsking] = useState(false);
  const options = revisions.map(({ number }) => ({
    value: String(number),
    label: `Revision ${number}`,
  }));
  const compare = async (): Promise<void> => {
    setAsking(true);
    const [one, other] = await Promise.all([fetchText(api, before), fetchText(api, after)]);
    setAsking(false);
    const failed = [one, other].find((answer) => !answer.ok);
    if (one.ok && other.ok) setShown({ kind: "ready", before: one.data, after: other.data });
    else if (failed?.ok === false)
      setShown({ kind: "failed", sentence: problemSentence(failed.problem) });
  };
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3">
        <Select
          name="before"
          label="Compare"
          options={options}
          value={before}
          onChange={(event) => setBefore(event.currentTarget.value)}
        />
        <Select
          name="after"
          label="with"
          options={options}
          value={after}
          onChange={(event) => setAfter(event.currentTarget.value)}
        />
      </div>
      <Button size="sm" pending={isAsking} onClick={() => void compare()}>
        Compare
      </Button>
      {shown.kind === "failed" && <Notice tone="bad" title={shown.sentence} role="alert" />}
      <Dialog
        title={`Revisions ${before} and ${after}`}
        size="lg"
        isOpen={shown.kind === "ready"}
        onOpenChange={(isOpen) => {
          if (!isOpen) setShown({ kind: "none" });
        }}
      >
        {shown.kind === "ready" && (
          <LineDiff
            before={textOf(shown.before)}
            after={textOf(shown.after)}
            beforeLabel={`Revision ${shown.before.number}`}
            afterLabel={`Revision ${shown.after.number}`}
          />
        )}
      </Dialog>
    </div>
  );
}

function fetchText(api: string, number: string) {
  return client.ask(
    { method: "GET", path: `${api}/revisions/${number}` },
    (data) => data as RevisionView,
  );
}

function textOf({ title, markdown }: RevisionView): string {
  return `# ${title}\n\n${markdown}`;
}
