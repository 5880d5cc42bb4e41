import type { PublishableDocument } from "@/lib/adapters/cms";
import { clock } from "@/lib/platform/clock";
import type { Tx } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { enqueue } from "@/lib/platform/queue";
import type { HookKind } from "@/lib/publishing/schema";
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

/** Queues one delivery per hook that is on and concerned, in the transaction that verified the publication. */
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
    const dueAt = dueTime(hook.kind as HookKind, publication, event, now);
    if (dueAt === null) continue;
    const deliveryId = newId();
    await tx.hookDelivery.create({
      data: {
        ownerWorkspaceId: workspaceId,
        id: deliveryId,
        hookId: hook.id,
        event: event.type,
        payload: { ...event, data: { ...event.data } },
        status: "queued",
        nextAttemptAt: dueAt,
        createdAt: now,
        updatedAt: now,
      },
    });
    await enqueueDelivery(tx, { workspaceId, deliveryId }, dueAt);
  }
}

/** Kinds that look at the public page; the others hear of whatever a publication does. */
const ABOUT_PAGES: readonly HookKind[] = ["indexnow", "sitemap-check"];

/**
 * When a hook is to be told, or null when the event is nothing to it. IndexNow and the sitemap are about
 * pages that the public can see:
 * not about drafts, and about a planned page once its time has come.
 */
export function dueTime(
  kind: HookKind,
  publication: Pick<Publication, "mode" | "scheduledAt">,
  event: Pick<HookEvent, "type" | "data">,
  now: Date,
): Date | null {
  if (!ABOUT_PAGES.includes(kind)) return now;
  const { mode, scheduledAt } = publication;
  if (event.data.url === null || mode === "draft") return null;
  const liesAhead = scheduledAt !== null && scheduledAt > now;
  if (event.type !== "article.unpublished") return liesAhead ? scheduledAt : now;
  return kind === "indexnow" && !liesAhead ? now : null;
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
