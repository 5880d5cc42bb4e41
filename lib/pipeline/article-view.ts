import type { Prisma } from "@/lib/platform/db";
import type { ArticleState, ArticleView, Brief } from "./schema";

/** What the state of an article is derived from: its latest run, decision and publications. */
export const STATE_INCLUDE = {
  runs: { orderBy: { id: "desc" }, take: 1, select: { status: true, waitingFor: true } },
  approvals: { orderBy: { id: "desc" }, take: 1, select: { decision: true, revisionNumber: true } },
  publications: {
    where: { status: { in: ["verified", "drifted"] } },
    take: 1,
    select: { id: true },
  },
} as const satisfies Prisma.ArticleInclude;

type ArticleRow = Prisma.ArticleGetPayload<{ include: typeof STATE_INCLUDE }>;

/** Where an article stands: one word, the furthest that holds now. */
export function articleState(row: ArticleRow): ArticleState {
  const [run] = row.runs;
  const [approval] = row.approvals;
  if (run?.status === "queued" || run?.status === "running") return "running";
  if (run?.status === "waiting") return run.waitingFor === "outline" ? "outline" : "review";
  const isApproved =
    approval?.decision === "approve" && approval.revisionNumber === row.latestRevision;
  if (isApproved) return row.publications.length > 0 ? "published" : "approved";
  if (run?.status === "failed") return "failed";
  return row.latestRevision > 0 ? "draft" : "brief";
}

export function toArticleView(row: ArticleRow, state: ArticleState): ArticleView {
  return {
    id: row.id,
    title: row.title,
    brief: row.brief as unknown as Brief,
    state,
    revision: row.latestRevision === 0 ? null : row.latestRevision,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
