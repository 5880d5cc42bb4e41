import type { PgBoss } from "pg-boss";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { closeQueue, openQueue } from "@/lib/platform/queue";
import type { QueueName } from "@/lib/platform/queues";
import { requireHookPrograms } from "@/lib/publishing";
import { HANDLERS } from "./handlers";

/** How long running jobs may go on after the worker was told to stop. */
const GRACE_MS = 30_000;
const POLL_SECONDS = 2;
const SCHEDULES = {
  sweep: "* * * * *",
  // Once a day is enough; a machine that was off at midnight catches up within the hour.
  "attest-ledger": "7 * * * *",
  // Once a day as well; a vendor that gave no figures is asked again each hour.
  reconcile: "27 * * * *",
  // Finds nothing but in the first hour of a month, and after a machine was off.
  "issue-invoices": "17 * * * *",
} as const satisfies Partial<Record<QueueName, string>>;

export interface Worker {
  /** Takes no more jobs, lets running ones end, and closes the queue. */
  stop(): Promise<void>;
}

/** Starts taking jobs from every queue. */
export async function startWorker(): Promise<Worker> {
  requireHookPrograms();
  const boss = await openQueue("worker");
  const stopping = new AbortController();
  for (const [queue, handle] of Object.entries(HANDLERS)) {
    const takers = queue in SCHEDULES ? 1 : env().WORKER_CONCURRENCY;
    for (let taker = 0; taker < takers; taker += 1) {
      await takeJobs(boss, queue, (payload) => handle(payload, stopping.signal));
    }
  }
  for (const [queue, cron] of Object.entries(SCHEDULES)) await boss.schedule(queue, cron);
  // The schedule would leave a new installation without a log until its minute comes.
  await boss.send("attest-ledger" satisfies QueueName, {});
  return {
    stop: async () => {
      const timer = setTimeout(() => stopping.abort(), GRACE_MS - 5_000);
      await closeQueue(GRACE_MS);
      clearTimeout(timer);
    },
  };
}

/**
 * Takes one job after the other from a queue. A taker that is done looks for the next job at once: by
 * itself the queue would let it sleep until the next poll, however much is waiting.
 */
async function takeJobs(
  boss: PgBoss,
  queue: string,
  handle: (payload: unknown) => Promise<void>,
): Promise<void> {
  const taker = await boss.work<unknown>(
    queue,
    {
      groupConcurrency: env().WORKSPACE_CONCURRENCY,
      pollingIntervalSeconds: POLL_SECONDS,
      notifyPollingIntervalSeconds: POLL_SECONDS,
      batchSize: 1,
    },
    async ([job]) => {
      if (job === undefined) return;
      const startedAt = performance.now();
      try {
        await handle(job.data);
      } catch (error) {
        log.error("job.failed", error, { queue, jobId: job.id });
        throw error;
      } finally {
        boss.notifyWorker(taker);
        const ms = Math.round(performance.now() - startedAt);
        log.debug("job.ended", { queue, jobId: job.id, ms });
      }
    },
  );
}
