import { type Actor, requirePermission } from "@/lib/identity";
import { parseCitations } from "@/lib/markdown";
import { type Tx, withWorkspace } from "@/lib/platform/db";
import type { Revision } from "@/prisma/generated/client";
import { type Finding, runChecks } from "./checks";
import { findCitedSnapshots, findSnapshots, requireRevision, type SourceSnapshot } from "./rows";
import type { RevisionMeta } from "./schema";

/** What the checks find in a revision, with the sources as they are now. @throws AppError not_found */
export async function findChecks(
  actor: Actor,
  articleId: string,
  number: number,
): Promise<Finding[]> {
  requirePermission(actor, "workspace:read");
  const inputs = await withWorkspace(actor, async (tx) => {
    const revision = await requireRevision(tx, actor.workspaceId, articleId, number);
    return checkInputs(tx, revision);
  });
  return runChecks(inputs);
}

/** The findings of a revision inside the caller's transaction. */
export async function checkRevision(tx: Tx, revision: Revision): Promise<Finding[]> {
  return runChecks(await checkInputs(tx, revision));
}

async function checkInputs(tx: Tx, revision: Revision): Promise<Parameters<typeof runChecks>[0]> {
  const { ownerWorkspaceId: workspaceId, articleId } = revision;
  const links = await tx.linkResult.findMany({
    where: { ownerWorkspaceId: workspaceId, articleId },
  });
  const meta = revision.meta as RevisionMeta;
  return {
    title: revision.title,
    markdown: revision.markdown,
    meta: { description: meta.description ?? "", slug: meta.slug ?? "" },
    snapshots: (await snapshotsOf(tx, revision)).map(toCheckSnapshot),
    linkResults: new Map(links.map((link) => [link.url, { ok: link.isOk, detail: link.detail }])),
  };
}

/** The snapshots that a text may cite: those of the article now, and those that it cites of earlier ones. */
export async function snapshotsOf(tx: Tx, revision: Revision): Promise<SourceSnapshot[]> {
  const { ownerWorkspaceId: workspaceId, articleId } = revision;
  const cited = parseCitations(revision.markdown).citations.map((citation) => citation.sourceId);
  const current = await findSnapshots(tx, workspaceId, articleId);
  const known = new Set(current.map((snapshot) => snapshot.id));
  const others = cited.filter((id) => !known.has(id));
  if (others.length === 0) return current;
  return [...current, ...(await findCitedSnapshots(tx, workspaceId, articleId, others))];
}

function toCheckSnapshot(row: SourceSnapshot) {
  return {
    id: row.id,
    title: row.sourceTitle,
    text: row.text,
    markdown: row.markdown,
    isOwn: row.isOwn,
    wordCount: row.wordCount,
    ...(row.finalUrl === null ? {} : { url: row.finalUrl }),
  };
}
