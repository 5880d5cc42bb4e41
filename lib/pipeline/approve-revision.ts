import { recordEvent } from "@/lib/audit";
import { type Actor, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { type Tx, withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/id";
import { announce } from "@/lib/platform/notify";
import type { Revision } from "@/prisma/generated/client";
import { endRun } from "./end-run";
import { checkRevision } from "./find-checks";
import { getRevision, latestDecision } from "./revisions";
import { lockArticle, requireRevision } from "./rows";
import type { ApproveInput, RevisionView } from "./schema";

/**
 * Writes down a person's decision on one revision, bound to its hash. An approval of the revision that
 * a run waits with ends the run as succeeded.
 * @throws AppError not_found | checks_failed | revision_conflict when a later revision exists
 */
export async function approveRevision(
  actor: Actor,
  articleId: string,
  input: ApproveInput,
): Promise<RevisionView> {
  requirePermission(actor, "article:approve");
  const { workspaceId, userId } = actor;
  const runId = await withWorkspace(actor, async (tx) => {
    const article = await lockArticle(tx, workspaceId, articleId);
    const revision = await requireRevision(tx, workspaceId, articleId, input.revision);
    if (input.decision === "approve") {
      if (revision.number !== article.latestRevision) {
        throw new AppError("revision_conflict", {
          detail: `Revision ${article.latestRevision} is newer. Review that one, or restore revision ${revision.number} first.`,
        });
      }
      await requireChecks(tx, revision);
    }
    await tx.approval.create({
      data: {
        ownerWorkspaceId: workspaceId,
        id: newId(),
        articleId,
        revisionNumber: revision.number,
        revisionHash: revision.hash,
        decision: input.decision,
        comment: input.comment ?? null,
        userId,
        createdAt: clock.now(),
      },
    });
    await recordEvent(tx, {
      workspaceId,
      userId,
      action: input.decision === "approve" ? "revision.approved" : "revision.changes_requested",
      subjectKind: "article",
      subjectId: articleId,
      detail: { revision: revision.number },
    });
    return input.decision === "approve"
      ? endReview(tx, workspaceId, articleId, revision.number)
      : null;
  });
  if (runId !== null) await announce(runId);
  return getRevision(actor, articleId, input.revision);
}

async function requireChecks(tx: Tx, revision: Revision): Promise<void> {
  const blocking = (await checkRevision(tx, revision)).filter(
    (finding) => finding.severity === "blocking",
  );
  if (blocking.length === 0) return;
  throw new AppError("checks_failed", {
    detail: `${blocking.length} blocking ${blocking.length === 1 ? "check has" : "checks have"} not passed. Mend what each one names, save, and approve again.`,
    errors: blocking.slice(0, 20).map((finding) => ({
      path: `markdown:${finding.line}:${finding.column}`,
      message: finding.message,
    })),
  });
}

async function endReview(
  tx: Tx,
  workspaceId: string,
  articleId: string,
  number: number,
): Promise<string | null> {
  const run = await tx.run.findFirst({
    where: {
      ownerWorkspaceId: workspaceId,
      articleId,
      status: "waiting",
      waitingFor: "review",
      revisionNumber: number,
    },
  });
  if (run === null) return null;
  await tx.step.updateMany({
    where: { ownerWorkspaceId: workspaceId, runId: run.id, status: "waiting" },
    data: { status: "succeeded", finishedAt: clock.now() },
  });
  await endRun(tx, run, { status: "succeeded" });
  return run.id;
}

/**
 * The revision of an article that may be published: its latest, approved as it stands.
 * @throws AppError not_found | not_approved
 */
export async function requireApproved(
  tx: Tx,
  workspaceId: string,
  articleId: string,
): Promise<Revision> {
  const article = await lockArticle(tx, workspaceId, articleId);
  if (article.latestRevision === 0)
    throw new AppError("not_approved", { detail: "There is no text yet." });
  const revision = await requireRevision(tx, workspaceId, articleId, article.latestRevision);
  const decision = await latestDecision(tx, revision);
  if (decision?.decision !== "approve") {
    throw new AppError("not_approved", {
      detail: `Revision ${revision.number} is not approved. Approve it first.`,
    });
  }
  return revision;
}
