import { type Actor, requirePermission } from "@/lib/identity";
import { withWorkspace } from "@/lib/platform/db";

/** A run that stands still until a person has decided. */
export interface WaitingView {
  readonly run_id: string;
  readonly article_id: string;
  readonly title: string;
  readonly waiting_for: "outline" | "review";
  /** Who started the run; null when they are not a member any more. */
  readonly asked_by: string | null;
  readonly waiting_since: string;
}

/** What waits for a decision in a workspace, at most `limit` runs, the longest waiting first. */
export async function findWaiting(actor: Actor, limit: number): Promise<WaitingView[]> {
  requirePermission(actor, "workspace:read");
  return withWorkspace(actor, async (tx) => {
    const runs = await tx.run.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        status: "waiting",
        article: { deletedAt: null },
      },
      select: {
        id: true,
        articleId: true,
        waitingFor: true,
        createdBy: true,
        updatedAt: true,
        article: { select: { title: true } },
      },
      orderBy: [{ updatedAt: "asc" }, { id: "asc" }],
      take: limit,
    });
    const members = await tx.membership.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        userId: { in: runs.map((run) => run.createdBy) },
      },
      select: { userId: true, user: { select: { name: true } } },
    });
    const names = new Map(members.map((member) => [member.userId, member.user.name]));
    return runs.map((run) => ({
      run_id: run.id,
      article_id: run.articleId,
      title: run.article.title,
      waiting_for: run.waitingFor === "outline" ? "outline" : "review",
      asked_by: names.get(run.createdBy) ?? null,
      waiting_since: run.updatedAt.toISOString(),
    }));
  });
}
