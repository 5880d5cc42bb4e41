import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import type { Readable } from "node:stream";

/** How long a program has between being asked to end and being ended. */
const TERM_GRACE_MS = 5_000;
/** How long an output may stay open after the program has ended: something that left its group may hold it. */
const CLOSE_GRACE_MS = 1_000;

export interface ProgramRun {
  /** An absolute path: nothing is looked up. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing of ours is added. */
  readonly env: Readonly<Record<string, string>>;
  /** Its standard input, which is closed after it. */
  readonly input: string;
  /** Whom it runs as, without further groups; as who starts it when left out. Takes root. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  readonly timeoutMs: number;
  readonly outputBytesMax: number;
  readonly signal: AbortSignal;
}

export interface ProgramOutput {
  readonly bytes: Uint8Array;
  readonly isCut: boolean;
}

export type ProgramEnd =
  | { readonly kind: "not_started"; readonly code: string }
  | {
      /** `timed_out`, `stopped`: we ended it, because of its time or because `signal` said so. */
      readonly kind: "exited" | "timed_out" | "stopped";
      readonly exitCode: number | null;
      readonly signal: NodeJS.Signals | null;
      readonly stdout: ProgramOutput;
      readonly stderr: ProgramOutput;
    };

/**
 * Runs a program without a shell, in a process group of its own, and ends that group: when the program's
 * time is up (SIGTERM, and 5 s later SIGKILL), when `signal` aborts, and when the program has ended. What
 * has left the group lives on.
 */
export function runProgram(run: ProgramRun): Promise<ProgramEnd> {
  if (run.signal.aborted) return Promise.resolve({ kind: "not_started", code: "ABORTED" });
  let child: ChildProcessWithoutNullStreams;
  try {
    child = spawn(run.file, run.args, {
      ...run.user,
      shell: false,
      detached: true,
      cwd: run.cwd,
      env: { ...run.env } as NodeJS.ProcessEnv,
      stdio: ["pipe", "pipe", "pipe"],
    });
  } catch (error) {
    return Promise.resolve({ kind: "not_started", code: codeOf(error) });
  }
  // A program need not read what it is given.
  child.stdin.on("error", () => undefined);
  child.stdin.end(run.input);
  return endOf(child, run);
}

function endOf(child: ChildProcessWithoutNullStreams, run: ProgramRun): Promise<ProgramEnd> {
  const stdout = keep(child.stdout, run.outputBytesMax);
  const stderr = keep(child.stderr, run.outputBytesMax);
  return new Promise((resolve) => {
    let kind: "exited" | "timed_out" | "stopped" = "exited";
    let later: NodeJS.Timeout | undefined;
    const kill = (): void => signalGroup(child, "SIGKILL");
    const end = (why: "timed_out" | "stopped"): void => {
      if (kind !== "exited") return;
      kind = why;
      signalGroup(child, "SIGTERM");
      later = setTimeout(kill, TERM_GRACE_MS);
    };
    const timer = setTimeout(() => end("timed_out"), run.timeoutMs);
    const onAbort = (): void => end("stopped");
    run.signal.addEventListener("abort", onAbort, { once: true });
    // Whoever ends this process at once still takes the program along.
    process.once("exit", kill);
    const release = (): void => {
      clearTimeout(timer);
      clearTimeout(later);
      run.signal.removeEventListener("abort", onAbort);
      process.removeListener("exit", kill);
    };
    child.once("error", (error) => {
      if (child.pid !== undefined) return; // It runs; only a signal did not reach it.
      release();
      resolve({ kind: "not_started", code: codeOf(error) });
    });
    child.once("exit", () => {
      release();
      kill();
      later = setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, CLOSE_GRACE_MS);
    });
    child.once("close", (exitCode, signal) => {
      if (child.pid === undefined) return;
      clearTimeout(later);
      resolve({ kind, exitCode, signal, stdout: stdout(), stderr: stderr() });
    });
  });
}

/** Keeps the beginning of an output and reads the rest too: a program that writes much is not held up. */
function keep(stream: Readable, bytesMax: number): () => ProgramOutput {
  const chunks: Buffer[] = [];
  let kept = 0;
  let isCut = false;
  stream.on("data", (chunk: Buffer) => {
    const part = chunk.subarray(0, bytesMax - kept);
    if (part.length > 0) chunks.push(part);
    kept += part.length;
    isCut ||= part.length < chunk.length;
  });
  stream.on("error", () => undefined);
  return () => ({ bytes: Buffer.concat(chunks), isCut });
}

/** The group has the program's own process id. It may be gone already, or belong to somebody else by now. */
function signalGroup({ pid }: ChildProcessWithoutNullStreams, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!["ESRCH", "EPERM"].includes(codeOf(error))) throw error;
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code ?? "UNKNOWN";
}
