import type { HttpPlan } from "@/lib/adapters/cms";
import { type Actor, requirePermission } from "@/lib/identity";
import { requireApproved } from "@/lib/pipeline";
import { withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { connectorFor } from "./connector";
import { documentOf } from "./document";
import { knownRemote } from "./known-remote";
import type { PublishInput } from "./schema";
import { wantedState } from "./wanted-state";

const BODY_CHARS_SHOWN = 8_000;

/**
 * The request that publishing with this choice would send, for showing: an update where the destination
 * has a copy already. Sends nothing. A scheduled time that has passed is planned as published.
 * @throws AppError not_found | not_approved
 */
export async function planPublication(
  actor: Actor,
  articleId: string,
  choice: PublishInput,
): Promise<HttpPlan> {
  requirePermission(actor, "publication:write");
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    const revision = await requireApproved(tx, workspaceId, articleId);
    const destination = await tx.destination.findFirst({
      where: { ownerWorkspaceId: workspaceId, id: choice.destination_id, deletedAt: null },
    });
    if (destination === null) throw new AppError("not_found");
    const copy = await tx.publication.findFirst({
      where: { ownerWorkspaceId: workspaceId, articleId, destinationId: destination.id },
      select: { remoteId: true, remoteUrl: true, remoteLock: true },
    });
    const lock = choice.overwrite === true ? { remoteLock: null } : {};
    const remote = copy === null ? null : knownRemote({ ...copy, ...lock });
    const document = await documentOf(tx, revision);
    const { mode, scheduled_at: at } = choice;
    const state = wantedState({ mode, scheduledAt: at === undefined ? null : new Date(at) });
    const plan = connectorFor(destination).plan(document, state, remote);
    const isLong = plan.body.length > BODY_CHARS_SHOWN;
    return isLong ? { ...plan, body: `${plan.body.slice(0, BODY_CHARS_SHOWN)}\n…` } : plan;
  });
}
