import { setTimeout as pause } from "node:timers/promises";
import { PgBoss } from "pg-boss";
import { startWorker } from "@/lib/jobs/work";
import { decideOutline, SOURCE_DIGEST, startRun } from "@/lib/pipeline";
import { disconnect, withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { QUEUES } from "@/lib/platform/queues";
import { givenArticle } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";
import { against, print, quantile, round } from "./figure.ts";
import { startDatabase } from "./postgres.ts";

// How many steps a second one worker does when the writer takes no time (the source digest), beside the
// bare queue with jobs that do nothing; and how long a step waits when the worker has nothing else to do.

const WORKSPACES = 5;
const RUNS = 20;
const STEPS_PER_RUN = 5;
const IDLE_RUNS = 60;
const CONCURRENCY = 6;

interface Entry {
  readonly world: World;
  readonly runId: string;
}

/** Measures the worker on a database of its own. */
export async function benchSteps(): Promise<void> {
  const { server, stop } = await startDatabase("disk");
  Object.assign(process.env, { WORKER_CONCURRENCY: String(CONCURRENCY) });
  try {
    const bare = await bareJobsPerSecond(server.url);
    const entries = await givenRuns();
    const worker = await startWorker();
    const steps = await stepsPerSecond(entries);
    print({
      bench: "steps.throughput",
      value: round(steps),
      unit: "steps/s",
      baseline: against("bare queue, jobs/s", steps, bare),
    });
    await idleLatency(entries);
    await worker.stop();
    await disconnect();
  } finally {
    await stop();
  }
}

async function bareJobsPerSecond(url: string): Promise<number> {
  const jobs = WORKSPACES * RUNS * STEPS_PER_RUN;
  const boss = new PgBoss({ connectionString: url, max: CONCURRENCY, useListenNotify: true });
  boss.on("error", (error) => process.stderr.write(`${error.message}\n`));
  await boss.start();
  await boss.createQueue("bench", QUEUES["run-step"]);
  for (let number = 0; number < jobs; number += 1) {
    await boss.send("bench", { number }, { group: { id: `group-${number % WORKSPACES}` } });
  }
  let done = 0;
  const from = performance.now();
  for (let taker = 0; taker < CONCURRENCY; taker += 1) {
    const id = await boss.work("bench", { batchSize: 1, groupConcurrency: 3 }, async () => {
      done += 1;
      boss.notifyWorker(id);
    });
  }
  while (done < jobs) await pause(5);
  const seconds = (performance.now() - from) / 1000;
  await boss.stop({ graceful: false });
  return jobs / seconds;
}

async function givenRuns(): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let number = 0; number < WORKSPACES; number += 1) {
    const world = await givenWorkspace();
    for (let run = 0; run < RUNS; run += 1) entries.push(await givenRun(world));
  }
  return entries;
}

async function givenRun(world: World): Promise<Entry> {
  const runId = newId();
  await startRun(world.actor, await givenArticle(world), runId, { writer: SOURCE_DIGEST });
  return { world, runId };
}

/** From the first step to the last text that waits for its review; the outlines are approved at once. */
async function stepsPerSecond(entries: readonly Entry[]): Promise<number> {
  const worlds = new Map(entries.map(({ world, runId }) => [runId, world]));
  const from = performance.now();
  let reviewed = 0;
  while (reviewed < entries.length) {
    const waiting = await withSystem((tx) => tx.run.findMany({ where: { status: "waiting" } }));
    reviewed = waiting.filter(({ waitingFor }) => waitingFor === "review").length;
    for (const run of waiting) {
      const world = worlds.get(run.id);
      if (run.waitingFor === "outline" && world !== undefined)
        await decideOutline(world.actor, run.id, { decision: "approve" });
    }
    await pause(20);
  }
  return (entries.length * STEPS_PER_RUN) / ((performance.now() - from) / 1000);
}

/** One run after the other, each step with the worker to itself: from its job's row to its attempt. */
async function idleLatency(entries: readonly Entry[]): Promise<void> {
  const [{ world } = await givenRun(await givenWorkspace())] = entries;
  const runIds: string[] = [];
  for (let number = 0; number < IDLE_RUNS; number += 1) {
    const { runId } = await givenRun(world);
    runIds.push(runId);
    await untilWaiting(runId);
  }
  const rows = await withSystem(
    (tx) => tx.$queryRaw<{ ms: number }[]>`
      SELECT (extract(epoch FROM a.started_at - j.created_on) * 1000)::float8 AS ms
      FROM pgboss.job j
        JOIN attempts a ON a.step_id = (j.data->>'stepId')::uuid AND a.number = 1
      WHERE j.name = 'run-step' AND j.data->>'runId' = ANY (${runIds})`,
  );
  const waits = rows.map(({ ms }) => ms);
  print({ bench: "steps.enqueue_to_start.p50", value: round(quantile(waits, 0.5)), unit: "ms" });
  print({ bench: "steps.enqueue_to_start.p99", value: round(quantile(waits, 0.99)), unit: "ms" });
}

async function untilWaiting(runId: string): Promise<void> {
  for (;;) {
    const run = await withSystem((tx) => tx.run.findFirst({ where: { id: runId } }));
    if (run?.status === "waiting") return;
    if (run?.status === "failed") throw new Error("The run failed.");
    await pause(10);
  }
}
