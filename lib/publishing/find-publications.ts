import { type Actor, requirePermission } from "@/lib/identity";
import { type Prisma, withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import type { DestinationKind, PublicationStatus, PublicationView } from "./schema";

const INCLUDE = {
  destination: { select: { name: true, kind: true } },
  attempts: { orderBy: { number: "asc" } },
} as const satisfies Prisma.PublicationInclude;

type Row = Prisma.PublicationGetPayload<{ include: typeof INCLUDE }>;

interface HookState {
  readonly id: string;
  readonly status: string;
  readonly detail: string | null;
}

/** @throws AppError not_found */
export async function getPublication(actor: Actor, id: string): Promise<PublicationView> {
  requirePermission(actor, "workspace:read");
  return withWorkspace(actor, async (tx) => {
    const row = await tx.publication.findFirst({
      where: { ownerWorkspaceId: actor.workspaceId, id },
      include: INCLUDE,
    });
    if (row === null) throw new AppError("not_found");
    const deliveries = await tx.hookDelivery.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        payload: { path: ["data", "publication_id"], equals: id },
      },
      orderBy: { id: "desc" },
      take: 20,
      select: { id: true, status: true, detail: true },
    });
    return toView(row, deliveries);
  });
}

/** The publications of a workspace or of one of its articles, the latest first. */
export async function findPublications(
  actor: Actor,
  page: PageQuery,
  articleId?: string,
): Promise<Page<PublicationView>> {
  requirePermission(actor, "workspace:read");
  const rows = await withWorkspace(actor, (tx) =>
    tx.publication.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        ...(articleId === undefined ? {} : { articleId }),
        ...(page.after === null ? {} : { id: { lt: page.after } }),
      },
      include: INCLUDE,
      orderBy: { id: "desc" },
      take: page.limit + 1,
    }),
  );
  return toPage(
    rows,
    page.limit,
    (row) => row.id,
    (row) => toView(row, []),
  );
}

function toView(row: Row, hooks: readonly HookState[]): PublicationView {
  return {
    id: row.id,
    article_id: row.articleId,
    destination_id: row.destinationId,
    destination_name: row.destination.name,
    destination_kind: row.destination.kind as DestinationKind,
    status: row.status as PublicationStatus,
    mode: row.mode === "draft" ? "draft" : "publish",
    scheduled_at: row.scheduledAt?.toISOString() ?? null,
    revision: row.revisionNumber,
    revision_hash: Buffer.from(row.revisionHash).toString("hex"),
    remote_id: row.remoteId,
    remote_url: row.remoteUrl,
    verified_at: row.verifiedAt?.toISOString() ?? null,
    attempts: row.attempts.map((attempt) => ({
      number: attempt.number,
      action: attempt.action,
      state: attempt.state,
      detail: attempt.detail,
      started_at: attempt.startedAt.toISOString(),
      finished_at: attempt.finishedAt?.toISOString() ?? null,
    })),
    hooks: hooks.map(({ id, status, detail }) => ({ id, status, detail })),
    ...(row.errorCode === null
      ? {}
      : { error: { code: row.errorCode, message: row.errorDetail ?? "" } }),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
