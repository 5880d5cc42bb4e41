import { clock, setClock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import type { Provider } from "@/lib/reconciliation";
import { givenArticle } from "@/test/stories";
import type { World } from "@/test/world";

// What tests of the reconciliation begin from: a time of their own, and calls that ended at a time.

export const USD = 1_000_000_000n;

/** Lets it be a time until the next one is named. The whole test file has one clock. */
export function itIs(time: string): void {
  setClock({ now: () => new Date(time) });
}

/** The clock of peers that are to agree with ours. */
export const ourTime = (): Date => clock.now();

export interface GivenCall {
  readonly provider: Provider;
  readonly finishedAt: string;
  readonly costNanos: bigint;
  readonly model?: string;
  readonly listedNanos?: bigint;
  readonly reportedNanos?: bigint;
}

/** A step of a run in the world's workspace, to which calls can be added. */
export async function givenStep(world: World): Promise<(call: GivenCall) => Promise<void>> {
  const articleId = await givenArticle(world);
  const { workspaceId: ownerWorkspaceId, userId: createdBy } = world.actor;
  const [runId, stepId] = [newId(), newId()];
  await withSystem(async (tx) => {
    await tx.run.create({
      data: {
        ownerWorkspaceId,
        id: runId,
        articleId,
        provider: "anthropic",
        model: "test-model",
        status: "succeeded",
        quoteNanos: 0n,
        createdBy,
      },
    });
    await tx.step.create({
      data: {
        ownerWorkspaceId,
        id: stepId,
        runId,
        position: 0,
        name: "draft",
        status: "succeeded",
      },
    });
  });
  let number = 0;
  return async ({ finishedAt, ...call }) => {
    number += 1;
    await withSystem((tx) =>
      tx.attempt.create({
        data: {
          ownerWorkspaceId,
          id: newId(),
          stepId,
          number,
          state: "settled",
          model: "test-model",
          ...call,
          usage: { inputTokens: 1_200, outputTokens: 340 },
          finishedAt: new Date(finishedAt),
        },
      }),
    );
  };
}
