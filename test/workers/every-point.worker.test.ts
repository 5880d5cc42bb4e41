import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { approveRevision, createArticle, decideOutline, getRun, startRun } from "@/lib/pipeline";
import { withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { createDestination, createHook, publishArticle } from "@/lib/publishing";
import { holdsOf, requireSoundLedger } from "@/test/ledger";
import type { AiPeer } from "@/test/peers/ai";
import {
  startWebhookPeer,
  startWordPressPeer,
  type WebhookPeer,
  type WordPressPeer,
} from "@/test/peers/cms";
import { givenArticle } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";
import { COST, startWriterPeer, WRITER, WRITER_PRICES } from "@/test/writer";
import { isAtRest, openWork, progressOf, until } from "./rest";
import { letDeadWorkersLapse } from "./time";
import { startWorkerProcess } from "./worker-process";

// Guarantee: wherever a worker is killed, the next one brings the work to its end: once, paid once.
// Every point is tried when CRASH_POINTS=all, and a share of them when it is 1/3, 2/3 or 3/3, so that some
// machines or processes try them together; otherwise every 29th, each stage from another start.

const [SHARE, SHARES] = process.env["CRASH_POINTS"]?.match(/\d+/g)?.map(Number) ?? [];
const IS_WHOLE = process.env["CRASH_POINTS"] !== undefined;
const STRIDE = SHARES ?? (IS_WHOLE ? 1 : 29);
const firstPoint = (stage: number): number => SHARE ?? 1 + (stage % STRIDE);
/** Reading has few points: at the wide stride it would hardly be tried. */
const READING_STRIDE = Math.min(STRIDE, 7);
const NEVER = 0;
const PATIENCE_MS = 20_000;

let writer: AiPeer;
let blog: WordPressPeer;
let receiver: WebhookPeer;

beforeAll(async () => {
  writer = await startWriterPeer();
  blog = await startWordPressPeer();
  receiver = await startWebhookPeer();
  vi.stubEnv("OPENAI_COMPATIBLE_BASE_URL", writer.url);
  vi.stubEnv("OPENAI_COMPATIBLE_MODELS", WRITER_PRICES);
});
afterAll(async () => {
  await Promise.all([writer.close(), blog.close(), receiver.close()]);
  vi.unstubAllEnvs();
});

/**
 * Kills one worker after the other, each a little later in its work than the one before, until nothing
 * is left to do. A new stage of the work begins again with its first points. Returns how many died.
 */
async function creep(workspaceId: string): Promise<number> {
  let killed = 0;
  let stage = 0;
  let dieAt = firstPoint(stage);
  let before = await progressOf(workspaceId);
  while (!(await isAtRest(workspaceId))) {
    killed += (await workUntilDeath(workspaceId, dieAt)) ? 1 : 0;
    await letDeadWorkersLapse();
    const after = await progressOf(workspaceId);
    stage += after === before ? 0 : 1;
    dieAt = after === before ? dieAt + STRIDE : firstPoint(stage);
    before = after;
  }
  return killed;
}

/** False when the worker had done everything before it got to its end. */
async function workUntilDeath(workspaceId: string, dieAt: number): Promise<boolean> {
  const worker = await startWorkerProcess({ dieAt });
  await until(
    async () => `${(await openWork(workspaceId)).join("; ")}, with death at point ${dieAt}`,
    PATIENCE_MS,
    async () => !worker.isAlive() || (await isAtRest(workspaceId)),
  );
  const isDead = !worker.isAlive();
  await worker.kill();
  return isDead;
}

async function startPageServer() {
  const page = `<!doctype html><title>Salt</title><article><h1>Salt</h1><p>${"Salt was traded along the coast for centuries. ".repeat(20)}</p></article>`;
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end(page);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}/salt`, close: () => server.close() };
}

describe("a worker that is killed", () => {
  it("while it reads sources leaves each one to be read once by the next", async () => {
    const pages = await startPageServer();
    const world = await givenWorkspace();
    const { workspaceId } = world.actor;
    let killed = 0;
    for (let dieAt = 1, isDead = true; isDead; dieAt += READING_STRIDE) {
      const id = newId();
      const sources = [
        { title: "Notes", text: "Salt was heavy, so it went by sea.", is_own: true },
        pages.url,
      ];
      await createArticle(world.actor, id, { brief: { topic: "Salt", sources } });
      isDead = await workUntilDeath(workspaceId, dieAt);
      await letDeadWorkersLapse();
      await workUntilDeath(workspaceId, NEVER);
      killed += isDead ? 1 : 0;
    }
    pages.close();
    await world.inWorkspace(async (tx) => {
      const where = { ownerWorkspaceId: workspaceId };
      const sources = await tx.source.findMany({ where, include: { snapshots: true } });
      expect(sources.map((source) => source.status)).toEqual(sources.map(() => "ready"));
      expect(sources.map((source) => source.snapshots.length)).toEqual(sources.map(() => 1));
    });
    expect(killed).toBeGreaterThan(2);
  });

  it("anywhere between the start of a paid run and the delivered hook changes nothing of the result", async () => {
    const world = await givenWorkspace();
    const { workspaceId } = world.actor;
    const articleId = await givenArticle(world);
    await workUntilDeath(workspaceId, NEVER);
    const runId = newId();
    await startRun(world.actor, articleId, runId, { writer: WRITER });
    let killed = await creep(workspaceId);
    await decideOutline(world.actor, runId, { decision: "approve" });
    killed += await creep(workspaceId);
    await approveRevision(world.actor, articleId, { revision: 1, decision: "approve" });
    await publishWithHook(world, articleId);
    killed += await creep(workspaceId);

    await requireOneResult(world, runId);
    expect(blog.posts.map((post) => [post.title, post.status])).toEqual([
      ["How tides work", "publish"],
    ]);
    const deliveries = new Set(receiver.requests.map(({ headers }) => headers["webhook-id"]));
    expect(receiver.received.map(({ type }) => type)).toEqual(["article.published"]);
    expect(deliveries.size).toBe(1);
    expect(killed).toBeGreaterThan(100 / STRIDE);
  });
});

async function publishWithHook(world: World, articleId: string): Promise<void> {
  await createHook(world.actor, newId(), {
    kind: "http",
    url: receiver.url,
    secret: receiver.secret,
  });
  const destination = await createDestination(world.actor, newId(), {
    kind: "wordpress",
    name: "Blog",
    url: blog.url,
    credentials: { username: blog.username, application_password: blog.password },
  });
  await publishArticle(world.actor, articleId, {
    destination_id: destination.id,
    mode: "publish",
  });
}

async function requireOneResult(world: World, runId: string): Promise<void> {
  const { workspaceId } = world.actor;
  const where = { ownerWorkspaceId: workspaceId };
  const run = await getRun(world.actor, runId);
  expect([run.status, run.revision]).toEqual(["succeeded", 1]);
  expect(run.settled_nanos).toBe(String(COST * 2n));
  await withSystem(async (tx) => {
    expect(await tx.revision.count({ where })).toBe(1);
    expect(await tx.attempt.count({ where: { ...where, state: "calling" } })).toBe(0);
    const holds = await holdsOf(tx, workspaceId);
    expect(holds.map((hold) => [hold.state, hold.chargedNanos])).toEqual([
      ["settled", COST],
      ["settled", COST],
    ]);
  });
  await requireSoundLedger([workspaceId]);
}
