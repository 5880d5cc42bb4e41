import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { quoteRun, runStep, startRun } from "@/lib/pipeline";
import { newId } from "@/lib/platform/id";
import { setPrice } from "@/lib/pricing";
import { drain } from "@/test/drive";
import { givenArticle } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";
import { claimStep, type StepJob } from "./claim-step";

// Guarantee: a step is reckoned by the price that is in force when it is claimed; a hold that a dead worker left keeps
// the price that it was worked out from, whatever the price is by now.

beforeAll(() => {
  vi.stubEnv("ANTHROPIC_API_KEY", "a key");
  vi.stubEnv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9");
});
afterAll(() => vi.unstubAllEnvs());

async function nextJob({ actor, inWorkspace }: World): Promise<StepJob> {
  const { workspaceId } = actor;
  const step = await inWorkspace((tx) =>
    tx.step.findFirstOrThrow({
      where: { ownerWorkspaceId: workspaceId, status: { in: ["queued", "running"] } },
    }),
  );
  return { workspaceId, runId: step.runId, stepId: step.id };
}

it("keeps the price of a hold that passes to the next worker, and quotes the new one", async () => {
  const world = await givenWorkspace();
  const operator = { ...world.principal, isOperator: true };
  const writer = { provider: "anthropic" as const, model: `m-${randomUUID()}` };
  const price = (nanos: bigint) => ({
    ...writer,
    input_nanos_per_mtok: nanos,
    output_nanos_per_mtok: nanos,
  });
  const first = await setPrice(operator, newId(), price(1_000_000n));
  const articleId = await givenArticle(world);
  await drain(world);
  const quote = await quoteRun(world.actor, articleId, { writer });
  await startRun(world.actor, articleId, newId(), { writer });
  await runStep(await nextJob(world), new AbortController().signal);
  const job = await nextJob(world);
  const claim = await claimStep(job);
  const second = await setPrice(operator, newId(), price(3_000_000n));
  const again = await claimStep(job);
  expect(again?.holdId).toBe(claim?.holdId);
  const attempts = await world.inWorkspace((tx) =>
    tx.attempt.findMany({ where: { stepId: job.stepId }, orderBy: { number: "asc" } }),
  );
  expect(attempts.map(({ state, priceId }) => [state, priceId])).toEqual([
    ["unknown", first.id],
    ["calling", first.id],
  ]);
  expect(attempts[1]?.heldNanos).toBe(attempts[0]?.heldNanos);
  expect(second.is_in_force).toBe(true);
  const dearer = await quoteRun(world.actor, articleId, { writer });
  expect(BigInt(dearer.total_nanos)).toBeGreaterThan(BigInt(quote.total_nanos) * 2n);
});
