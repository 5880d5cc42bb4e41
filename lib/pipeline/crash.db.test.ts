import { describe, expect, it } from "vitest";
import { decideOutline, findRevisions, getRun, type RunView, runStep } from "@/lib/pipeline";
import { drain } from "@/test/drive";
import { givenArticle, givenRun } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";
import { claimStep } from "./claim-step";
import { finishStep } from "./finish-step";
import { perform } from "./perform-step";

const { signal } = new AbortController();
const ignore = () => undefined;

async function givenQueuedDraft(world: World) {
  const articleId = await givenArticle(world);
  const gate = await givenRun(world, articleId);
  const run = await decideOutline(world.actor, gate.id, { decision: "approve" });
  const step = stepOf(run, "draft");
  const job = { workspaceId: world.actor.workspaceId, runId: run.id, stepId: step.id };
  return { articleId, runId: run.id, job };
}

function stepOf(run: RunView, name: string) {
  const step = run.steps.find((candidate) => candidate.name === name);
  if (step === undefined) throw new Error(`The run has no step ${name}.`);
  return step;
}

const revisionsOf = async (world: World, articleId: string) =>
  (await findRevisions(world.actor, articleId, { limit: 50, after: null })).data;

describe("a worker that dies", () => {
  it("before it has finished a step: the next one takes over, and its late result is dropped", async () => {
    const world = await givenWorkspace();
    const { articleId, runId, job } = await givenQueuedDraft(world);
    const dead = await claimStep(job);
    if (dead === null) throw new Error("The step could not be claimed.");
    const lateResult = await perform(dead, signal, ignore);
    await runStep(job, signal);
    const taken = await getRun(world.actor, runId);
    expect(stepOf(taken, "draft")).toMatchObject({ status: "succeeded", attempts: 2 });
    await finishStep(dead, lateResult);
    expect(await getRun(world.actor, runId)).toEqual(taken);
    expect(await revisionsOf(world, articleId)).toHaveLength(1);
    const states = await world.inWorkspace((tx) =>
      tx.attempt.findMany({
        where: { ownerWorkspaceId: job.workspaceId, stepId: job.stepId },
        orderBy: { number: "asc" },
      }),
    );
    expect(states.map((attempt) => attempt.state)).toEqual(["unknown", "settled"]);
  });

  it("three times over costs attempts, not outputs", async () => {
    const world = await givenWorkspace();
    const { articleId, runId, job } = await givenQueuedDraft(world);
    for (let death = 0; death < 3; death += 1) expect(await claimStep(job)).not.toBeNull();
    await drainFrom(world, job);
    expect(stepOf(await getRun(world.actor, runId), "draft").attempts).toBe(4);
    expect(await revisionsOf(world, articleId)).toHaveLength(1);
  });
});

async function drainFrom(world: World, job: Parameters<typeof runStep>[0]): Promise<void> {
  await runStep(job, signal);
  await drain(world);
}

describe("a job that comes again", () => {
  it("changes nothing after its step is done", async () => {
    const world = await givenWorkspace();
    const { articleId, runId, job } = await givenQueuedDraft(world);
    await drainFrom(world, job);
    const before = await getRun(world.actor, runId);
    await runStep(job, signal);
    expect(await getRun(world.actor, runId)).toEqual(before);
    expect(await revisionsOf(world, articleId)).toHaveLength(1);
  });

  it("gives one output when two workers have it at once", async () => {
    const world = await givenWorkspace();
    const { articleId, runId, job } = await givenQueuedDraft(world);
    await Promise.all([runStep(job, signal), runStep(job, signal)]);
    await drain(world);
    const run = await getRun(world.actor, runId);
    expect([run.waiting_for, run.revision]).toEqual(["review", 1]);
    expect(await revisionsOf(world, articleId)).toHaveLength(1);
  });
});
