"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type JSX, type KeyboardEvent, useId, useState } from "react";
import { type Command, findCommands, groupCommands } from "./command";
import { Dialog } from "./dialog.client";
import { Kbd } from "./kbd";
import { KeyList } from "./key-list";
import { BACKDROP, POPUP } from "./popup-class";
import { announceCommand } from "./use-command.client";
import { usePageKeys } from "./use-keys.client";
import { useModKey } from "./use-mod-key.client";
import { type TitleSearch, useTitleSearch } from "./use-title-search.client";

export interface CommandPaletteProps {
  commands: readonly Command[];
  /** What is looked up by title as one types. */
  search?: TitleSearch;
}

/** Cmd-K finds every page and action; `?` shows the keys. */
export function CommandPalette(props: Readonly<CommandPaletteProps>): JSX.Element {
  const { commands, search } = props;
  const router = useRouter();
  const mod = useModKey();
  const [shown, show] = useState<"nothing" | "palette" | "keys">("nothing");
  const run = (command: Command) => {
    show("nothing");
    if (command.run.kind === "link") router.push(command.run.href);
    else announceCommand(command.run.name);
  };
  const onKeys = (keys: string): boolean => {
    if (keys === "?") show("keys");
    const command = commands.find((entry) => entry.keys === keys);
    if (command !== undefined) run(command);
    return keys === "?" || command !== undefined;
  };
  usePageKeys(onKeys, () => show("palette"));
  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Meta+K Control+K"
        onClick={() => show("palette")}
        className="touch inline-flex h-9 items-center gap-2 rounded-md px-2.5 text-faint transition-colors hover:bg-sunken hover:text-ink max-sm:justify-center sm:w-52 sm:border sm:border-stroke sm:bg-raised"
      >
        <Search className="size-4" aria-hidden />
        <span className="flex-1 text-left max-sm:sr-only">Search</span>
        <span aria-hidden className="max-sm:hidden">
          <Kbd>{`${mod} K`}</Kbd>
        </span>
      </button>
      <Base.Root open={shown === "palette"} onOpenChange={() => show("nothing")}>
        <Base.Portal>
          <Base.Backdrop className={BACKDROP} />
          <Base.Viewport className="fixed inset-0 z-40 flex items-start justify-center p-4 pt-[12vh]">
            <Base.Popup className={`${POPUP} flex max-h-[70vh] w-full max-w-xl flex-col`}>
              <Base.Title className="sr-only">Search and commands</Base.Title>
              <Finder commands={commands} search={search} onRun={run} />
            </Base.Popup>
          </Base.Viewport>
        </Base.Portal>
      </Base.Root>
      <Dialog title="Keys" isOpen={shown === "keys"} onOpenChange={() => show("nothing")}>
        <KeyList commands={commands} mod={mod} />
      </Dialog>
    </>
  );
}

interface FinderProps {
  commands: readonly Command[];
  search: TitleSearch | undefined;
  onRun: (command: Command) => void;
}

/** A combobox over a list: the focus stays in the field, arrows move the choice. */
function Finder({ commands, search, onRun }: Readonly<FinderProps>): JSX.Element {
  const id = useId();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const titles = useTitleSearch(search, query);
  const found = groupCommands([...findCommands(commands, query), ...titles.commands]);
  const flat = found.flatMap(([, members]) => members);
  const chosen = flat[Math.min(at, flat.length - 1)];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && chosen !== undefined) onRun(chosen);
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move === undefined || flat.length === 0) return;
    event.preventDefault();
    const next = (flat.length + at + move) % flat.length;
    setAt(next);
    document.getElementById(`${id}-${flat[next]?.id}`)?.scrollIntoView({ block: "nearest" });
  };
  return (
    <>
      <input
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.id}`}
        aria-label="Search and commands"
        placeholder={
          search === undefined
            ? "Go to a page, or do something"
            : "Go to a page or an article, or do something"
        }
        className="h-12 w-full shrink-0 border-b bg-transparent px-4 text-field outline-none"
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-list`} role="listbox" aria-label="Results" className="overflow-y-auto p-1.5">
        {found.map(([group, members]) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox.
          <div key={group} role="group" aria-label={group}>
            <p aria-hidden className="px-2.5 pt-2 pb-1 text-xs text-faint">
              {group}
            </p>
            {members.map((command) => (
              <Option
                key={command.id}
                id={`${id}-${command.id}`}
                command={command}
                isChosen={command === chosen}
                onRun={onRun}
                onPoint={() => setAt(flat.indexOf(command))}
              />
            ))}
          </div>
        ))}
      </div>
      <p role="status" className={flat.length === 0 ? "px-4 pb-5 text-soft" : "sr-only"}>
        {saidOf(flat.length, titles.isLooking)}
      </p>
    </>
  );
}

function saidOf(count: number, isLooking: boolean): string {
  if (count > 0) return count === 1 ? "1 result" : `${count} results`;
  return isLooking ? "Looking…" : "Nothing here goes by that name.";
}

interface OptionProps {
  id: string;
  command: Command;
  isChosen: boolean;
  onRun: (command: Command) => void;
  onPoint: () => void;
}

function Option({ id, command, isChosen, onRun, onPoint }: Readonly<OptionProps>): JSX.Element {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above owns the keys and the focus.
    // biome-ignore lint/a11y/useFocusableInteractive: as above, by aria-activedescendant.
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      onClick={() => onRun(command)}
      onPointerMove={onPoint}
      className="flex min-h-9 cursor-pointer items-center justify-between gap-4 rounded-sm px-2.5 py-1.5 aria-selected:bg-sunken pointer-coarse:min-h-11"
    >
      <span className="min-w-0 truncate">{command.label}</span>
      {command.keys !== undefined && (
        <span className="flex shrink-0 gap-1">
          {command.keys.split(" ").map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      )}
    </div>
  );
}
