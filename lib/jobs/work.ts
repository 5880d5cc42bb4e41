import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { closeQueue, openQueue } from "@/lib/platform/queue";
import type { QueueName } from "@/lib/platform/queues";
import { HANDLERS } from "./handlers";

/** How long running jobs may go on after the worker was told to stop. */
const GRACE_MS = 30_000;
const POLL_SECONDS = 2;
const SWEEP_CRON = "* * * * *";

export interface Worker {
  /** Takes no more jobs, lets running ones end, and closes the queue. */
  stop(): Promise<void>;
}

/** Starts taking jobs from every queue. */
export async function startWorker(): Promise<Worker> {
  const boss = await openQueue("worker");
  const stopping = new AbortController();
  for (const [queue, handle] of Object.entries(HANDLERS)) {
    await boss.work<unknown>(
      queue,
      {
        localConcurrency: queue === "sweep" ? 1 : env().WORKER_CONCURRENCY,
        groupConcurrency: env().WORKSPACE_CONCURRENCY,
        pollingIntervalSeconds: POLL_SECONDS,
        batchSize: 1,
      },
      async ([job]) => {
        if (job === undefined) return;
        const startedAt = performance.now();
        try {
          await handle(job.data, stopping.signal);
        } catch (error) {
          log.error("job.failed", error, { queue, jobId: job.id });
          throw error;
        } finally {
          log.debug("job.ended", {
            queue,
            jobId: job.id,
            ms: Math.round(performance.now() - startedAt),
          });
        }
      },
    );
  }
  await boss.schedule("sweep" satisfies QueueName, SWEEP_CRON);
  return {
    stop: async () => {
      const timer = setTimeout(() => stopping.abort(), GRACE_MS - 5_000);
      await closeQueue(GRACE_MS);
      clearTimeout(timer);
    },
  };
}
