"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type JSX, useEffect, useRef, useState } from "react";
import { problemSentence } from "@/app/_ui/api-problem";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog.client";
import { Form } from "@/app/_ui/form.client";
import { Notice } from "@/app/_ui/notice";
import { TextArea } from "@/app/_ui/text-area.client";
import { useHydrated } from "@/app/_ui/use-hydrated.client";
import { useSend } from "@/app/_ui/use-send.client";
import type { Outline } from "@/lib/pipeline/schema";
import { addRow, moveRow, type OutlineRow, toRows } from "./outline-rows";
import { SectionRow } from "./section-row.client";

interface OutlineEditorProps {
  /** Of the decision, below /api/v1. */
  path: string;
  outline: Outline;
  sourceTitles: Readonly<Record<string, string>>;
}

/** The first gate: sections can be renamed, moved, dropped and added before the outline is approved. */
export function OutlineEditor(props: Readonly<OutlineEditorProps>): JSX.Element {
  const { path, outline, sourceTitles } = props;
  const [title, setTitle] = useState(outline.title);
  const [rows, setRows] = useState<readonly OutlineRow[]>(() => toRows(outline));
  return (
    <div className="flex flex-col gap-6">
      <label className="flex flex-col gap-1.5">
        <span className="font-medium">Title</span>
        <input
          className="control font-serif text-lg"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
      </label>
      <Sections rows={rows} sourceTitles={sourceTitles} onChange={setRows} />
      <Decision path={path} outline={{ title, sections: rows.map((row) => row.section) }} />
    </div>
  );
}

interface SectionsProps {
  rows: readonly OutlineRow[];
  sourceTitles: Readonly<Record<string, string>>;
  onChange: (rows: readonly OutlineRow[]) => void;
}

function Sections({ rows, sourceTitles, onChange }: Readonly<SectionsProps>): JSX.Element {
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const [focusOn, setFocusOn] = useState<number | null>(null);

  // A section that moves takes the focus with it: the browser drops it when the order changes.
  useEffect(() => {
    if (focusOn === null) return;
    list.current?.querySelector<HTMLInputElement>(`[data-heading="${focusOn}"]`)?.focus();
    setFocusOn(null);
  }, [focusOn]);

  const move = (key: number, to: number): void => {
    if (to < 0 || to >= rows.length) return;
    const next = moveRow(rows, key, to);
    onChange(next);
    setFocusOn(key);
    setSaid(`${next[to]?.section.heading ?? ""} is section ${to + 1} of ${next.length} now.`);
  };
  const add = (): void => {
    const next = addRow(rows);
    onChange(next);
    setFocusOn(next.at(-1)?.key ?? null);
  };
  return (
    <>
      <p className="text-sm text-faint">
        Drag a section by its handle, or press Alt and an arrow key in its heading, to move it.
      </p>
      <ol ref={list} aria-label="Sections" className="flex flex-col gap-6">
        {rows.map((row, index) => (
          <SectionRow
            key={row.key}
            row={row}
            number={index + 1}
            count={rows.length}
            sourceTitles={sourceTitles}
            isDragged={dragged === row.key}
            onDragged={setDragged}
            onDragOver={() => {
              if (dragged !== null && dragged !== row.key) onChange(moveRow(rows, dragged, index));
            }}
            onMove={(to) => move(row.key, to)}
            onChange={(section) =>
              onChange(rows.map((other) => (other.key === row.key ? { ...row, section } : other)))
            }
            onDrop={() => onChange(rows.filter((other) => other.key !== row.key))}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
      <div>
        <Button tone="quiet" icon={<Plus aria-hidden />} onClick={add}>
          Add section
        </Button>
      </div>
    </>
  );
}

function Decision({ path, outline }: Readonly<{ path: string; outline: Outline }>): JSX.Element {
  const router = useRouter();
  const isHydrated = useHydrated();
  const { isSending, send } = useSend();
  const [trouble, setTrouble] = useState<string | null>(null);
  const approve = async (): Promise<void> => {
    setTrouble(null);
    const answer = await send(
      { method: "POST", path, body: { decision: "approve", outline } },
      { kind: "stay" },
    );
    if (answer.ok) router.refresh();
    else setTrouble(problemSentence(answer.problem));
  };
  return (
    <div className="flex flex-col gap-4 border-t pt-5">
      {trouble !== null && <Notice tone="bad" title={trouble} role="alert" />}
      <div className="flex flex-wrap gap-3">
        <Button
          tone="primary"
          pending={isSending}
          disabled={!isHydrated}
          onClick={() => void approve()}
        >
          Approve outline
        </Button>
        <Dialog
          title="Reject this outline?"
          description="The run ends here. Then you change the brief or the sources and create another outline."
          trigger={<Button tone="quiet">Reject outline</Button>}
        >
          <Form
            path={path}
            submitLabel="Reject outline"
            fixed={{ decision: "reject" }}
            after={{ kind: "refresh" }}
          >
            <TextArea
              name="comment"
              label="What is wrong with it?"
              optional
              maxLength={2000}
              hint="Shown on this page, for whoever changes the brief."
            />
          </Form>
        </Dialog>
      </div>
    </div>
  );
}
