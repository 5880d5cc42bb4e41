import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { getBalances } from "@/lib/ledger";
import { approveRevision, decideOutline, startRun } from "@/lib/pipeline";
import { withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { createDestination, publishArticle } from "@/lib/publishing";
import { holdsOf, requireSoundLedger } from "@/test/ledger";
import type { AiPeer } from "@/test/peers/ai";
import { startWordPressPeer, type WordPressPeer } from "@/test/peers/cms";
import { givenArticle } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";
import { COST, startWriterPeer, WRITER, WRITER_PRICES } from "@/test/writer";
import { isAtRest, mostAtOnce, openWork } from "./rest";
import { startWorkerProcess, type WorkerProcess } from "./worker-process";

// Guarantee: two workers that are killed at random, again and again, still bring every run to its end:
// each paid step is settled once, nothing stays held, nothing is published twice, the books balance, and
// no workspace ever has more than its share of the workers. With CRASH_POINTS=all: 25 kills in 1,000
// paid steps; otherwise fewer of both.

const IS_WHOLE = process.env["CRASH_POINTS"] === "all";
const WORKSPACES = 5;
const RUNS_PER_WORKSPACE = IS_WHOLE ? 100 : 6;
const PAID_STEPS_PER_RUN = 2;
const KILLS = IS_WHOLE ? 25 : 4;
const SHARE = 3;
const WORKERS = 2;
/** Every so many articles are published, too. */
const PUBLISH_EVERY = 3;
const PATIENCE_MS = IS_WHOLE ? 1_500_000 : 240_000;

interface Piece {
  readonly world: World;
  readonly articleId: string;
  readonly runId: string;
  /** Where the article goes; null for those that are not published. */
  readonly destinationId: string | null;
}

let writer: AiPeer;
let blog: WordPressPeer;
let workers: WorkerProcess[] = [];

beforeAll(async () => {
  writer = await startWriterPeer({ delayMs: 10 });
  blog = await startWordPressPeer();
  vi.stubEnv("OPENAI_COMPATIBLE_BASE_URL", writer.url);
  vi.stubEnv("OPENAI_COMPATIBLE_MODELS", WRITER_PRICES);
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  await Promise.all([writer.close(), blog.close()]);
  vi.unstubAllEnvs();
});

const start = () => startWorkerProcess({ concurrency: 6, perWorkspace: SHARE });

async function givenPieces(): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (let number = 0; number < WORKSPACES; number += 1) {
    const world = await givenWorkspace({ extraNanos: 100_000_000_000n });
    const { id } = await createDestination(world.actor, newId(), {
      kind: "wordpress",
      name: "Blog",
      url: blog.url,
      credentials: { username: blog.username, application_password: blog.password },
    });
    for (let run = 0; run < RUNS_PER_WORKSPACE; run += 1) {
      const articleId = await givenArticle(world);
      const runId = newId();
      await startRun(world.actor, articleId, runId, { writer: WRITER });
      pieces.push({
        world,
        articleId,
        runId,
        destinationId: run % PUBLISH_EVERY === 0 ? id : null,
      });
    }
  }
  return pieces;
}

/** A person who decides as soon as there is something to decide. Returns how many runs are over. */
async function decide(pieces: readonly Piece[]): Promise<number> {
  const runs = await withSystem((tx) =>
    tx.run.findMany({
      where: { id: { in: pieces.map(({ runId }) => runId) } },
      select: { id: true, status: true, waitingFor: true },
    }),
  );
  const states = new Map(runs.map((run) => [run.id, run]));
  for (const { world, articleId, runId, destinationId } of pieces) {
    const { waitingFor } = states.get(runId) ?? { waitingFor: null };
    if (waitingFor === "outline") {
      await decideOutline(world.actor, runId, { decision: "approve" });
    } else if (waitingFor === "review") {
      await approveRevision(world.actor, articleId, { revision: 1, decision: "approve" });
      if (destinationId === null) continue;
      await publishArticle(world.actor, articleId, {
        destination_id: destinationId,
        mode: "publish",
      });
    }
  }
  return runs.filter(
    ({ status }) => status !== "queued" && status !== "running" && status !== "waiting",
  ).length;
}

/** How many paid steps are done: kills are spread evenly over them. */
function countPaid(pieces: readonly Piece[]): Promise<number> {
  return withSystem((tx) =>
    tx.step.count({
      where: {
        runId: { in: pieces.map(({ runId }) => runId) },
        name: { in: ["outline", "draft"] },
        settledNanos: { gt: 0 },
      },
    }),
  );
}

async function killOne(): Promise<void> {
  await pause(randomInt(300)); // Anywhere in what the worker is doing.
  const victim = randomInt(workers.length);
  await workers[victim]?.kill();
  workers = workers.with(victim, await start());
}

/** Lets the workers work and kills them in between, until all is done. Returns how many were killed. */
async function workUnderFire(pieces: readonly Piece[]): Promise<number> {
  const paid = pieces.length * PAID_STEPS_PER_RUN;
  const deadline = Date.now() + PATIENCE_MS;
  let killed = 0;
  for (;;) {
    const over = await decide(pieces);
    if ((await countPaid(pieces)) >= ((killed + 1) * paid) / (KILLS + 1) && killed < KILLS) {
      await killOne();
      killed += 1;
    }
    if (over === pieces.length && killed === KILLS && (await allAtRest(pieces))) return killed;
    if (Date.now() > deadline) throw new Error(await report(pieces));
    await pause(50);
  }
}

const workspacesOf = (pieces: readonly Piece[]) => [
  ...new Set(pieces.map(({ world }) => world.actor.workspaceId)),
];

async function allAtRest(pieces: readonly Piece[]): Promise<boolean> {
  for (const workspaceId of workspacesOf(pieces)) if (!(await isAtRest(workspaceId))) return false;
  return true;
}

async function report(pieces: readonly Piece[]): Promise<string> {
  const open = await Promise.all(workspacesOf(pieces).map(openWork));
  return `Not done in time. Open: ${open.flat().slice(0, 20).join("; ")}`;
}

async function requireSoundBooks(workspaceId: string, runs: number): Promise<void> {
  const where = { ownerWorkspaceId: workspaceId };
  await withSystem(async (tx) => {
    const holds = await holdsOf(tx, workspaceId);
    expect(holds.filter(({ state }) => state === "pending")).toEqual([]);
    const settled = holds.filter(({ state }) => state === "settled");
    expect(settled).toHaveLength(runs * PAID_STEPS_PER_RUN);
    expect(settled.every(({ chargedNanos }) => chargedNanos === COST)).toBe(true);
    const steps = await tx.step.findMany({
      where: { ...where, name: { in: ["outline", "draft"] } },
    });
    expect(new Set(steps.map(({ settledNanos }) => settledNanos))).toEqual(new Set([COST]));
    const { held, usage } = await getBalances(tx, workspaceId);
    expect([held, usage]).toEqual([0n, COST * BigInt(runs * PAID_STEPS_PER_RUN)]);
    expect(await tx.attempt.count({ where: { ...where, state: "calling" } })).toBe(0);
    expect(await tx.run.count({ where: { ...where, status: "succeeded" } })).toBe(runs);
    expect(await tx.revision.count({ where })).toBe(runs);
  });
  await requireSoundLedger([workspaceId]);
}

describe("workers that are killed at random", () => {
  it("finish every run, charge every paid step once and publish every article once", async () => {
    const pieces = await givenPieces();
    workers = await Promise.all(Array.from({ length: WORKERS }, start));
    expect(await workUnderFire(pieces)).toBe(KILLS);

    for (const workspaceId of workspacesOf(pieces)) {
      await requireSoundBooks(workspaceId, RUNS_PER_WORKSPACE);
      expect(await mostAtOnce(workspaceId)).toBeLessThanOrEqual(SHARE);
    }
    const published = pieces.filter(({ destinationId }) => destinationId !== null);
    expect(blog.posts).toHaveLength(published.length);
    const keys = new Set(writer.requests.map(({ headers }) => headers["idempotency-key"]));
    expect(keys.size).toBe(pieces.length * PAID_STEPS_PER_RUN);
  });
});
