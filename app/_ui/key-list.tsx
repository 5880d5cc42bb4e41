import type { JSX } from "react";
import type { Command } from "./command";
import { Kbd } from "./kbd";

const ALWAYS = [
  { label: "Show these keys", keys: "?" },
  { label: "Close what is open", keys: "Esc" },
];

export interface KeyListProps {
  commands: readonly Command[];
  /** The key that makes shortcuts here: "⌘" or "Ctrl". */
  mod: string;
}

/** The keys that work everywhere, and those of the commands. */
export function KeyList({ commands, mod }: Readonly<KeyListProps>): JSX.Element {
  const own = commands.flatMap(({ label, keys }) => (keys === undefined ? [] : [{ label, keys }]));
  return (
    <dl className="flex flex-col">
      {[{ label: "Search and commands", keys: `${mod} K` }, ...ALWAYS, ...own].map(
        ({ label, keys }) => (
          <div
            key={label}
            className="flex items-center justify-between gap-4 border-b py-2 last:border-b-0"
          >
            <dt>{label}</dt>
            <dd className="flex gap-1">
              {keys.split(" ").map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}
