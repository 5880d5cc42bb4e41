import { recordEvent } from "@/lib/audit";
import { type Actor, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import { addSources } from "./add-source";
import { articleState, STATE_INCLUDE, toArticleView } from "./article-view";
import { requireArticle } from "./rows";
import type { ArticleView, CreateArticleInput, UpdateArticleInput } from "./schema";
import { TITLE_CHARS_MAX } from "./schema";

/**
 * Makes an article from a brief; sources that the brief names are read at once. The same id again
 * answers with the article that it made the first time.
 */
export async function createArticle(
  actor: Actor,
  id: string,
  input: CreateArticleInput,
): Promise<ArticleView> {
  requirePermission(actor, "article:write");
  const { sources = [], ...brief } = input.brief;
  const key = { ownerWorkspaceId: actor.workspaceId, id };
  await withWorkspace(actor, async (tx) => {
    if ((await tx.article.count({ where: key })) > 0) return;
    const now = clock.now();
    await tx.article.create({
      data: {
        ...key,
        title: input.title ?? titleFrom(brief.topic),
        brief,
        createdBy: actor.userId,
        createdAt: now,
        updatedAt: now,
      },
    });
    await recordEvent(tx, {
      workspaceId: actor.workspaceId,
      userId: actor.userId,
      action: "article.created",
      subjectKind: "article",
      subjectId: id,
    });
    await addSources(
      tx,
      actor,
      id,
      sources.map((source) => (typeof source === "string" ? { url: source } : source)),
    );
  });
  return getArticle(actor, id);
}

/**
 * The articles of a workspace, the latest first; with a query those whose title holds that text, in
 * upper or lower case. @throws AppError invalid_query
 */
export async function findArticles(
  actor: Actor,
  page: PageQuery,
  query?: string,
): Promise<Page<ArticleView>> {
  requirePermission(actor, "workspace:read");
  const wanted = query?.trim() ?? "";
  if (wanted.length > TITLE_CHARS_MAX) {
    throw new AppError("invalid_query", {
      detail: `query has at most ${TITLE_CHARS_MAX} characters.`,
    });
  }
  const rows = await withWorkspace(actor, (tx) =>
    tx.article.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        deletedAt: null,
        ...(wanted === ""
          ? {}
          : { title: { contains: escapeLike(wanted), mode: "insensitive" as const } }),
        ...(page.after === null ? {} : { id: { lt: page.after } }),
      },
      include: STATE_INCLUDE,
      orderBy: { id: "desc" },
      take: page.limit + 1,
    }),
  );
  return toPage(
    rows,
    page.limit,
    (row) => row.id,
    (row) => toArticleView(row, articleState(row)),
  );
}

/** Prisma hands a text to ILIKE as it is: its wildcards are to be found, not to be obeyed. */
function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}

/** @throws AppError not_found */
export async function getArticle(actor: Actor, articleId: string): Promise<ArticleView> {
  requirePermission(actor, "workspace:read");
  const row = await withWorkspace(actor, (tx) =>
    tx.article.findFirst({
      where: { ownerWorkspaceId: actor.workspaceId, id: articleId, deletedAt: null },
      include: STATE_INCLUDE,
    }),
  );
  if (row === null) throw new AppError("not_found");
  return toArticleView(row, articleState(row));
}

/** Changes the working title or the brief. A run that is under way keeps what it has read. @throws AppError not_found */
export async function updateArticle(
  actor: Actor,
  articleId: string,
  input: UpdateArticleInput,
): Promise<ArticleView> {
  requirePermission(actor, "article:write");
  await withWorkspace(actor, async (tx) => {
    await requireArticle(tx, actor.workspaceId, articleId);
    await tx.article.updateMany({
      where: { ownerWorkspaceId: actor.workspaceId, id: articleId },
      data: {
        ...(input.title === undefined ? {} : { title: input.title }),
        ...(input.brief === undefined ? {} : { brief: input.brief }),
        updatedAt: clock.now(),
      },
    });
    await recordEvent(tx, {
      workspaceId: actor.workspaceId,
      userId: actor.userId,
      action: "article.updated",
      subjectKind: "article",
      subjectId: articleId,
    });
  });
  return getArticle(actor, articleId);
}

/**
 * Puts an article away. What it published stays where it is until it is unpublished.
 * @throws AppError not_found | run_in_progress
 */
export async function deleteArticle(actor: Actor, articleId: string): Promise<void> {
  requirePermission(actor, "article:write");
  await withWorkspace(actor, async (tx) => {
    await requireArticle(tx, actor.workspaceId, articleId);
    const active = await tx.run.count({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        articleId,
        status: { in: ["queued", "running"] },
      },
    });
    if (active > 0) throw new AppError("run_in_progress", { detail: "Cancel the run first." });
    await tx.run.updateMany({
      where: { ownerWorkspaceId: actor.workspaceId, articleId, status: "waiting" },
      data: { status: "cancelled", waitingFor: null, finishedAt: clock.now() },
    });
    await tx.article.updateMany({
      where: { ownerWorkspaceId: actor.workspaceId, id: articleId },
      data: { deletedAt: clock.now() },
    });
    await recordEvent(tx, {
      workspaceId: actor.workspaceId,
      userId: actor.userId,
      action: "article.deleted",
      subjectKind: "article",
      subjectId: articleId,
    });
  });
}

/** The beginning of a topic that is as long as a title may be; no character is cut in two. */
function titleFrom(topic: string): string {
  const start = topic.slice(0, TITLE_CHARS_MAX);
  return start.isWellFormed() ? start : start.slice(0, -1);
}
