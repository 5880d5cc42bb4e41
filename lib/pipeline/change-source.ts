import { recordEvent } from "@/lib/audit";
import { type Actor, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { enqueueSource } from "./enqueue-source";
import { findSource } from "./find-sources";
import type { SourceView, UpdateSourceInput } from "./schema";

/** Reads a source again: after a failure, or to see what it says now. Earlier snapshots stay. @throws AppError not_found */
export async function retrySource(
  actor: Actor,
  articleId: string,
  sourceId: string,
): Promise<SourceView> {
  requirePermission(actor, "article:write");
  await withWorkspace(actor, async (tx) => {
    const { count } = await tx.source.updateMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        articleId,
        id: sourceId,
        status: { in: ["ready", "failed", "pending"] },
      },
      data: { status: "pending", failureCode: null, failureDetail: null, updatedAt: clock.now() },
    });
    if (count === 0) throw new AppError("not_found");
    await enqueueSource(tx, actor.workspaceId, sourceId);
  });
  return findSource(actor, articleId, sourceId);
}

/** Says whether a source is the team's own, or renames it. @throws AppError not_found */
export async function updateSource(
  actor: Actor,
  articleId: string,
  sourceId: string,
  input: UpdateSourceInput,
): Promise<SourceView> {
  requirePermission(actor, "article:write");
  await withWorkspace(actor, async (tx) => {
    const { count } = await tx.source.updateMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        articleId,
        id: sourceId,
        status: { not: "dropped" },
      },
      data: {
        ...(input.is_own === undefined ? {} : { isOwn: input.is_own }),
        ...(input.title === undefined ? {} : { title: input.title }),
        updatedAt: clock.now(),
      },
    });
    if (count === 0) throw new AppError("not_found");
    await recordEvent(tx, {
      workspaceId: actor.workspaceId,
      userId: actor.userId,
      action: "source.updated",
      subjectKind: "source",
      subjectId: sourceId,
      detail: { is_own: input.is_own ?? null },
    });
  });
  return findSource(actor, articleId, sourceId);
}

/** Takes a source out of an article. Its snapshots stay: a text may cite them. @throws AppError not_found */
export async function dropSource(actor: Actor, articleId: string, sourceId: string): Promise<void> {
  requirePermission(actor, "article:write");
  await withWorkspace(actor, async (tx) => {
    const { count } = await tx.source.updateMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        articleId,
        id: sourceId,
        status: { not: "dropped" },
      },
      data: { status: "dropped", updatedAt: clock.now() },
    });
    if (count === 0) throw new AppError("not_found");
    await recordEvent(tx, {
      workspaceId: actor.workspaceId,
      userId: actor.userId,
      action: "source.dropped",
      subjectKind: "source",
      subjectId: sourceId,
    });
  });
}
