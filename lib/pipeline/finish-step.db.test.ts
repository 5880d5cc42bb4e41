import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { getBalances, releaseHold } from "@/lib/ledger";
import { getRun, runStep, startRun } from "@/lib/pipeline";
import { newId } from "@/lib/platform/id";
import { drain } from "@/test/drive";
import { holdsOf, requireSoundLedger } from "@/test/ledger";
import { givenArticle } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";
import { WRITER, WRITER_PRICES } from "@/test/writer";
import { claimStep, type StepJob } from "./claim-step";
import { finishStep } from "./finish-step";

// Guarantee: work whose hold expired before it came back is charged all the same, once, as far as the wallet goes.

const GRANT = 5_000_000_000n;

beforeAll(() => {
  vi.stubEnv("OPENAI_COMPATIBLE_BASE_URL", "http://127.0.0.1:9");
  vi.stubEnv("OPENAI_COMPATIBLE_MODELS", WRITER_PRICES);
});
afterAll(() => vi.unstubAllEnvs());

async function nextJob(world: World): Promise<StepJob> {
  const { workspaceId } = world.actor;
  const step = await world.inWorkspace((tx) =>
    tx.step.findFirstOrThrow({ where: { ownerWorkspaceId: workspaceId, status: "queued" } }),
  );
  return { workspaceId, runId: step.runId, stepId: step.id };
}

it("charges late what came back after its hold had expired", async () => {
  const world = await givenWorkspace();
  const { workspaceId } = world.actor;
  const articleId = await givenArticle(world);
  await drain(world);
  const runId = newId();
  await startRun(world.actor, articleId, runId, { writer: WRITER });
  await runStep(await nextJob(world), new AbortController().signal);
  const claim = await claimStep(await nextJob(world));
  if (claim?.holdId == null) throw new Error("The step has no hold.");
  const { holdId } = claim;
  await world.inWorkspace((tx) => releaseHold(tx, { workspaceId, holdId, kind: "expire" }));

  const cost = {
    chargeNanos: 1_234n,
    costNanos: 1_000n,
    listedNanos: 1_000n,
    reportedNanos: null,
    usage: null,
    isEstimated: false,
  };
  const outcome = {
    kind: "failed",
    code: "writer_output",
    message: "Nothing usable came.",
    isRetryable: false,
    isOutcomeUnknown: false,
    cost,
  } as const;
  await finishStep(claim, outcome);
  await finishStep(claim, outcome);

  expect((await getRun(world.actor, runId)).settled_nanos).toBe("1234");
  expect(await world.inWorkspace((tx) => holdsOf(tx, workspaceId))).toMatchObject([
    { state: "expired", chargedNanos: 0n },
  ]);
  const balances = await world.inWorkspace((tx) => getBalances(tx, workspaceId));
  expect(balances).toMatchObject({ wallet: GRANT - 1_234n, usage: 1_234n, held: 0n });
  await requireSoundLedger([workspaceId]);
});
