import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { getBalances } from "@/lib/ledger";
import {
  approveRevision,
  cancelRun,
  getRevision,
  getRun,
  quoteRun,
  type RunView,
  retryRun,
  startRun,
  updateArticle,
} from "@/lib/pipeline";
import type { StepName } from "@/lib/pipeline/schema";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/id";
import { drain } from "@/test/drive";
import { countPending } from "@/test/ledger";
import type { AiPeer } from "@/test/peers/ai";
import { givenArticle, toReview } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";
import { COST, startWriterPeer, WRITER, WRITER_PRICES } from "@/test/writer";

// Guarantee: a run that ended is taken up from the step that a person names: that step and the later
// ones are done anew and paid for, the earlier ones are kept, and the run's budget holds over all of it.

let peer: AiPeer;
let world: World;
let articleId: string;

beforeAll(async () => {
  peer = await startWriterPeer();
  vi.stubEnv("OPENAI_COMPATIBLE_BASE_URL", peer.url);
  vi.stubEnv("OPENAI_COMPATIBLE_MODELS", WRITER_PRICES);
});
afterAll(async () => {
  await peer.close();
  vi.unstubAllEnvs();
});
beforeEach(async () => {
  world = await givenWorkspace();
  articleId = await givenArticle(world);
  await drain(world);
});

async function start(budgetNanos?: string): Promise<string> {
  const budget = budgetNanos === undefined ? {} : { budget_nanos: budgetNanos };
  const { id } = await startRun(world.actor, articleId, newId(), { writer: WRITER, ...budget });
  await drain(world);
  return id;
}

/** Takes the run up again and works until it rests. */
async function retry(runId: string, from?: StepName): Promise<RunView> {
  await retryRun(world.actor, runId, from);
  await drain(world);
  return getRun(world.actor, runId);
}

function stepOf(run: RunView, name: StepName) {
  const step = run.steps.find((one) => one.name === name);
  if (step === undefined) throw new Error(`The run has no step ${name}.`);
  return step;
}

/** The code and the sentence that a verb refuses with. */
async function refusalOf(work: Promise<unknown>): Promise<[string, string | undefined]> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error("It was not refused.", { cause: error });
  return [error.code, error.detail];
}

/** What the workspace has paid, and that nothing is held any more. */
async function spent(): Promise<bigint> {
  return world.inWorkspace(async (tx) => {
    const { workspaceId } = world.actor;
    expect(await countPending(tx, workspaceId)).toBe(0);
    const { usage = 0n } = await getBalances(tx, workspaceId);
    return usage;
  });
}

describe("a retry", () => {
  it("of a run that is under way is refused with what to do", async () => {
    const runId = await start();
    expect(await refusalOf(retryRun(world.actor, runId, "outline"))).toEqual([
      "wrong_state",
      "This run is under way. Cancel it first, or wait until it has ended.",
    ]);
  });

  it("while another run of the article is under way is refused with what to do, and changes nothing", async () => {
    const first = await start();
    const before = await cancelRun(world.actor, first);
    await start();
    expect(await refusalOf(retryRun(world.actor, first, "outline"))).toEqual([
      "run_in_progress",
      "Another run of this article is under way. Cancel it first, or wait until it has ended.",
    ]);
    expect(await getRun(world.actor, first)).toEqual(before);
  });

  it("from a step whose earlier ones are not done is refused", async () => {
    const runId = await start();
    await cancelRun(world.actor, runId);
    const undone = await world.inWorkspace((tx) =>
      tx.step.findFirstOrThrow({
        where: { ownerWorkspaceId: world.actor.workspaceId, runId, name: "draft" },
      }),
    );
    expect(undone.status).toBe("cancelled");
    const [code] = await refusalOf(retryRun(world.actor, runId, "checks"));
    expect(code).toBe("wrong_state");
  });

  it("of a run that is done asks for the step", async () => {
    const { id } = await toReview(world, await start());
    await approveRevision(world.actor, articleId, { revision: 1, decision: "approve" });
    expect(await refusalOf(retryRun(world.actor, id, undefined))).toEqual([
      "wrong_state",
      "This run is done. Name the step to take it up from.",
    ]);
  });

  it.each(["succeeded", "cancelled"] as const)(
    "from the draft of a run that %s writes the text anew, keeps what was before, and bills the text alone",
    async (ending) => {
      const written = await toReview(world, await start());
      if (ending === "succeeded")
        await approveRevision(world.actor, articleId, { revision: 1, decision: "approve" });
      else await cancelRun(world.actor, written.id);
      const ended = await getRun(world.actor, written.id);
      expect([ended.status, await spent()]).toEqual([ending, COST * 2n]);
      const text = await getRevision(world.actor, articleId, 1);
      const calls = peer.requests.length;

      const again = await retry(written.id, "draft");
      expect([again.status, again.waiting_for, again.revision]).toEqual(["waiting", "review", 2]);
      for (const name of ["sources", "outline"] as const)
        expect(stepOf(again, name)).toEqual(stepOf(ended, name));
      expect(again.outline).toEqual(ended.outline);
      expect(await getRevision(world.actor, articleId, 1)).toEqual(text);
      for (const name of ["draft", "checks", "review"] as const)
        expect(stepOf(again, name).attempts).toBe(stepOf(ended, name).attempts + 1);
      expect(peer.requests).toHaveLength(calls + 1);
      expect([await spent(), again.settled_nanos]).toEqual([COST * 3n, String(COST * 3n)]);
    },
  );

  it("asks the vendor under another key, so that it does not get the old answer", async () => {
    const { id } = await toReview(world, await start());
    await cancelRun(world.actor, id);
    const keyOfLast = () => peer.requests.at(-1)?.headers["idempotency-key"];
    const before = keyOfLast();
    await retry(id, "draft");
    expect(before).toMatch(/^step-/);
    expect(keyOfLast()).not.toBe(before);
  });

  it("from the checks calls and bills nobody, and keeps the text", async () => {
    const { id } = await toReview(world, await start());
    await cancelRun(world.actor, id);
    const calls = peer.requests.length;
    const again = await retry(id, "checks");
    expect([again.waiting_for, again.revision]).toEqual(["review", 1]);
    expect(peer.requests).toHaveLength(calls);
    expect(await spent()).toBe(COST * 2n);
  });
});

describe("a budget that is reached in the middle of a run", () => {
  const brief = { topic: "How tides work", word_count: 300 };

  /** The budget is the quote; then a longer text is asked for, which may cost more than was quoted. */
  async function givenStopped(): Promise<{ run: RunView; budget: bigint }> {
    const quote = await quoteRun(world.actor, articleId, { writer: WRITER });
    const runId = await start(quote.total_nanos);
    await updateArticle(world.actor, articleId, { brief: { ...brief, word_count: 9_000 } });
    return { run: await toReview(world, runId), budget: BigInt(quote.total_nanos) };
  }

  it("stops it before the step, with a sentence and the next step, and charges nothing beyond", async () => {
    const calls = peer.requests.length;
    const { run, budget } = await givenStopped();
    expect([run.status, run.error?.code]).toEqual(["failed", "budget_exceeded"]);
    expect(run.error?.message).toBe(
      "This step may cost more than the budget of the run has left, so it was not begun. Start a new run with a higher budget or a cheaper writer.",
    );
    expect(stepOf(run, "draft")).toMatchObject({
      status: "failed",
      attempts: 0,
      held_nanos: "0",
      settled_nanos: "0",
    });
    expect(stepOf(run, "review").status).toBe("skipped");
    expect(peer.requests).toHaveLength(calls + 1);
    expect(await spent()).toBe(COST);
    expect(COST).toBeLessThan(budget);
    expect(run.outline?.sections.length).toBeGreaterThan(0);
  });

  it("stops it again when it is taken up as it is, and lets it go on when it fits", async () => {
    const { run } = await givenStopped();
    expect((await retry(run.id)).error?.code).toBe("budget_exceeded");
    expect(await spent()).toBe(COST);
    await updateArticle(world.actor, articleId, { brief });
    const again = await retry(run.id);
    expect([again.status, again.waiting_for, again.error]).toEqual([
      "waiting",
      "review",
      undefined,
    ]);
    expect(await spent()).toBe(COST * 2n);
  });

  it("counts what was paid before a retry: writing it anew stops when the budget is used up", async () => {
    const quote = await quoteRun(world.actor, articleId, { writer: WRITER });
    const { id } = await toReview(world, await start(quote.total_nanos));
    const budget = BigInt(quote.total_nanos);
    const retriesMax = Number(budget / COST) + 1;
    let run = await cancelRun(world.actor, id);
    for (let count = 0; count < retriesMax && run.error === undefined; count += 1) {
      run = await retry(id, "draft");
      if (run.error === undefined) await cancelRun(world.actor, id);
    }
    expect(run.error?.code).toBe("budget_exceeded");
    expect(await spent()).toBeLessThanOrEqual(budget);
    expect(await spent()).toBe(BigInt(run.settled_nanos));
  });
});
