import { type Actor, requirePermission } from "@/lib/identity";
import { withWorkspace } from "@/lib/platform/db";
import type { StepName } from "./schema";

/** What a hold was made for. */
export interface HeldStep {
  readonly step: StepName;
  readonly runId: string;
  readonly articleId: string;
  readonly articleTitle: string;
}

/** The steps that these holds were made for, by the id of the hold. A hold of no step is not among them. */
export async function findHeldSteps(
  actor: Actor,
  holdIds: readonly string[],
): Promise<ReadonlyMap<string, HeldStep>> {
  requirePermission(actor, "workspace:read");
  const attempts = await withWorkspace(actor, (tx) =>
    tx.attempt.findMany({
      where: { ownerWorkspaceId: actor.workspaceId, holdId: { in: [...holdIds] } },
      select: {
        holdId: true,
        step: {
          select: {
            name: true,
            run: { select: { id: true, article: { select: { id: true, title: true } } } },
          },
        },
      },
    }),
  );
  return new Map(
    attempts.flatMap(({ holdId, step: { name, run } }): [string, HeldStep][] => {
      if (holdId === null) return [];
      const { id: articleId, title: articleTitle } = run.article;
      return [[holdId, { step: name as StepName, runId: run.id, articleId, articleTitle }]];
    }),
  );
}
