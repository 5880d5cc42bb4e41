import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { basename } from "node:path";
import { env } from "@/lib/platform/env";
import { type HookCommand, isWritableByOthers } from "@/lib/platform/hook-commands";

/**
 * Programs that run what their arguments say: shells, interpreters, and those that start other programs. A
 * script of the operator's own is none of them, whatever its first line names: its text is fixed, and what
 * a workspace fills in stays an argument.
 */
const RUNNERS = new RegExp(
  `^(?:${[
    "sh|ash|bash|rbash|dash|zsh|ksh|mksh|pdksh|yash|fish|csh|tcsh|elvish|nu|xonsh|busybox|toybox|pwsh|powershell|cmd",
    "python|pypy|perl|ruby|irb|node|nodejs|deno|bun|tsx|php|php-cgi|lua|luajit|tclsh|wish|expect|awk|gawk|mawk|nawk|Rscript|R|julia|java|jshell|scala|groovy|guile|osascript|dotnet|erl|elixir|ghci|runghc",
    "env|xargs|nice|nohup|timeout|setsid|stdbuf|time|watch|script|sudo|su|doas|runuser|chroot|unshare|nsenter|setpriv|capsh|ssh|find|parallel|make|systemd-run|tmux|screen|gdb|strace|ld\\.so|ld-linux[\\w-]*\\.so",
  ].join("|")})(?:[-.]?\\d[\\d.]*)?(?:\\.exe)?$`,
);
const SHELL_FILES = /\.(?:bat|cmd)$/i;

/**
 * The real file of a program, once it is clear that it may be started: a regular file that only its owner
 * may write, and no shell. Looked at again before every run. @throws Error that says what is wrong
 */
export function requireProgram({ id, command, cwd, user }: HookCommand): string {
  const wrong = (why: string): Error => new Error(`HOOK_COMMANDS: "${id}": ${command} ${why}.`);
  const file = realPathOf(command);
  if (file === null) throw wrong("is not there");
  // The comment is for the bundler, which would pack the whole project for a path that it does not know.
  const stat = statSync(/* turbopackIgnore: true */ file);
  if (!stat.isFile()) throw wrong("is not a regular file");
  if (isWritableByOthers(stat.mode)) throw wrong("may be written by others than its owner");
  if (SHELL_FILES.test(file)) throw wrong("needs a shell");
  if (RUNNERS.test(basename(file)))
    throw wrong("is a shell, an interpreter or a starter of programs");
  if (!isExecutable(file)) throw wrong("may not be executed");
  if (user !== undefined && process.getuid?.() !== 0) {
    throw wrong("has a user, and only a worker that is root can start it as one");
  }
  if (
    statSync(/* turbopackIgnore: true */ cwd, { throwIfNoEntry: false })?.isDirectory() !== true
  ) {
    throw new Error(`HOOK_COMMANDS: "${id}": there is no folder ${cwd}.`);
  }
  return file;
}

/** Looks at every program that hooks may start, before a worker takes work. @throws Error of the first that is wrong */
export function requireHookPrograms(): void {
  for (const command of env().HOOK_COMMANDS) requireProgram(command);
}

function realPathOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
