import type { HttpPlan } from "@/lib/adapters/cms";
import { type Actor, requirePermission } from "@/lib/identity";
import { requireApproved } from "@/lib/pipeline";
import { withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { connectorFor } from "./connector";
import { documentOf } from "./document";

const BODY_CHARS_SHOWN = 8_000;

/** The request that publishing would send, for showing. Sends nothing. @throws AppError not_found | not_approved */
export async function planPublication(
  actor: Actor,
  articleId: string,
  destinationId: string,
): Promise<HttpPlan> {
  requirePermission(actor, "publication:write");
  return withWorkspace(actor, async (tx) => {
    const revision = await requireApproved(tx, actor.workspaceId, articleId);
    const destination = await tx.destination.findFirst({
      where: { ownerWorkspaceId: actor.workspaceId, id: destinationId, deletedAt: null },
    });
    if (destination === null) throw new AppError("not_found");
    const document = await documentOf(tx, revision);
    const plan = connectorFor(destination).plan(document, { kind: "draft" }, null);
    const isLong = plan.body.length > BODY_CHARS_SHOWN;
    return isLong ? { ...plan, body: `${plan.body.slice(0, BODY_CHARS_SHOWN)}\n…` } : plan;
  });
}
