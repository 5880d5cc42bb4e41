import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { BUNDLE } from "./bundle";

/** A real worker in a process of its own, which a test may kill. */
export interface WorkerProcess {
  /** How it ended: the signal that killed it, or null when it ended by itself. */
  readonly ended: Promise<NodeJS.Signals | null>;
  isAlive(): boolean;
  signal(name: NodeJS.Signals): void;
  /** Kills it if it lives, and waits until it is gone. */
  kill(): Promise<void>;
}

interface Options {
  /** At which point of its jobs the process kills itself; never by default. */
  readonly dieAt?: number;
  readonly concurrency?: number;
  readonly perWorkspace?: number;
}

/** Starts a worker on this test run's database, and returns when it takes jobs. */
export async function startWorkerProcess(options: Options = {}): Promise<WorkerProcess> {
  const { dieAt = 0, concurrency = 2, perWorkspace = 3 } = options;
  const child = fork(join(BUNDLE, "worker.mjs"), [], {
    execArgv: ["--enable-source-maps", "--import", join(BUNDLE, "doomed.mjs")],
    env: {
      ...process.env,
      NODE_ENV: "production",
      NODE_OPTIONS: "",
      DIE_AT: String(dieAt),
      WORKER_CONCURRENCY: String(concurrency),
      WORKSPACE_CONCURRENCY: String(perWorkspace),
      LOG_LEVEL: "silent",
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise<NodeJS.Signals | null>((done) => {
    child.once("exit", (_code, signal) => done(signal));
  });
  await Promise.race([untilReady(child), ended]);
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  return {
    ended,
    isAlive,
    signal: (name) => void child.kill(name),
    kill: async () => {
      if (isAlive()) child.kill("SIGKILL");
      await ended;
    },
  };
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    child.on("message", (message) => {
      if (message === "ready") done();
    });
  });
}
