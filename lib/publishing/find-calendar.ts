import { type Actor, requirePermission } from "@/lib/identity";
import { type Prisma, withWorkspace } from "@/lib/platform/db";
import type { PublicationStatus } from "./schema";

/** A publication as a plan or a diary names it. */
export interface PublicationSummary {
  readonly id: string;
  readonly article_id: string;
  readonly title: string;
  readonly destination_name: string;
  readonly status: PublicationStatus;
  readonly mode: "draft" | "publish";
  /** When it is to be public, when it was found on the site, or when it was asked for. */
  readonly at: string;
  readonly scheduled_at: string | null;
  readonly verified_at: string | null;
}

const SELECT = {
  id: true,
  articleId: true,
  status: true,
  mode: true,
  scheduledAt: true,
  verifiedAt: true,
  createdAt: true,
  article: { select: { title: true } },
  destination: { select: { name: true } },
} as const satisfies Prisma.PublicationSelect;

type Row = Prisma.PublicationGetPayload<{ select: typeof SELECT }>;

/** What is planned for a span of time and what was done in it, in order; at most `limit`. */
export async function findCalendar(
  actor: Actor,
  span: { from: Date; to: Date },
  limit: number,
): Promise<PublicationSummary[]> {
  requirePermission(actor, "workspace:read");
  const inSpan = { gte: span.from, lt: span.to };
  const rows = await withWorkspace(actor, (tx) =>
    tx.publication.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        article: { deletedAt: null },
        OR: [
          { scheduledAt: inSpan },
          { scheduledAt: null, verifiedAt: inSpan },
          { scheduledAt: null, verifiedAt: null, createdAt: inSpan },
        ],
      },
      select: SELECT,
      orderBy: { id: "desc" },
      take: limit,
    }),
  );
  return rows.map(toSummary).sort((one, other) => one.at.localeCompare(other.at));
}

/** Publications that did not arrive or are not what they were, the latest change first. */
export async function findTroubledPublications(
  actor: Actor,
  limit: number,
): Promise<PublicationSummary[]> {
  requirePermission(actor, "workspace:read");
  const rows = await withWorkspace(actor, (tx) =>
    tx.publication.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        article: { deletedAt: null },
        status: { in: ["failed", "conflict", "drifted"] satisfies PublicationStatus[] },
      },
      select: SELECT,
      orderBy: { updatedAt: "desc" },
      take: limit,
    }),
  );
  return rows.map(toSummary);
}

/** How many publications each destination has had, by its id. */
export async function countPublications(actor: Actor): Promise<ReadonlyMap<string, number>> {
  requirePermission(actor, "workspace:read");
  const groups = await withWorkspace(actor, (tx) =>
    tx.publication.groupBy({
      by: ["destinationId"],
      where: { ownerWorkspaceId: actor.workspaceId },
      _count: { _all: true },
    }),
  );
  return new Map(groups.map((group) => [group.destinationId, group._count._all]));
}

function toSummary(row: Row): PublicationSummary {
  return {
    id: row.id,
    article_id: row.articleId,
    title: row.article.title,
    destination_name: row.destination.name,
    status: row.status as PublicationStatus,
    mode: row.mode === "draft" ? "draft" : "publish",
    at: (row.scheduledAt ?? row.verifiedAt ?? row.createdAt).toISOString(),
    scheduled_at: row.scheduledAt?.toISOString() ?? null,
    verified_at: row.verifiedAt?.toISOString() ?? null,
  };
}
