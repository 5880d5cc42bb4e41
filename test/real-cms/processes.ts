import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const KILL_AFTER_MS = 15_000;
const POLL_MS = 200;
const LOG_CHARS_SHOWN = 2_000;

/** How a program is run. Its output goes into the log file. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly log: string;
}

/** A server that was started for the test. */
export interface Server {
  /** Ends the process and all that it started. */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();

/** Ends all that still runs, at once: for an end of the test run that waits for nothing. */
export function killAll(): void {
  for (const { pid } of running) {
    try {
      if (pid !== undefined) process.kill(-pid, "SIGKILL");
    } catch {
      // It has just ended by itself.
    }
  }
}

/** Runs a program to its end. @throws Error with the end of its log when it fails */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<void> {
  const child = launch(command, args, options);
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${endOf(options.log)}`);
}

/** Starts a server and waits until `isReady` says so. @throws Error with the end of its log when it does not get ready */
export async function serve(
  command: string,
  args: readonly string[],
  options: RunOptions & { isReady(): Promise<boolean>; readonly timeoutMs: number },
): Promise<Server> {
  const child = launch(command, args, options);
  const server = { stop: () => end(child) };
  const deadline = Date.now() + options.timeoutMs;
  while (!(await options.isReady())) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      await server.stop();
      throw new Error(`${command} did not get ready: ${endOf(options.log)}`);
    }
    await sleep(POLL_MS);
  }
  return server;
}

/** Whether an address answers with success. */
export async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/** In a process group of its own: a server's helpers end with it. */
function launch(command: string, args: readonly string[], options: RunOptions): ChildProcess {
  const log = openSync(options.log, "a");
  const child = spawn(command, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...process.env, NODE_ENV: "development", ...options.env },
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  running.add(child);
  child.once("exit", () => running.delete(child));
  // A program that can't be started shows by not being there: without a listener the error would end the run.
  child.on("error", () => running.delete(child));
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  const group = -child.pid;
  process.kill(group, "SIGTERM");
  const timer = setTimeout(() => process.kill(group, "SIGKILL"), KILL_AFTER_MS);
  await gone;
  clearTimeout(timer);
}

function endOf(log: string): string {
  return readFileSync(log, "utf8").slice(-LOG_CHARS_SHOWN);
}
