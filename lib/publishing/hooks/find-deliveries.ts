import { type Actor, requirePermission } from "@/lib/identity";
import { type Prisma, withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import type { ProgramReport } from "./hook-event";

const ATTEMPTS_SHOWN = 20;

export interface HookAttemptView {
  number: number;
  started_at: string;
  ms: number;
  response_status: number | null;
  detail: string;
  program: ProgramReport | null;
}

export interface HookDeliveryView {
  id: string;
  event: string;
  status: "queued" | "delivered" | "failed";
  attempts: number;
  response_status: number | null;
  detail: string | null;
  next_attempt_at: string | null;
  /** The latest attempts, the last one first. */
  attempt_log: HookAttemptView[];
  created_at: string;
  updated_at: string;
}

export const WITH_ATTEMPTS = {
  attemptRows: { orderBy: { number: "desc" }, take: ATTEMPTS_SHOWN },
} as const satisfies Prisma.HookDeliveryInclude;

type Row = Prisma.HookDeliveryGetPayload<{ include: typeof WITH_ATTEMPTS }>;

/** What was sent to a hook, the latest first. @throws AppError not_found */
export async function findDeliveries(
  actor: Actor,
  hookId: string,
  page: PageQuery,
): Promise<Page<HookDeliveryView>> {
  requirePermission(actor, "hook:manage");
  const { workspaceId: ownerWorkspaceId } = actor;
  const rows = await withWorkspace(actor, async (tx) => {
    const known = await tx.hook.count({ where: { ownerWorkspaceId, id: hookId } });
    if (known === 0) throw new AppError("not_found");
    return tx.hookDelivery.findMany({
      where: {
        ownerWorkspaceId,
        hookId,
        ...(page.after === null ? {} : { id: { lt: page.after } }),
      },
      include: WITH_ATTEMPTS,
      orderBy: { id: "desc" },
      take: page.limit + 1,
    });
  });
  return toPage(rows, page.limit, (row) => row.id, toDeliveryView);
}

export function toDeliveryView(row: Row): HookDeliveryView {
  return {
    id: row.id,
    event: row.event,
    status: row.status as HookDeliveryView["status"],
    attempts: row.attemptCount,
    response_status: row.responseStatus,
    detail: row.detail,
    next_attempt_at: row.nextAttemptAt?.toISOString() ?? null,
    attempt_log: row.attemptRows.map((attempt) => ({
      number: attempt.number,
      started_at: attempt.startedAt.toISOString(),
      ms: attempt.ms,
      response_status: attempt.responseStatus,
      detail: attempt.detail,
      program: attempt.program as ProgramReport | null,
    })),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
