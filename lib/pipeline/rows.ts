import type { Tx } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { Article, Revision, Run, Snapshot, Step } from "@/prisma/generated/client";

// Queries that several verbs here share. Each one says the workspace itself.

/** @throws AppError not_found */
export async function requireArticle(
  tx: Tx,
  workspaceId: string,
  articleId: string,
): Promise<Article> {
  const row = await tx.article.findFirst({
    where: { ownerWorkspaceId: workspaceId, id: articleId, deletedAt: null },
  });
  if (row === null) throw new AppError("not_found");
  return row;
}

/** Locks the article, so that two who add a revision or start a run take turns. @throws AppError not_found */
export async function lockArticle(
  tx: Tx,
  workspaceId: string,
  articleId: string,
): Promise<Article> {
  await tx.$queryRaw`SELECT id FROM articles
    WHERE owner_workspace_id = ${workspaceId}::uuid AND id = ${articleId}::uuid FOR UPDATE`;
  return requireArticle(tx, workspaceId, articleId);
}

/** Locks a run: a step that ends, a person who decides and one who cancels take turns. @throws AppError not_found */
export async function lockRun(tx: Tx, workspaceId: string, runId: string): Promise<Run> {
  await tx.$queryRaw`SELECT id FROM runs
    WHERE owner_workspace_id = ${workspaceId}::uuid AND id = ${runId}::uuid FOR UPDATE`;
  const row = await tx.run.findFirst({ where: { ownerWorkspaceId: workspaceId, id: runId } });
  if (row === null) throw new AppError("not_found");
  return row;
}

/** The steps of a run in their order. */
export function findSteps(tx: Tx, workspaceId: string, runId: string): Promise<Step[]> {
  return tx.step.findMany({
    where: { ownerWorkspaceId: workspaceId, runId },
    orderBy: { position: "asc" },
  });
}

/** A snapshot with what its source says of it. */
export interface SourceSnapshot extends Snapshot {
  readonly isOwn: boolean;
  readonly sourceTitle: string;
  readonly sourceUrl: string | null;
}

/** The current snapshots of an article's sources, in the order of the sources. */
export async function findSnapshots(
  tx: Tx,
  workspaceId: string,
  articleId: string,
): Promise<SourceSnapshot[]> {
  const sources = await tx.source.findMany({
    where: { ownerWorkspaceId: workspaceId, articleId, status: "ready", snapshotId: { not: null } },
    orderBy: { position: "asc" },
  });
  const ids = sources.flatMap((source) => (source.snapshotId === null ? [] : [source.snapshotId]));
  const snapshots = await tx.snapshot.findMany({
    where: { ownerWorkspaceId: workspaceId, id: { in: ids } },
  });
  return sources.flatMap((source) => {
    const snapshot = snapshots.find((candidate) => candidate.id === source.snapshotId);
    if (snapshot === undefined) return [];
    return [{ ...snapshot, isOwn: source.isOwn, sourceTitle: source.title, sourceUrl: source.url }];
  });
}

/**
 * The snapshots that a text cites, of this article and of no other, whether or not their source was
 * dropped since.
 */
export async function findCitedSnapshots(
  tx: Tx,
  workspaceId: string,
  articleId: string,
  snapshotIds: readonly string[],
): Promise<SourceSnapshot[]> {
  const rows = await tx.snapshot.findMany({
    where: { ownerWorkspaceId: workspaceId, id: { in: [...snapshotIds] }, source: { articleId } },
    include: { source: { select: { isOwn: true, title: true, url: true } } },
  });
  return rows.map(({ source, ...row }) => ({
    ...row,
    isOwn: source.isOwn,
    sourceTitle: source.title,
    sourceUrl: source.url,
  }));
}

/** The revision with this number, or the latest. @throws AppError not_found */
export async function requireRevision(
  tx: Tx,
  workspaceId: string,
  articleId: string,
  number: number,
): Promise<Revision> {
  const row = await tx.revision.findFirst({
    where: { ownerWorkspaceId: workspaceId, articleId, number },
  });
  if (row === null) throw new AppError("not_found");
  return row;
}
