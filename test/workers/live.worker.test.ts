import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { getBalances } from "@/lib/ledger";
import { cancelRun, getRun, startRun } from "@/lib/pipeline";
import { withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import type { AiPeer, AiPeerAnswer } from "@/test/peers/ai";
import { givenArticle } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";
import { OUTLINE, startWriterPeer, WRITER, WRITER_PRICES } from "@/test/writer";
import { isAtRest, mostAtOnce, until } from "./rest";
import { startWorkerProcess, type WorkerProcess } from "./worker-process";

// Guarantees about workers that live: a cancelled call stops and is paid for what was done, a worker that
// is told to end ends in order, and no workspace keeps the others waiting.

const PATIENCE_MS = 60_000;
const SHARE = 2;

let writer: AiPeer;
let answer: AiPeerAnswer | undefined;
let workers: WorkerProcess[] = [];

beforeAll(async () => {
  writer = await startWriterPeer({ faultOf: () => answer, delayMs: 20 });
  vi.stubEnv("OPENAI_COMPATIBLE_BASE_URL", writer.url);
  vi.stubEnv("OPENAI_COMPATIBLE_MODELS", WRITER_PRICES);
});
afterAll(async () => {
  await writer.close();
  vi.unstubAllEnvs();
});
beforeEach(() => {
  answer = undefined;
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  workers = [];
});

async function start(count: number): Promise<void> {
  const each = () => startWorkerProcess({ concurrency: 4, perWorkspace: SHARE });
  workers = await Promise.all(Array.from({ length: count }, each));
}

async function givenRuns(world: World, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const id = newId();
    await startRun(world.actor, await givenArticle(world), id, { writer: WRITER });
    ids.push(id);
  }
  return ids;
}

const moneyOf = async (world: World) =>
  withSystem(async (tx) => {
    const { held = 0n, usage = 0n } = await getBalances(tx, world.actor.workspaceId);
    return { held, used: usage };
  });

describe("a run that is cancelled while its writer is being called", () => {
  it("ends within seconds, is charged for what had come back and holds nothing", async () => {
    answer = { kind: "hang", text: OUTLINE.slice(0, 60) };
    const before = writer.requests.length;
    const world = await givenWorkspace();
    await start(1);
    const [runId = ""] = await givenRuns(world, 1);
    await until(
      () => "the writer is called",
      PATIENCE_MS,
      () => writer.requests.length > before,
    );
    await pause(500); // The piece that is answered arrives.
    const askedAt = Date.now();
    await cancelRun(world.actor, runId);
    await until(
      () => "the run has ended",
      PATIENCE_MS,
      async () => (await getRun(world.actor, runId)).status === "cancelled",
    );
    expect(Date.now() - askedAt).toBeLessThan(10_000);
    const run = await getRun(world.actor, runId);
    const { held, used } = await moneyOf(world);
    expect(held).toBe(0n);
    expect(used).toBeGreaterThan(0n);
    expect(BigInt(run.settled_nanos)).toBe(used);
    expect(run.steps.find(({ name }) => name === "outline")?.is_estimated).toBe(true);
  });
});

describe("a worker that is told to end", () => {
  it("finishes the call it is in and ends by itself", async () => {
    const world = await givenWorkspace();
    const before = writer.requests.length;
    await start(1);
    const [runId = ""] = await givenRuns(world, 1);
    await until(
      () => "the writer is called",
      PATIENCE_MS,
      () => writer.requests.length > before,
    );
    const [worker] = workers;
    worker?.signal("SIGTERM");
    expect(await worker?.ended).toBeNull();
    const run = await getRun(world.actor, runId);
    expect([run.status, run.waiting_for]).toEqual(["waiting", "outline"]);
    expect(writer.requests.length).toBe(before + 1);
  });
});

describe("a workspace", () => {
  it("never has more than its share of the workers, however much it brings at once", async () => {
    const world = await givenWorkspace({ extraNanos: 100_000_000_000n });
    await start(2);
    await Promise.all([givenRuns(world, 6), givenRuns(world, 6), givenRuns(world, 6)]);
    await until(
      () => "all runs wait for a person",
      PATIENCE_MS,
      () => isAtRest(world.actor.workspaceId),
    );
    expect(await mostAtOnce(world.actor.workspaceId)).toBe(SHARE);
  });

  it("with one run does not wait for the hundred of the others", async () => {
    const crowd = await Promise.all(
      Array.from({ length: 4 }, () => givenWorkspace({ extraNanos: 100_000_000_000n })),
    );
    for (const world of crowd) await givenRuns(world, 12);
    const single = await givenWorkspace();
    const [runId = ""] = await givenRuns(single, 1);
    await start(1); // Four takers, so the crowd alone could keep all of them.
    await until(
      () => "the single run waits for a person",
      PATIENCE_MS,
      async () => (await getRun(single.actor, runId)).waiting_for === "outline",
    );
    const done = await withSystem((tx) =>
      tx.step.count({
        where: {
          ownerWorkspaceId: { in: crowd.map(({ actor }) => actor.workspaceId) },
          name: "outline",
          status: "succeeded",
        },
      }),
    );
    expect(done).toBeLessThan(24);
  });
});
