"use client";

import { type JSX, type KeyboardEvent, useDeferredValue, useId, useMemo, useState } from "react";
import { Dialog } from "@/app/_ui/dialog.client";
import { type Passage, passagesOf, searchPassages } from "./passage";
import { useSnapshots } from "./use-snapshots.client";

/** A source whose passages can be cited. */
export interface CitableSource {
  readonly snapshotId: string;
  readonly title: string;
}

interface CitationPickerProps {
  /** Of the article, below /api/v1. */
  api: string;
  sources: readonly CitableSource[];
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onPick: (passage: Passage) => void;
}

/** Finds a passage of the article's sources to cite at the cursor. */
export function CitationPicker(props: Readonly<CitationPickerProps>): JSX.Element {
  const { isOpen, onOpenChange } = props;
  return (
    <Dialog
      title="Cite a source"
      description="The passage you choose is cited at the cursor, word for word."
      size="lg"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      <Search {...props} />
    </Dialog>
  );
}

function Search({ api, sources, onPick }: Readonly<CitationPickerProps>): JSX.Element {
  const id = useId();
  const { texts, isFailed } = useSnapshots(
    api,
    sources.map(({ snapshotId }) => snapshotId),
  );
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const wanted = useDeferredValue(query);
  const loaded = sources.filter(({ snapshotId }) => texts.has(snapshotId)).length;
  const passages = useMemo(
    () =>
      loaded === 0
        ? []
        : sources.flatMap(({ snapshotId, title }) =>
            passagesOf({ id: snapshotId, title, text: texts.get(snapshotId) ?? "" }),
          ),
    [sources, texts, loaded],
  );
  const found = searchPassages(passages, wanted);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = found[active];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.min(Math.max(active + step, 0), Math.max(found.length - 1, 0));
      setActive(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && chosen !== undefined) {
      event.preventDefault();
      onPick(chosen);
    }
  };
  return (
    <div className="flex flex-col gap-3">
      <input
        type="text"
        role="combobox"
        aria-label="Search the sources"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(found.length === 0 ? {} : { "aria-activedescendant": `${id}-${active}` })}
        className="control"
        placeholder="Words of the passage or of its source"
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <p role="status" className="text-sm text-faint">
        {wordsFor(found.length, loaded, sources.length, isFailed)}
      </p>
      <Passages id={id} found={found} active={active} onPick={onPick} />
    </div>
  );
}

interface PassagesProps {
  id: string;
  found: readonly Passage[];
  active: number;
  onPick: (passage: Passage) => void;
}

/** The focus stays in the search field, which names the active passage. */
function Passages({ id, found, active, onPick }: Readonly<PassagesProps>): JSX.Element {
  return (
    <div
      role="listbox"
      id={`${id}-list`}
      aria-label="Passages"
      tabIndex={-1}
      className="max-h-[50dvh] divide-y overflow-y-auto border-y"
    >
      {found.map((passage, index) => (
        <div
          key={`${passage.sourceId} ${passage.text}`}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onClick={() => onPick(passage)}
          onKeyDown={(event) => {
            if (event.key === "Enter") onPick(passage);
          }}
          className="cursor-pointer px-3 py-2.5 hover:bg-desk aria-selected:bg-accent-wash"
        >
          <p className="font-serif">{passage.text}</p>
          <p className="text-sm text-faint">{passage.title}</p>
        </div>
      ))}
    </div>
  );
}

function wordsFor(found: number, loaded: number, sources: number, isFailed: boolean): string {
  if (sources === 0) return "This article has no source that was read. Add one under Sources.";
  if (isFailed) return "A source could not be loaded. Close this and try again.";
  if (loaded < sources) return "Opening the sources…";
  if (found === 0) return "No passage has all of these words.";
  return `${found} ${found === 1 ? "passage" : "passages"}. Arrow keys choose, Enter cites.`;
}
