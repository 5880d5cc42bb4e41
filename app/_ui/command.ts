/** Something that Cmd-K can do. Plain data: it comes from a server component. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** The heading it stands under: "Go to", "Create". */
  readonly group: string;
  /** Other words that people may look for. */
  readonly words?: string;
  /** One or two keys, pressed one after the other: "g a". */
  readonly keys?: string;
  readonly run:
    | { readonly kind: "link"; readonly href: string }
    /** A client component that listens with useCommand does it. */
    | { readonly kind: "event"; readonly name: string };
}

const RESULTS_MAX = 40;

/** Commands in which every word of the query begins some word, in their own order. */
export function findCommands(commands: readonly Command[], query: string): readonly Command[] {
  const wanted = toWords(query);
  return commands
    .filter((command) => {
      const words = toWords(`${command.label} ${command.group} ${command.words ?? ""}`);
      return wanted.every((want) => words.some((word) => word.startsWith(want)));
    })
    .slice(0, RESULTS_MAX);
}

/** Commands by group, groups in the order of their first command. */
export function groupCommands(
  commands: readonly Command[],
): ReadonlyArray<readonly [group: string, commands: readonly Command[]]> {
  return [...Map.groupBy(commands, (command) => command.group)];
}

function toWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s,.:()/-]+/)
    .filter((word) => word !== "");
}
