import { readFileSync, statSync } from "node:fs";
import { isAbsolute } from "node:path";
import { z } from "zod";

// The programs that hooks may start: what the operator of this installation writes into HOOK_COMMANDS.

const FILE_BYTES_MAX = 256 * 1024;
const COMMANDS_MAX = 100;
/** Of one program: how many arguments, and how long each may be. */
export const ARGS_MAX = 64;
export const ARG_BYTES_MAX = 4_096;
/** What is kept of each output of a program. */
const OUTPUT_BYTES_MAX = 64 * 1024;
/** Shorter than the time that a worker may take over one delivery (lib/platform/queues.ts). */
const TIMEOUT_MAX_MS = 300_000;
/** The one above it means "as it is" (setresuid, POSIX uid_t of 32 bits). */
const USER_ID_MAX = 2 ** 32 - 2;

/** What every argument has to be: no control characters, and not long. */
export function isPlainArgument(text: string): boolean {
  return (
    text.isWellFormed() && !/\p{Cc}/u.test(text) && Buffer.byteLength(text, "utf8") <= ARG_BYTES_MAX
  );
}

const Text = z.string().refine(isPlainArgument, "has control characters or is longer than 4 KiB");
const AbsolutePath = Text.refine(isAbsolute, "must be an absolute path");

/** One whole argument that a workspace fills in. */
const Field = z.strictObject({
  field: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "must be a name such as site_id"),
  pattern: z
    .string()
    .min(1)
    .max(1_000)
    .refine((text) => patternOf(text) !== null, "must be a regular expression"),
  prefix: Text.optional(),
});
const UserId = z.int().min(1).max(USER_ID_MAX);
const Command = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "must be a name such as purge-cache"),
  command: AbsolutePath,
  args: z
    .array(z.union([Text, Field]))
    .max(ARGS_MAX)
    .default([]),
  cwd: AbsolutePath.default("/"),
  env: z
    .array(z.string().regex(/^[A-Z_][A-Z0-9_]{0,99}$/, "must be names such as PURGE_TOKEN"))
    .max(32)
    .default([]),
  timeoutMs: z.int().min(100).max(TIMEOUT_MAX_MS).default(60_000),
  maxOutputBytes: z.int().min(0).max(OUTPUT_BYTES_MAX).default(OUTPUT_BYTES_MAX),
  concurrency: z.int().min(1).max(64).default(1),
  /** Whom it runs as, when the worker is root: never root again. */
  user: z.strictObject({ uid: UserId, gid: UserId }).optional(),
});
const Commands = z.array(Command).max(COMMANDS_MAX);

/** A program that hooks may start, and what it is given. */
export type HookCommand = Readonly<z.output<typeof Command>>;
export type HookArgument = HookCommand["args"][number];

/** A pattern holds for a whole value. Null: it is no regular expression. */
export function patternOf(text: string): RegExp | null {
  try {
    return new RegExp(`^(?:${text})$`, "u");
  } catch {
    return null;
  }
}

/**
 * Reads HOOK_COMMANDS: JSON that begins with "[", or the path of a file with such JSON, which nobody but
 * its owner may write. Empty text allows no program. @throws Error that says what is wrong, in one line
 */
export function readHookCommands(setting: string): readonly HookCommand[] {
  const text = setting.trim();
  if (text === "") return [];
  const commands = parseCommands(text.startsWith("[") ? text : readCommandFile(text));
  const ids = commands.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new Error(`"${twice}" stands there twice`);
  for (const command of commands) requireDistinctFields(command);
  return commands;
}

/** The names of what a workspace fills in, in the order of the arguments. */
export function fieldsOf(command: HookCommand): string[] {
  return command.args.flatMap((arg) => (typeof arg === "string" ? [] : [arg.field]));
}

function parseCommands(text: string): readonly HookCommand[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error("is not valid JSON");
  }
  const parsed = Commands.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const [index, ...rest] = issue?.path ?? [];
  const id = Array.isArray(value)
    ? (value[Number(index)] as { id?: unknown } | null)?.id
    : undefined;
  const place = typeof id === "string" ? `"${id}"` : `entry ${String(index ?? 0)}`;
  throw new Error(`${[place, ...rest].map(String).join(".")}: ${issue?.message ?? "is not valid"}`);
}

function readCommandFile(path: string): string {
  if (!isAbsolute(path)) throw new Error("must be the absolute path of a file, or JSON");
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile()) throw new Error("names a file that is not there");
  if (isWritableByOthers(stat.mode))
    throw new Error("names a file that others than its owner may write");
  if (stat.size > FILE_BYTES_MAX) throw new Error("names a file that is too large");
  return readFileSync(path, "utf8");
}

/** Whether the group or everybody may write a file of this mode. */
export function isWritableByOthers(mode: number): boolean {
  return (mode & 0o022) !== 0;
}

function requireDistinctFields(command: HookCommand): void {
  const fields = fieldsOf(command);
  if (new Set(fields).size !== fields.length) throw new Error(`"${command.id}" has a field twice`);
}
