"use client";

import clsx from "clsx";
import { ArrowDown, ArrowUp, GripVertical, Trash2 } from "lucide-react";
import type { JSX, KeyboardEvent } from "react";
import { IconButton } from "@/app/_ui/icon-button";
import type { OutlineRow } from "./outline-rows";

type Section = OutlineRow["section"];

interface SectionRowProps {
  row: OutlineRow;
  /** Counts from 1. */
  number: number;
  count: number;
  sourceTitles: Readonly<Record<string, string>>;
  isDragged: boolean;
  onDragged: (key: number | null) => void;
  /** Another section is held over this one. */
  onDragOver: () => void;
  /** To an index, from 0. */
  onMove: (to: number) => void;
  onChange: (section: Section) => void;
  onDrop: () => void;
}

/** A section of an outline that is edited: its heading, its place and its evidence. */
export function SectionRow(props: Readonly<SectionRowProps>): JSX.Element {
  const { row, isDragged, onDragOver } = props;
  return (
    <li
      className={clsx("border-l-2 pl-4", isDragged && "border-accent opacity-60")}
      onDragOver={(event) => {
        event.preventDefault();
        onDragOver();
      }}
    >
      <Head {...props} />
      {row.section.intent !== undefined && <p className="mt-2 text-soft">{row.section.intent}</p>}
      <Quotes {...props} />
    </li>
  );
}

function Head(props: Readonly<SectionRowProps>): JSX.Element {
  const { row, number, count, onMove, onChange, onDrop } = props;
  const { section } = row;
  const index = number - 1;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || step === undefined) return;
    event.preventDefault();
    onMove(index + step);
  };
  return (
    <div className="flex flex-wrap items-center gap-1">
      <Handle {...props} />
      <input
        aria-label={`Heading of section ${number}`}
        data-heading={row.key}
        className="control min-w-48 flex-1 font-serif text-lg font-semibold"
        value={section.heading}
        onKeyDown={onKeyDown}
        onChange={(event) => onChange({ ...section, heading: event.currentTarget.value })}
      />
      <span className="flex">
        <IconButton
          label={`Move section ${number} up`}
          icon={<ArrowUp aria-hidden />}
          disabled={number === 1}
          onClick={() => onMove(index - 1)}
        />
        <IconButton
          label={`Move section ${number} down`}
          icon={<ArrowDown aria-hidden />}
          disabled={number === count}
          onClick={() => onMove(index + 1)}
        />
        <IconButton
          label={`Drop section ${number}`}
          icon={<Trash2 aria-hidden />}
          disabled={count === 1}
          onClick={onDrop}
        />
      </span>
    </div>
  );
}

/** For the mouse alone: the keyboard has Alt and the arrows, and the buttons. */
function Handle({ row, onDragged }: Readonly<SectionRowProps>): JSX.Element {
  return (
    <span
      aria-hidden
      draggable
      className="-ml-1 cursor-grab text-faint active:cursor-grabbing max-sm:hidden [&_svg]:size-4"
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", row.section.heading);
        onDragged(row.key);
      }}
      onDragEnd={() => onDragged(null)}
    >
      <GripVertical />
    </span>
  );
}

function Quotes(props: Readonly<SectionRowProps>): JSX.Element {
  const { row, number, sourceTitles, onChange } = props;
  const { section } = row;
  if (section.evidence.length === 0)
    return (
      <p className="mt-2 text-sm text-faint">No quote yet: what is written here will need one.</p>
    );
  return (
    <ul aria-label={`Evidence of section ${number}`} className="mt-3 flex flex-col gap-3">
      {section.evidence.map((evidence, index) => (
        <li
          key={`${evidence.source_id} ${evidence.quote}`}
          className="flex items-start gap-2 rounded-md bg-desk px-3 py-2"
        >
          <blockquote className="min-w-0 flex-1 font-serif text-soft">
            “{evidence.quote}”
            <cite className="mt-1 block font-sans text-sm text-faint not-italic">
              {sourceTitles[evidence.source_id] ?? "A source that was dropped"}
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
  );
}
