import { fromPrisma, PgBoss } from "pg-boss";
import { type Tx, withSystem } from "./db";
import { env } from "./env";
import { log } from "./log";
import type { QueueName } from "./queues";

interface Enqueue {
  queue: QueueName;
  /** Ids only: what to do is looked up when the job runs. */
  payload: Readonly<Record<string, string | number>>;
  /** Jobs of one workspace share its places, so that nobody waits behind somebody else's thousand. Null: of none. */
  workspaceId: string | null;
  startAfter?: Date;
  /** How many jobs of the workspace wait before this one: others with fewer go first. */
  waitingBefore?: number;
  /** At most one waiting job per key. */
  singletonKey?: string;
}

type Role = "sender" | "worker";

const shared = globalThis as typeof globalThis & { autoinkQueues?: Map<Role, Promise<PgBoss>> };
shared.autoinkQueues ??= new Map();
const queues = shared.autoinkQueues;

/**
 * The connection to the queue. Only a worker's supervises, listens and fetches; it sends too, so that a
 * worker has no second one. A process that has sent before it became a worker has both.
 */
export function openQueue(role: Role): Promise<PgBoss> {
  const open = queues.get("worker") ?? queues.get(role);
  if (open !== undefined) return open;
  const opening = start(role);
  queues.set(role, opening);
  return opening;
}

async function start(role: Role): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: role === "worker" ? workerUrl() : env().DATABASE_SYSTEM_URL,
    max: role === "worker" ? 6 : 2,
    migrate: false,
    createSchema: false,
    supervise: role === "worker",
    schedule: role === "worker",
    useListenNotify: role === "worker",
    // A dead worker's jobs go to others within its heartbeat and this much more.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    reindex: false,
  });
  boss.on("error", (error) => log.error("queue.failed", error));
  await boss.start();
  return boss;
}

/** Tells the database how many jobs of one workspace may be active in a queue; it keeps to that strictly. */
function workerUrl(): string {
  const url = new URL(env().DATABASE_SYSTEM_URL);
  const { WORKSPACE_CONCURRENCY: share } = env();
  url.searchParams.set("options", `-c autoink.workspace_share=${share}`);
  return url.href;
}

/** Further back in its workspace's line than this, a job waits no longer than at this place. */
const LINE_MAX = 60;
const RAISE_BY = 6;

/**
 * Adds a job inside a transaction: it exists when the transaction has committed, and only then. A job's
 * priority is its place in its own workspace's line, so that the first job of one workspace never waits
 * for the hundredth of another.
 */
export async function enqueue(tx: Tx, job: Enqueue): Promise<void> {
  const boss = await openQueue("sender");
  await boss.send(
    job.queue,
    { ...job.payload },
    {
      db: fromPrisma(tx),
      ...(job.workspaceId === null ? {} : { group: { id: job.workspaceId } }),
      priority: -Math.min(job.waitingBefore ?? 0, LINE_MAX),
      ...(job.startAfter === undefined ? {} : { startAfter: job.startAfter }),
      ...(job.singletonKey === undefined ? {} : { singletonKey: job.singletonKey }),
    },
  );
}

/**
 * Moves every waiting job up in line; called once a minute. After LINE_MAX / RAISE_BY minutes a job is
 * at the front, where the oldest goes first: no stream of newer work holds it up for longer.
 */
export async function raiseWaitingJobs(): Promise<void> {
  await withSystem(
    (tx) => tx.$executeRaw`
      UPDATE pgboss.job SET priority = LEAST(0, priority + ${RAISE_BY})
      WHERE state < 'active' AND priority < 0`,
  );
}

/** Whether the queue answers. */
export async function pingQueue(): Promise<void> {
  const boss = await openQueue("sender");
  await boss.getQueue("run-step");
}

/** Lets running jobs end (up to the time given), then closes the connections. */
export async function closeQueue(graceMs: number): Promise<void> {
  const open = [...queues.values()];
  queues.clear();
  for (const opening of open) {
    const boss = await opening;
    await boss.stop({ graceful: graceMs > 0, timeout: Math.max(graceMs, 1000) });
  }
}
