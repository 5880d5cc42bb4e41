import { type Actor, requirePermission } from "@/lib/identity";
import { withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import { findSteps } from "./rows";
import { toRunView } from "./run-view";
import type { RunView } from "./schema";

/** @throws AppError not_found */
export async function getRun(actor: Actor, runId: string): Promise<RunView> {
  requirePermission(actor, "workspace:read");
  return withWorkspace(actor, async (tx) => {
    const run = await tx.run.findFirst({
      where: { ownerWorkspaceId: actor.workspaceId, id: runId },
    });
    if (run === null) throw new AppError("not_found");
    return toRunView(run, await findSteps(tx, actor.workspaceId, runId));
  });
}

/** The runs of a workspace or of one of its articles, the latest first. */
export async function findRuns(
  actor: Actor,
  page: PageQuery,
  articleId?: string,
): Promise<Page<RunView>> {
  requirePermission(actor, "workspace:read");
  const rows = await withWorkspace(actor, (tx) =>
    tx.run.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        ...(articleId === undefined ? {} : { articleId }),
        ...(page.after === null ? {} : { id: { lt: page.after } }),
      },
      include: { steps: { orderBy: { position: "asc" } } },
      orderBy: { id: "desc" },
      take: page.limit + 1,
    }),
  );
  return toPage(
    rows,
    page.limit,
    (row) => row.id,
    ({ steps, ...run }) => toRunView(run, steps),
  );
}

export interface RunEventView {
  readonly id: string;
  readonly kind: string;
  readonly data: unknown;
}

const EVENTS_MAX = 200;

/** The events of a run after the one with this id, oldest first, at most 200. */
export async function findRunEvents(
  actor: Actor,
  runId: string,
  afterId: bigint,
): Promise<RunEventView[]> {
  const rows = await withWorkspace(actor, (tx) =>
    tx.runEvent.findMany({
      where: { ownerWorkspaceId: actor.workspaceId, runId, id: { gt: afterId } },
      orderBy: { id: "asc" },
      take: EVENTS_MAX,
    }),
  );
  return rows.map((row) => ({ id: String(row.id), kind: row.kind, data: row.data }));
}

/** The id of the latest event of a run, from which a page that shows its present state goes on. */
export async function latestRunEventId(actor: Actor, runId: string): Promise<bigint> {
  const row = await withWorkspace(actor, (tx) =>
    tx.runEvent.findFirst({
      where: { ownerWorkspaceId: actor.workspaceId, runId },
      orderBy: { id: "desc" },
      select: { id: true },
    }),
  );
  return row?.id ?? 0n;
}
