import {
  fieldsOf,
  type HookArgument,
  type HookCommand,
  isPlainArgument,
  patternOf,
} from "@/lib/platform/hook-commands";

export type BoundCommand =
  | { readonly ok: true; readonly command: HookCommand; readonly args: readonly string[] }
  | { readonly ok: false; readonly why: string };

/**
 * Puts what a workspace chose into what the operator wrote. `argv` is a program's id and one value per
 * field; each value becomes one whole argument, or the end of one that the operator began.
 */
export function bindCommand(
  commands: readonly HookCommand[],
  argv: readonly string[],
): BoundCommand {
  const [id, ...values] = argv;
  const command = commands.find((one) => one.id === id);
  if (command === undefined) {
    return refused("The operator of this installation allows no program of this name.");
  }
  const fields = fieldsOf(command);
  if (values.length !== fields.length) {
    const wants = fields.length === 0 ? "nothing" : fields.join(", ");
    return refused(`After its name the program takes ${wants}.`);
  }
  const left = [...values];
  const args: string[] = [];
  for (const arg of command.args) {
    if (typeof arg === "string") {
      args.push(arg);
      continue;
    }
    const value = left.shift() ?? "";
    const isOperand = args.includes("--");
    const why = refusalOf(arg, value, isOperand);
    if (why !== null) return refused(why);
    args.push(`${arg.prefix ?? ""}${value}`);
  }
  return { ok: true, command, args };
}

/** Why a value may not stand in a field, or null. Programs take what begins with a dash for an option, before `--`. */
function refusalOf(
  arg: Exclude<HookArgument, string>,
  value: string,
  isOperand: boolean,
): string | null {
  const { field, pattern, prefix = "" } = arg;
  if (!isPlainArgument(prefix + value)) {
    return `"${field}" has control characters or is longer than 4 KiB.`;
  }
  if (value.startsWith("-") && prefix === "" && !isOperand) {
    return `"${field}" may not begin with a dash: the program would take it for an option.`;
  }
  return patternOf(pattern)?.test(value) === true
    ? null
    : `"${field}" does not have the form that the operator allows.`;
}

function refused(why: string): BoundCommand {
  return { ok: false, why };
}
