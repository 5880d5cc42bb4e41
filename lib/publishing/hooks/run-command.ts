import { env, pickEnv, secretValues } from "@/lib/platform/env";
import type { HookCommand } from "@/lib/platform/hook-commands";
import { log } from "@/lib/platform/log";
import { bindCommand } from "./bind-command";
import type { Attempt, HookEvent, HookOutcome } from "./hook-event";
import { readableOutput } from "./readable-output";
import { requireProgram } from "./require-program";
import { type ProgramEnd, runProgram } from "./run-program";

/** How many runs of each program this process has going. */
const running = new Map<string, number>();

/**
 * Runs one of the operator's programs. The event is its standard input and never an argument; of the
 * environment it gets what the operator names.
 */
export const runCommand: Attempt = async ({ hook, event }, shutdown) => {
  // Looked up anew each time: the operator may have taken the program away since the hook was made.
  const bound = bindCommand(env().HOOK_COMMANDS, hook.argv);
  if (!bound.ok) return notRun(bound.why);
  const { command, args } = bound;
  const count = running.get(command.id) ?? 0;
  if (count >= command.concurrency) return { ...notRun("Others are running."), verdict: "busy" };
  running.set(command.id, count + 1);
  try {
    return await start(command, args, event, shutdown);
  } finally {
    running.set(command.id, (running.get(command.id) ?? 1) - 1);
  }
};

async function start(
  command: HookCommand,
  args: readonly string[],
  event: HookEvent,
  signal: AbortSignal,
): Promise<HookOutcome> {
  let file: string;
  try {
    file = requireProgram(command);
  } catch (error) {
    log.error("hook.program_refused", error);
    return notRun(
      "The program may not be started as it is; ask the operator of this installation.",
    );
  }
  const { cwd, user, timeoutMs, maxOutputBytes: outputBytesMax } = command;
  const given = pickEnv(command.env);
  const end = await runProgram({
    file,
    args,
    cwd,
    user,
    env: { PATH: "/usr/bin:/bin", LANG: "C.UTF-8", HOME: cwd, ...given },
    input: `${JSON.stringify(event)}\n`,
    timeoutMs,
    outputBytesMax,
    signal,
  });
  return outcomeOf(end, [file, ...args], timeoutMs, Object.values(given));
}

function outcomeOf(
  end: ProgramEnd,
  argv: string[],
  timeoutMs: number,
  given: readonly string[],
): HookOutcome {
  if (end.kind === "not_started") {
    return notRun(NOT_STARTED[end.code] ?? "The program could not be started.");
  }
  const secrets = [...given, ...secretValues()];
  return {
    verdict: end.kind === "exited" && end.exitCode === 0 ? "done" : "never",
    status: null,
    detail: describeEnd(end, timeoutMs),
    program: {
      argv,
      exit_code: end.exitCode,
      signal: end.signal,
      stdout: readableOutput(end.stdout.bytes, secrets),
      stderr: readableOutput(end.stderr.bytes, secrets),
      is_cut: end.stdout.isCut || end.stderr.isCut,
    },
  };
}

const NOT_STARTED: Readonly<Record<string, string>> = {
  ENOENT: "The program, or what its first line names, is not there.",
  EACCES: "The program may not be executed.",
  EPERM: "The program may not be started as its user.",
  E2BIG: "The program was given more than the system allows.",
  ENOEXEC: "The file is no program.",
};

function describeEnd(end: Exclude<ProgramEnd, { kind: "not_started" }>, timeoutMs: number): string {
  if (end.kind === "timed_out") {
    return `The program took longer than ${timeoutMs / 1000} s, so it was ended.`;
  }
  return end.signal === null
    ? `The program ended with exit code ${end.exitCode ?? "unknown"}.`
    : `The program was ended by ${end.signal}.`;
}

function notRun(detail: string): HookOutcome {
  return { verdict: "never", status: null, detail };
}
