import { recordEvent } from "@/lib/audit";
import { type Actor, requirePermission } from "@/lib/identity";
import { requireApproved } from "@/lib/pipeline";
import { clock } from "@/lib/platform/clock";
import { type Tx, withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/id";
import { enqueue } from "@/lib/platform/queue";
import type { Publication } from "@/prisma/generated/client";
import { getPublication } from "./find-publications";
import type { PublicationView, PublishInput } from "./schema";

/**
 * Sends an article's approved revision to a destination, or sends the next one: an article has one
 * publication per destination, which is updated in place. The work is done by a worker. With `overwrite`,
 * this one request writes over what was changed at the destination; a later change is a conflict again.
 * @throws AppError not_found | not_approved | wrong_state for a time that has passed
 */
export async function publishArticle(
  actor: Actor,
  articleId: string,
  input: PublishInput,
): Promise<PublicationView> {
  requirePermission(actor, "publication:write");
  const { workspaceId, userId } = actor;
  const isOverwrite = input.overwrite === true;
  const scheduledAt = input.scheduled_at === undefined ? null : new Date(input.scheduled_at);
  if (scheduledAt !== null && (scheduledAt <= clock.now() || input.mode === "draft")) {
    throw new AppError("wrong_state", {
      detail: "A scheduled time lies ahead, and goes with the mode publish.",
    });
  }
  const id = await withWorkspace(actor, async (tx) => {
    const revision = await requireApproved(tx, workspaceId, articleId);
    const destination = await tx.destination.findFirst({
      where: { ownerWorkspaceId: workspaceId, id: input.destination_id, deletedAt: null },
    });
    if (destination === null)
      throw new AppError("not_found", { detail: "There is no such destination." });
    const key = { ownerWorkspaceId: workspaceId, articleId, destinationId: destination.id };
    const now = clock.now();
    const fields = {
      revisionNumber: revision.number,
      revisionHash: revision.hash,
      mode: input.mode,
      scheduledAt,
      status: "queued",
      intent: "publish",
      errorCode: null,
      errorDetail: null,
      updatedAt: now,
    };
    const publication = await tx.publication.upsert({
      where: { ownerWorkspaceId_articleId_destinationId: key },
      create: { ...key, ...fields, id: newId(), createdBy: userId, createdAt: now },
      update: {
        ...fields,
        // Without a lock, connectors write over whatever is there.
        ...(isOverwrite ? { remoteLock: null } : {}),
        generation: { increment: 1 },
      },
    });
    await recordEvent(tx, {
      workspaceId,
      userId,
      action: "publication.requested",
      subjectKind: "publication",
      subjectId: publication.id,
      detail: {
        revision: revision.number,
        mode: input.mode,
        destination: destination.kind,
        ...(isOverwrite ? { overwrite: true } : {}),
      },
    });
    await enqueuePublication(tx, publication);
    return publication.id;
  });
  return getPublication(actor, id);
}

/** Takes a copy off its destination's public site. @throws AppError not_found | wrong_state */
export async function unpublishArticle(
  actor: Actor,
  publicationId: string,
): Promise<PublicationView> {
  requirePermission(actor, "publication:write");
  const { workspaceId, userId } = actor;
  await withWorkspace(actor, async (tx) => {
    const { count } = await tx.publication.updateMany({
      where: {
        ownerWorkspaceId: workspaceId,
        id: publicationId,
        // Without an answer there may be a copy all the same.
        OR: [{ remoteId: { not: null } }, { status: "unknown" }],
      },
      data: {
        intent: "unpublish",
        status: "queued",
        generation: { increment: 1 },
        updatedAt: clock.now(),
      },
    });
    const row = await tx.publication.findFirst({
      where: { ownerWorkspaceId: workspaceId, id: publicationId },
    });
    if (row === null) throw new AppError("not_found");
    if (count === 0)
      throw new AppError("wrong_state", { detail: "Nothing was published there yet." });
    await recordEvent(tx, {
      workspaceId,
      userId,
      action: "publication.unpublish_requested",
      subjectKind: "publication",
      subjectId: publicationId,
    });
    await enqueuePublication(tx, row);
  });
  return getPublication(actor, publicationId);
}

/** Gives a publication's present request to the workers. An older one finds a newer generation and stops. */
export async function enqueuePublication(
  tx: Tx,
  publication: Publication,
  startAfter?: Date,
): Promise<void> {
  await enqueue(tx, {
    queue: "publish",
    workspaceId: publication.ownerWorkspaceId,
    payload: {
      workspaceId: publication.ownerWorkspaceId,
      publicationId: publication.id,
      generation: publication.generation,
    },
    ...(startAfter === undefined ? {} : { startAfter }),
  });
}
