import { withSystem } from "@/lib/platform/db";
import { openQueue } from "@/lib/platform/queue";
import { QUEUES } from "@/lib/platform/queues";

/**
 * Lets the time pass that a dead worker's jobs stay with it: its heartbeats lie in the past, and the
 * queue gives its jobs to others. What the queue does then is its own.
 */
export async function letDeadWorkersLapse(): Promise<void> {
  await withSystem(async (tx) => {
    await tx.$executeRaw`UPDATE pgboss.job SET heartbeat_on = now() - interval '1 hour' WHERE state = 'active'`;
    await tx.$executeRaw`UPDATE pgboss.queue SET monitor_on = NULL, monitor_claim_on = NULL`;
    await tx.$executeRaw`UPDATE sources SET updated_at = updated_at - interval '2 minutes' WHERE status = 'fetching'`;
  });
  const boss = await openQueue("sender");
  for (const queue of Object.keys(QUEUES)) await boss.supervise(queue);
  await withSystem(
    (tx) =>
      tx.$executeRaw`UPDATE pgboss.job SET start_after = now() WHERE state IN ('created', 'retry')`,
  );
}
