"use client";

import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { type JSX, useState } from "react";
import { problemSentence } from "@/app/_ui/api-problem";
import { Button } from "@/app/_ui/button";
import { Confirm } from "@/app/_ui/confirm.client";
import { IconButton } from "@/app/_ui/icon-button";
import { Notice } from "@/app/_ui/notice";
import { useHydrated } from "@/app/_ui/use-hydrated.client";
import { useSend } from "@/app/_ui/use-send.client";
import type { Outline } from "@/lib/pipeline/schema";

interface OutlineEditorProps {
  /** Of the decision, below /api/v1. */
  path: string;
  outline: Outline;
  sourceTitles: Readonly<Record<string, string>>;
  /** Of the article's pages. */
  base: string;
}

interface Row {
  readonly key: number;
  readonly section: Outline["sections"][number];
}

/** The first gate: sections can be renamed, moved, dropped and added before the outline is approved. */
export function OutlineEditor(props: Readonly<OutlineEditorProps>): JSX.Element {
  const router = useRouter();
  const isHydrated = useHydrated();
  const [title, setTitle] = useState(props.outline.title);
  const [rows, setRows] = useState<readonly Row[]>(() =>
    props.outline.sections.map((section, key) => ({ key, section })),
  );
  const [trouble, setTrouble] = useState<string | null>(null);
  const { isSending, send } = useSend();

  const approve = async (): Promise<void> => {
    setTrouble(null);
    const outline = { title, sections: rows.map((row) => row.section) };
    const answer = await send(
      { method: "POST", path: props.path, body: { decision: "approve", outline } },
      { kind: "stay" },
    );
    if (answer.ok) router.refresh();
    else setTrouble(problemSentence(answer.problem));
  };
  const replace = (key: number, section: Row["section"]): void =>
    setRows(rows.map((row) => (row.key === key ? { key, section } : row)));
  const move = (index: number, by: number): void => {
    const next = [...rows];
    const [row] = next.splice(index, 1);
    if (row !== undefined) next.splice(index + by, 0, row);
    setRows(next);
  };
  const add = (): void => {
    const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
    setRows([...rows, { key, section: { heading: "New section", evidence: [] } }]);
  };
  return (
    <div className="flex flex-col gap-6">
      {trouble !== null && <Notice tone="bad" title={trouble} role="alert" />}
      <label className="flex flex-col gap-1.5">
        <span className="font-medium">Title</span>
        <input
          className="control font-serif text-lg"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
      </label>
      <ol className="flex flex-col gap-6">
        {rows.map((row, index) => (
          <li key={row.key} className="border-l-2 pl-4">
            <SectionRow
              section={row.section}
              number={index + 1}
              sourceTitles={props.sourceTitles}
              onChange={(section) => replace(row.key, section)}
              {...(index === 0 ? {} : { onUp: () => move(index, -1) })}
              {...(index === rows.length - 1 ? {} : { onDown: () => move(index, 1) })}
              {...(rows.length === 1
                ? {}
                : { onDrop: () => setRows(rows.filter((other) => other.key !== row.key)) })}
            />
          </li>
        ))}
      </ol>
      <div>
        <Button tone="quiet" icon={<Plus aria-hidden />} onClick={add}>
          Add section
        </Button>
      </div>
      <div className="flex flex-wrap gap-3 border-t pt-5">
        <Button
          tone="primary"
          pending={isSending}
          disabled={!isHydrated}
          onClick={() => void approve()}
        >
          Approve outline
        </Button>
        <Confirm
          title="Reject this outline?"
          confirmLabel="Reject outline"
          request={{ method: "POST", path: props.path, body: { decision: "reject" } }}
          after={{ kind: "navigate", to: `${props.base}/brief` }}
          trigger={<Button tone="quiet">Reject outline</Button>}
        >
          The run ends here. Change the brief or the sources, then create another outline.
        </Confirm>
      </div>
    </div>
  );
}

interface SectionRowProps {
  section: Row["section"];
  number: number;
  sourceTitles: Readonly<Record<string, string>>;
  onChange(section: Row["section"]): void;
  onUp?(): void;
  onDown?(): void;
  onDrop?(): void;
}

function SectionRow(props: Readonly<SectionRowProps>): JSX.Element {
  const { section, number, onUp, onDown, onDrop, onChange } = props;
  return (
    <>
      <div className="flex items-center gap-1">
        <input
          aria-label={`Heading of section ${number}`}
          className="control min-w-0 flex-1 font-serif text-lg font-semibold"
          value={section.heading}
          onChange={(event) => onChange({ ...section, heading: event.currentTarget.value })}
        />
        <IconButton
          label={`Move section ${number} up`}
          icon={<ArrowUp aria-hidden />}
          disabled={onUp === undefined}
          onClick={() => onUp?.()}
        />
        <IconButton
          label={`Move section ${number} down`}
          icon={<ArrowDown aria-hidden />}
          disabled={onDown === undefined}
          onClick={() => onDown?.()}
        />
        <IconButton
          label={`Drop section ${number}`}
          icon={<Trash2 aria-hidden />}
          disabled={onDrop === undefined}
          onClick={() => onDrop?.()}
        />
      </div>
      <ul className="mt-3 flex flex-col gap-3">
        {section.evidence.map((evidence, index) => (
          <li
            key={`${evidence.source_id} ${evidence.quote}`}
            className="flex items-start gap-2 rounded-md bg-desk px-3 py-2"
          >
            <blockquote className="min-w-0 flex-1 font-serif text-soft">
              {evidence.quote}
              <cite className="mt-1 block font-sans text-sm text-faint not-italic">
                {props.sourceTitles[evidence.source_id] ?? "A source that was dropped"}
              </cite>
            </blockquote>
            <IconButton
              label={`Drop quote ${index + 1} of section ${number}`}
              icon={<Trash2 aria-hidden />}
              onClick={() =>
                onChange({
                  ...section,
                  evidence: section.evidence.filter((other) => other !== evidence),
                })
              }
            />
          </li>
        ))}
      </ul>
    </>
  );
}
