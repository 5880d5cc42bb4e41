import { fromPrisma, PgBoss } from "pg-boss";
import type { Tx } from "./db";
import { env } from "./env";
import { log } from "./log";
import type { QueueName } from "./queues";

interface Enqueue {
  queue: QueueName;
  /** Ids only: what to do is looked up when the job runs. */
  payload: Readonly<Record<string, string | number>>;
  /** Jobs of one workspace share its places, so that nobody waits behind somebody else's thousand. */
  workspaceId: string;
  startAfter?: Date;
  /** At most one waiting job per key. */
  singletonKey?: string;
}

const shared = globalThis as typeof globalThis & { autoinkQueue?: Promise<PgBoss> | undefined };

/** The connection to the queue. One per process; only a worker supervises and fetches. */
export function openQueue(role: "sender" | "worker"): Promise<PgBoss> {
  shared.autoinkQueue ??= start(role);
  return shared.autoinkQueue;
}

async function start(role: "sender" | "worker"): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: env().DATABASE_SYSTEM_URL,
    max: role === "worker" ? 6 : 2,
    migrate: false,
    createSchema: false,
    supervise: role === "worker",
    schedule: role === "worker",
    useListenNotify: role === "worker",
    monitorIntervalSeconds: 5,
    reindex: false,
  });
  boss.on("error", (error) => log.error("queue.failed", error));
  await boss.start();
  return boss;
}

/** Adds a job inside a transaction: it exists when the transaction has committed, and only then. */
export async function enqueue(tx: Tx, job: Enqueue): Promise<void> {
  const boss = await openQueue("sender");
  await boss.send(
    job.queue,
    { ...job.payload },
    {
      db: fromPrisma(tx),
      group: { id: job.workspaceId },
      ...(job.startAfter === undefined ? {} : { startAfter: job.startAfter }),
      ...(job.singletonKey === undefined ? {} : { singletonKey: job.singletonKey }),
    },
  );
}

/** Whether the queue answers. */
export async function pingQueue(): Promise<void> {
  const boss = await openQueue("sender");
  await boss.getQueue("run-step");
}

/** Lets running jobs end (up to the time given), then closes the connection. */
export async function closeQueue(graceMs: number): Promise<void> {
  const boss = await shared.autoinkQueue;
  shared.autoinkQueue = undefined;
  await boss?.stop({ graceful: graceMs > 0, timeout: Math.max(graceMs, 1000) });
}
