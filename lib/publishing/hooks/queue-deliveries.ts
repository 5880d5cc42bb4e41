import type { PublishableDocument } from "@/lib/adapters/cms";
import { clock } from "@/lib/platform/clock";
import type { Tx } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { enqueue } from "@/lib/platform/queue";
import type { Publication } from "@/prisma/generated/client";
import type { HookEvent, HookEventType } from "./hook-event";

/** The ids of a job on the queue "deliver-hook". */
export interface HookJob {
  readonly workspaceId: string;
  readonly deliveryId: string;
}

/** What has become of a publication. `url`: the public address of the copy, where the destination has told one. */
interface Verified {
  readonly kind: "verified" | "unpublished";
  readonly url: string | null;
}

/** Queues one delivery per hook that is on, in the transaction that verified the publication. */
export async function queueDeliveries(
  tx: Tx,
  publication: Publication,
  document: PublishableDocument,
  outcome: Verified,
): Promise<void> {
  const { ownerWorkspaceId: workspaceId } = publication;
  const hooks = await tx.hook.findMany({
    where: { ownerWorkspaceId: workspaceId, disabledAt: null },
  });
  const now = clock.now();
  const event = eventOf(publication, document, outcome, now);
  for (const hook of hooks) {
    const deliveryId = newId();
    await tx.hookDelivery.create({
      data: {
        ownerWorkspaceId: workspaceId,
        id: deliveryId,
        hookId: hook.id,
        event: event.type,
        payload: { ...event, data: { ...event.data } },
        status: "queued",
        nextAttemptAt: now,
        createdAt: now,
        updatedAt: now,
      },
    });
    await enqueueDelivery(tx, { workspaceId, deliveryId }, now);
  }
}

/** Gives a delivery to the workers, for a time that may lie ahead. */
export async function enqueueDelivery(tx: Tx, job: HookJob, at: Date): Promise<void> {
  await enqueue(tx, {
    queue: "deliver-hook",
    workspaceId: job.workspaceId,
    payload: { ...job },
    startAfter: at,
  });
}

function eventOf(
  publication: Publication,
  document: PublishableDocument,
  outcome: Verified,
  now: Date,
): HookEvent {
  return {
    type: typeOf(publication, outcome),
    timestamp: now.toISOString(),
    data: {
      publication_id: publication.id,
      article_id: publication.articleId,
      destination_id: publication.destinationId,
      revision: publication.revisionNumber,
      title: document.title,
      slug: document.slug,
      url: outcome.url,
    },
  };
}

function typeOf(publication: Publication, { kind }: Verified): HookEventType {
  if (kind === "unpublished") return "article.unpublished";
  return publication.generation === 1 ? "article.published" : "article.updated";
}
