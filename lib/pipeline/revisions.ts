import { recordEvent } from "@/lib/audit";
import { hashFields } from "@/lib/crypto";
import { type Actor, requirePermission } from "@/lib/identity";
import { canonicalMarkdown } from "@/lib/markdown";
import { clock } from "@/lib/platform/clock";
import { type Tx, withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/id";
import { announce } from "@/lib/platform/notify";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import type { Approval, Revision } from "@/prisma/generated/client";
import { lockArticle, requireArticle, requireRevision } from "./rows";
import { appendRunState } from "./run-events";
import type { RevisionMeta, RevisionView, SaveRevisionInput } from "./schema";

interface NewRevision {
  readonly workspaceId: string;
  readonly articleId: string;
  readonly title: string;
  readonly markdown: string;
  readonly meta: RevisionMeta;
  readonly origin: "writer" | "person" | "restore";
  readonly runId: string | null;
  readonly userId: string | null;
}

/** What an approval and a publication are bound to: title, text and meta, to the byte. */
export function revisionHash(content: {
  title: string;
  markdown: string;
  meta: RevisionMeta;
}): Uint8Array<ArrayBuffer> {
  const { description = "", slug = "" } = content.meta;
  return Uint8Array.from(
    hashFields("revision-1", [content.title, content.markdown, description, slug]),
  );
}

/** Appends a revision. The caller has locked the article, so numbers have no gaps and no twins. */
export async function insertRevision(tx: Tx, input: NewRevision): Promise<Revision> {
  const { workspaceId, articleId, meta } = input;
  const article = await requireArticle(tx, workspaceId, articleId);
  const markdown = canonicalMarkdown(input.markdown);
  const number = article.latestRevision + 1;
  const now = clock.now();
  const revision = await tx.revision.create({
    data: {
      ownerWorkspaceId: workspaceId,
      id: newId(),
      articleId,
      number,
      title: input.title,
      markdown,
      meta,
      hash: revisionHash({ title: input.title, markdown, meta }),
      origin: input.origin,
      runId: input.runId,
      createdBy: input.userId,
      createdAt: now,
    },
  });
  await tx.article.updateMany({
    where: { ownerWorkspaceId: workspaceId, id: articleId },
    data: { latestRevision: number, title: input.title, updatedAt: now },
  });
  return revision;
}

/**
 * Saves a person's edit as the next revision. Whoever saves on a base that is no longer the latest is
 * refused and loses nothing: both texts exist. The same text again makes no new revision.
 * @throws AppError not_found | revision_conflict
 */
export async function saveRevision(
  actor: Actor,
  articleId: string,
  input: SaveRevisionInput,
): Promise<RevisionView> {
  requirePermission(actor, "article:write");
  const { workspaceId, userId } = actor;
  const meta = input.meta ?? {};
  const saved = await withWorkspace(actor, async (tx) => {
    const article = await lockArticle(tx, workspaceId, articleId);
    if (article.latestRevision > 0) {
      const latest = await requireRevision(tx, workspaceId, articleId, article.latestRevision);
      const markdown = canonicalMarkdown(input.markdown);
      const hash = revisionHash({ title: input.title, markdown, meta });
      if (Buffer.from(latest.hash).equals(hash)) return { revision: latest, runId: null };
    }
    if (article.latestRevision !== input.base_revision) {
      throw new AppError("revision_conflict", {
        detail: `Revision ${article.latestRevision} was saved meanwhile. Compare it with yours, then save again on top of it.`,
      });
    }
    const { title, markdown } = input;
    const content = { title, markdown, meta };
    const revision = await insertRevision(tx, {
      workspaceId,
      articleId,
      origin: "person",
      runId: null,
      userId,
      ...content,
    });
    await recordRevision(tx, actor, articleId, revision.number, "revision.saved");
    return { revision, runId: await pointReviewAt(tx, workspaceId, articleId, revision.number) };
  });
  if (saved.runId !== null) await announce(saved.runId);
  return toRevisionView(saved.revision, null);
}

/** Makes an earlier text the latest revision. Nothing is taken away. @throws AppError not_found */
export async function restoreRevision(
  actor: Actor,
  articleId: string,
  number: number,
): Promise<RevisionView> {
  requirePermission(actor, "article:write");
  const { workspaceId, userId } = actor;
  const saved = await withWorkspace(actor, async (tx) => {
    await lockArticle(tx, workspaceId, articleId);
    const { title, markdown, meta } = await requireRevision(tx, workspaceId, articleId, number);
    const content = { title, markdown, meta: meta as RevisionMeta };
    const revision = await insertRevision(tx, {
      workspaceId,
      articleId,
      origin: "restore",
      runId: null,
      userId,
      ...content,
    });
    await recordRevision(tx, actor, articleId, revision.number, "revision.restored");
    return { revision, runId: await pointReviewAt(tx, workspaceId, articleId, revision.number) };
  });
  if (saved.runId !== null) await announce(saved.runId);
  return toRevisionView(saved.revision, null);
}

/** A run that waits for its review reviews the latest text. */
async function pointReviewAt(
  tx: Tx,
  workspaceId: string,
  articleId: string,
  number: number,
): Promise<string | null> {
  const run = await tx.run.findFirst({
    where: { ownerWorkspaceId: workspaceId, articleId, status: "waiting", waitingFor: "review" },
  });
  if (run === null) return null;
  const updated = await tx.run.update({
    where: { ownerWorkspaceId_id: { ownerWorkspaceId: workspaceId, id: run.id } },
    data: { revisionNumber: number, updatedAt: clock.now() },
  });
  await appendRunState(tx, updated);
  return run.id;
}

async function recordRevision(
  tx: Tx,
  actor: Actor,
  articleId: string,
  revision: number,
  action: string,
): Promise<void> {
  await recordEvent(tx, {
    workspaceId: actor.workspaceId,
    userId: actor.userId,
    action,
    subjectKind: "article",
    subjectId: articleId,
    detail: { revision },
  });
}

/** The revisions of an article, the latest first. @throws AppError not_found */
export async function findRevisions(
  actor: Actor,
  articleId: string,
  page: PageQuery,
): Promise<Page<RevisionView>> {
  requirePermission(actor, "workspace:read");
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    await requireArticle(tx, workspaceId, articleId);
    const rows = await tx.revision.findMany({
      where: {
        ownerWorkspaceId: workspaceId,
        articleId,
        ...(page.after === null ? {} : { number: { lt: Number(page.after) } }),
      },
      orderBy: { number: "desc" },
      take: page.limit + 1,
    });
    const approvals = await tx.approval.findMany({
      where: { ownerWorkspaceId: workspaceId, articleId },
      orderBy: { id: "asc" },
    });
    const byNumber = new Map(approvals.map((approval) => [approval.revisionNumber, approval]));
    return toPage(
      rows,
      page.limit,
      (row) => String(row.number),
      (row) => toRevisionView(row, byNumber.get(row.number) ?? null),
    );
  });
}

/** One revision with its latest decision. @throws AppError not_found */
export async function getRevision(
  actor: Actor,
  articleId: string,
  number: number,
): Promise<RevisionView> {
  requirePermission(actor, "workspace:read");
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    await requireArticle(tx, workspaceId, articleId);
    const revision = await requireRevision(tx, workspaceId, articleId, number);
    return toRevisionView(revision, await latestDecision(tx, revision));
  });
}

/** The latest decision on exactly this text. */
export function latestDecision(tx: Tx, revision: Revision): Promise<Approval | null> {
  return tx.approval.findFirst({
    where: {
      ownerWorkspaceId: revision.ownerWorkspaceId,
      articleId: revision.articleId,
      revisionNumber: revision.number,
      revisionHash: revision.hash,
    },
    orderBy: { id: "desc" },
  });
}

function toRevisionView(row: Revision, approval: Approval | null): RevisionView {
  return {
    number: row.number,
    title: row.title,
    markdown: row.markdown,
    meta: row.meta as RevisionMeta,
    hash: Buffer.from(row.hash).toString("hex"),
    origin: row.origin as RevisionView["origin"],
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    approval:
      approval === null
        ? null
        : {
            decision: approval.decision === "approve" ? "approve" : "request_changes",
            user_id: approval.userId,
            comment: approval.comment,
            created_at: approval.createdAt.toISOString(),
          },
  };
}
