import { type ChildProcess, fork } from "node:child_process";

const RESTART_BASE_MS = 1_000;
const RESTART_MAX_MS = 30_000;
/** A child that ran for this long had a good start: its next crash counts from the beginning. */
const STABLE_MS = 60_000;
const READY_TIMEOUT_MS = 60_000;
const KILL_AFTER_MS = 40_000;

export interface Child {
  readonly name: string;
  ready: Promise<void>;
  /** Tells the child to end, waits, and kills it if it does not. */
  stop(): Promise<void>;
}

interface Options {
  readonly name: string;
  readonly file: string;
  readonly execArgv: readonly string[];
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly report: (text: string) => void;
}

/** Starts a process and starts it again when it ends by itself, each time after a longer pause. */
export function startChild(options: Options): Child {
  let current: ChildProcess;
  let isStopping = false;
  let crashes = 0;
  let timer: NodeJS.Timeout | undefined;

  const launch = (): Promise<void> => {
    const startedAt = Date.now();
    // A process group of its own: Ctrl-C reaches the supervisor alone, which ends its children in order.
    current = fork(options.file, [], {
      cwd: options.cwd,
      execArgv: [...options.execArgv],
      env: options.environment,
      detached: true,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    current.once("exit", (code, signal) => {
      if (isStopping) return;
      crashes = Date.now() - startedAt > STABLE_MS ? 1 : crashes + 1;
      const pauseMs = Math.min(RESTART_MAX_MS, RESTART_BASE_MS * 2 ** (crashes - 1));
      options.report(
        `The ${options.name} process ended (${signal ?? `code ${code}`}); starting it again in ${pauseMs / 1000} s`,
      );
      timer = setTimeout(() => void launch().catch(() => undefined), pauseMs);
    });
    return untilReady(current, options.name);
  };

  return {
    name: options.name,
    ready: launch(),
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      await end(current);
    },
  };
}

function untilReady(child: ChildProcess, name: string): Promise<void> {
  return new Promise((done, fail) => {
    const timer = setTimeout(
      () => fail(new Error(`The ${name} process did not get ready in time.`)),
      READY_TIMEOUT_MS,
    );
    child.on("message", (message) => {
      if (message !== "ready") return;
      clearTimeout(timer);
      done();
    });
    child.once("exit", () => {
      clearTimeout(timer);
      fail(new Error(`The ${name} process ended before it was ready. What it said stands above.`));
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), KILL_AFTER_MS);
  await gone;
  clearTimeout(timer);
}
