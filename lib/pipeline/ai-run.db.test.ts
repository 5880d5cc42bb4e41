import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { getBalances } from "@/lib/ledger";
import { findChecks, getRevision, getRun, runStep, startRun } from "@/lib/pipeline";
import { newId } from "@/lib/platform/id";
import { drain } from "@/test/drive";
import { countPending, holdsOf } from "@/test/ledger";
import type { AiPeer, AiPeerAnswer } from "@/test/peers/ai";
import { givenArticle, refusal, toReview } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";
import { COST, OUTLINE, startWriterPeer, USAGE, WRITER, WRITER_PRICES } from "@/test/writer";

// Guarantee: what a model's work costs is set aside before it is called and settled to the nano-dollar
// afterwards, once, whatever the vendor does in between. The vendor is a local peer that speaks the
// chat completions of OpenAI-compatible servers.

const GRANT = 5_000_000_000n;

let peer: AiPeer;
/** Answers that come before the good ones. */
let faults: AiPeerAnswer[] = [];

beforeAll(async () => {
  peer = await startWriterPeer({ faultOf: () => faults.shift() });
  vi.stubEnv("OPENAI_COMPATIBLE_BASE_URL", peer.url);
  vi.stubEnv("OPENAI_COMPATIBLE_MODELS", WRITER_PRICES);
});
afterAll(async () => {
  await peer.close();
  vi.unstubAllEnvs();
});

async function givenAiRun(
  budgetNanos?: string,
): Promise<{ world: World; articleId: string; runId: string }> {
  const world = await givenWorkspace();
  const articleId = await givenArticle(world);
  await drain(world);
  const runId = newId();
  const budget = budgetNanos === undefined ? {} : { budget_nanos: budgetNanos };
  await startRun(world.actor, articleId, runId, { writer: WRITER, ...budget });
  await drain(world);
  return { world, articleId, runId };
}

/** Works on the one step that waits for a worker, until `signal` says to stop. */
async function workOnNext(world: World, signal: AbortSignal): Promise<void> {
  const { workspaceId } = world.actor;
  const step = await world.inWorkspace((tx) =>
    tx.step.findFirstOrThrow({ where: { ownerWorkspaceId: workspaceId, status: "queued" } }),
  );
  await runStep({ workspaceId, runId: step.runId, stepId: step.id }, signal);
}

/** What is known of the money of each call that was made, in order. */
function callsOf(world: World) {
  return world.inWorkspace((tx) =>
    tx.attempt.findMany({
      where: { ownerWorkspaceId: world.actor.workspaceId, provider: { not: null } },
      orderBy: { id: "asc" },
      select: {
        provider: true,
        model: true,
        settledNanos: true,
        costNanos: true,
        listedNanos: true,
        reportedNanos: true,
      },
    }),
  );
}

/** The money of a workspace: nothing held, and the ledger agrees with the receipt. */
async function requireSettled(world: World, runId: string, spent: bigint): Promise<void> {
  const run = await getRun(world.actor, runId);
  expect(BigInt(run.settled_nanos)).toBe(spent);
  expect(BigInt(run.held_nanos)).toBe(BigInt(run.settled_nanos) + BigInt(run.released_nanos));
  const { workspaceId } = world.actor;
  await world.inWorkspace(async (tx) => {
    expect(await countPending(tx, workspaceId)).toBe(0);
    expect(await getBalances(tx, workspaceId)).toMatchObject({
      wallet: GRANT - spent,
      usage: spent,
      held: 0n,
    });
  });
}

describe("a run with an AI writer", () => {
  it("settles both pieces of writing to the nano-dollar, and its citation is found in its source", async () => {
    faults = [];
    const { world, articleId, runId } = await givenAiRun();
    const run = await toReview(world, runId);
    expect(run.waiting_for).toBe("review");
    await requireSettled(world, runId, COST * 2n);
    const call = {
      ...WRITER,
      settledNanos: COST,
      costNanos: COST,
      listedNanos: COST,
      reportedNanos: null,
    };
    expect(await callsOf(world)).toEqual([call, call]);
    const revision = await getRevision(world.actor, articleId, 1);
    expect(revision.markdown).toContain("[^1]");
    const blocking = (await findChecks(world.actor, articleId, 1)).filter(
      ({ severity }) => severity === "blocking",
    );
    expect(blocking).toEqual([]);
  });

  it("tries again after a refusal for being busy, and charges the try that worked", async () => {
    faults = [{ kind: "status", status: 429, headers: { "retry-after": "0" } }];
    const { world, runId } = await givenAiRun();
    const run = await getRun(world.actor, runId);
    expect(run.waiting_for).toBe("outline");
    expect(run.steps.find(({ name }) => name === "outline")?.attempts).toBe(2);
    await requireSettled(world, runId, COST);
  });

  it("keeps the hold over an answer that was cut off, and settles it once", async () => {
    faults = [{ kind: "cut-mid-stream", text: OUTLINE.slice(0, 40) }];
    const { world, runId } = await givenAiRun();
    expect((await getRun(world.actor, runId)).waiting_for).toBe("outline");
    await requireSettled(world, runId, COST);
    const holds = await world.inWorkspace((tx) => holdsOf(tx, world.actor.workspaceId));
    expect(holds).toHaveLength(1);
    const [cut, whole] = await callsOf(world);
    expect([cut?.settledNanos, cut?.listedNanos, whole?.settledNanos]).toEqual([0n, null, COST]);
    expect(cut?.costNanos).toBeGreaterThan(0n);
  });

  it("hands the hold of a call that a stopping worker broke off to the next one, and settles it once", async () => {
    const world = await givenWorkspace();
    const articleId = await givenArticle(world);
    await drain(world);
    const runId = newId();
    await startRun(world.actor, articleId, runId, { writer: WRITER });
    await workOnNext(world, new AbortController().signal);
    faults = [{ kind: "hang", text: OUTLINE.slice(0, 40) }];
    const calls = peer.requests.length;
    const stopping = new AbortController();
    const work = workOnNext(world, stopping.signal);
    await vi.waitFor(() => expect(peer.requests.length).toBe(calls + 1), { timeout: 10_000 });
    stopping.abort();
    await work;
    await drain(world);
    expect((await getRun(world.actor, runId)).waiting_for).toBe("outline");
    await requireSettled(world, runId, COST);
    const holds = await world.inWorkspace((tx) => holdsOf(tx, world.actor.workspaceId));
    expect(holds).toHaveLength(1);
  });

  it("charges nothing for a key that the vendor refuses", async () => {
    faults = [{ kind: "status", status: 401 }];
    const { world, runId } = await givenAiRun();
    const run = await getRun(world.actor, runId);
    expect(run.status).toBe("failed");
    expect(run.error?.code).toBe("writer_auth");
    await requireSettled(world, runId, 0n);
  });

  it("settles the bound, and says that it is an estimate, when the vendor counts nothing", async () => {
    faults = [{ kind: "ok", text: OUTLINE, usage: "none" }];
    const { world, runId } = await givenAiRun();
    const run = await getRun(world.actor, runId);
    const outline = run.steps.find(({ name }) => name === "outline");
    expect(outline?.is_estimated).toBe(true);
    expect(outline?.settled_nanos).toBe(outline?.held_nanos);
  });

  it("settles what an answer without the asked form cost, and fails the step", async () => {
    faults = [{ kind: "ok", text: '{"title":"no sections"}', usage: USAGE }];
    const { world, runId } = await givenAiRun();
    expect((await getRun(world.actor, runId)).error?.code).toBe("writer_malformed");
    await requireSettled(world, runId, COST);
  });

  it("is not started over its budget or over the wallet, and a model without a price can't be chosen", async () => {
    const world = await givenWorkspace();
    const articleId = await givenArticle(world);
    await drain(world);
    const start = (input: Parameters<typeof startRun>[3]) =>
      refusal(startRun(world.actor, articleId, newId(), input));
    expect(await start({ writer: WRITER, budget_nanos: "1000" })).toBe("budget_exceeded");
    expect(await start({ writer: { ...WRITER, model: "unknown" } })).toBe("model_not_priced");
    expect(await start({ writer: { provider: "openai", model: "gpt-5.5" } })).toBe(
      "writer_unavailable",
    );
    await world.inWorkspace((tx) => tx.run.count()).then((count) => expect(count).toBe(0));
  });
});
