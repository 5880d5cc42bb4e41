import { type Actor, requirePermission } from "@/lib/identity";
import { withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { Snapshot, Source } from "@/prisma/generated/client";
import { requireArticle } from "./rows";
import type { SnapshotView, SourceStatus, SourceView } from "./schema";

type SnapshotSummary = Omit<Snapshot, "text" | "markdown">;

const SUMMARY = {
  ownerWorkspaceId: true,
  id: true,
  sourceId: true,
  contentHash: true,
  mediaType: true,
  finalUrl: true,
  title: true,
  language: true,
  wordCount: true,
  byteCount: true,
  fetchedAt: true,
} as const;

/** The sources of an article in their order, without those that were dropped. @throws AppError not_found */
export async function findSources(actor: Actor, articleId: string): Promise<SourceView[]> {
  requirePermission(actor, "workspace:read");
  return withWorkspace(actor, async (tx) => {
    await requireArticle(tx, actor.workspaceId, articleId);
    const rows = await tx.source.findMany({
      where: { ownerWorkspaceId: actor.workspaceId, articleId, status: { not: "dropped" } },
      orderBy: { position: "asc" },
      include: { snapshots: { select: SUMMARY, orderBy: { id: "desc" }, take: 1 } },
    });
    return rows.map((row) => toSourceView(row, row.snapshots[0] ?? null));
  });
}

/** @throws AppError not_found */
export async function findSource(
  actor: Actor,
  articleId: string,
  sourceId: string,
): Promise<SourceView> {
  const sources = await findSources(actor, articleId);
  const source = sources.find((candidate) => candidate.id === sourceId);
  if (source === undefined) throw new AppError("not_found");
  return source;
}

/** What a snapshot says, for the evidence rail. @throws AppError not_found */
export async function findSnapshotText(
  actor: Actor,
  articleId: string,
  snapshotId: string,
): Promise<SnapshotView & { text: string }> {
  requirePermission(actor, "workspace:read");
  const row = await withWorkspace(actor, (tx) =>
    tx.snapshot.findFirst({
      where: { ownerWorkspaceId: actor.workspaceId, id: snapshotId, source: { articleId } },
    }),
  );
  if (row === null) throw new AppError("not_found");
  return { ...toSnapshotView(row), text: row.text };
}

function toSourceView(row: Source, snapshot: SnapshotSummary | null): SourceView {
  return {
    id: row.id,
    kind: row.kind as SourceView["kind"],
    title: row.title,
    url: row.url,
    is_own: row.isOwn,
    status: row.status as SourceStatus,
    failure:
      row.failureCode === null ? null : { code: row.failureCode, message: row.failureDetail ?? "" },
    snapshot: snapshot === null || row.status !== "ready" ? null : toSnapshotView(snapshot),
    created_at: row.createdAt.toISOString(),
  };
}

function toSnapshotView(row: SnapshotSummary): SnapshotView {
  return {
    id: row.id,
    title: row.title,
    word_count: row.wordCount,
    media_type: row.mediaType,
    final_url: row.finalUrl,
    content_hash: Buffer.from(row.contentHash).toString("hex"),
    fetched_at: row.fetchedAt.toISOString(),
  };
}
