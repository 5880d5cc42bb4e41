import { AsyncLocalStorage } from "node:async_hooks";
import { Socket } from "node:net";
import { PgBoss } from "pg-boss";

// Loaded into a worker before its own code. The world sees a worker only by what it sends, and a worker
// sees the world only by what it gets: so the points at which its death can make a difference are the
// sends to the database and to other servers, what those servers send back, and the start and the end of
// a job. They are counted inside of jobs, and at the one that is named the process kills itself.

const dieAt = Number(process.env["DIE_AT"] ?? 0);
const databasePort = Number(new URL(process.env["DATABASE_SYSTEM_URL"] ?? "").port);
const inJob = new AsyncLocalStorage<true>();
let points = 0;

function point(): void {
  if (inJob.getStore() === undefined) return;
  points += 1;
  if (points === dieAt) process.kill(process.pid, "SIGKILL");
}

interface Sends {
  _write: (...args: unknown[]) => unknown;
  _writev: (...args: unknown[]) => unknown;
  push: (...args: unknown[]) => boolean;
  readonly remotePort?: number;
}

const prototype = Socket.prototype as unknown as Sends;
const { _write: write, _writev: writeMany, push } = prototype;
prototype._write = function send(this: Sends, ...args) {
  point();
  return write.apply(this, args);
};
prototype._writev = function sendMany(this: Sends, ...args) {
  point();
  return writeMany.apply(this, args);
};
prototype.push = function receive(this: Sends, ...args) {
  // What the database answers is seen by nobody until the next send.
  if (this.remotePort !== databasePort) point();
  return push.apply(this, args);
};

type Work = (
  queue: string,
  options: object,
  handle: (jobs: unknown[]) => Promise<unknown>,
) => unknown;

const boss = PgBoss.prototype as unknown as { work: Work };
const { work } = boss;
boss.work = function workDoomed(this: unknown, queue, options, handle) {
  if (queue === "sweep") return work.call(this, queue, options, handle);
  return work.call(this, queue, options, (jobs) =>
    inJob.run(true, async () => {
      point();
      const result = await handle(jobs);
      point();
      return result;
    }),
  );
};
