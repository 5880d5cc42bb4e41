import { recordEvent } from "@/lib/audit";
import { type Actor, type Principal, type Role, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { isUniqueViolation, withSystem, withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { openWorkspace } from "./open-workspace";
import type { CreateWorkspaceInput, UpdateWorkspaceInput, WorkspaceView } from "./schema";

const WORKSPACES_PER_USER_MAX = 50;

interface WorkspaceRow {
  id: string;
  slug: string;
  name: string;
  createdAt: Date;
}

function toView(row: WorkspaceRow): WorkspaceView {
  return { id: row.id, slug: row.slug, name: row.name, created_at: row.createdAt.toISOString() };
}

/** The workspaces of a person, with their role in each, by name. */
export async function findWorkspaces(
  principal: Principal,
): Promise<(WorkspaceView & { role: Role })[]> {
  const rows = await withSystem((tx) =>
    tx.membership.findMany({
      where: { userId: principal.userId, workspace: { deletedAt: null } },
      select: { role: true, workspace: true },
      orderBy: { workspace: { name: "asc" } },
      take: WORKSPACES_PER_USER_MAX,
    }),
  );
  return rows.map((row) => ({
    ...toView(row.workspace),
    role: row.role === "owner" ? "owner" : "member",
  }));
}

/** The workspace with this slug if the person is a member of it, else null: a stranger learns nothing. */
export async function findWorkspaceBySlug(
  principal: Principal,
  slug: string,
): Promise<{ workspace: WorkspaceView; actor: Actor } | null> {
  const row = await withSystem((tx) =>
    tx.membership.findFirst({
      where: { userId: principal.userId, workspace: { slug, deletedAt: null } },
      select: { role: true, workspace: true },
    }),
  );
  if (row === null) return null;
  const role: Role = row.role === "owner" ? "owner" : "member";
  return {
    workspace: toView(row.workspace),
    actor: { userId: principal.userId, workspaceId: row.workspace.id, role },
  };
}

/**
 * Makes another workspace of a person. The same id is the same workspace.
 * @throws AppError slug_taken | unprocessable past the limit
 */
export async function createWorkspace(
  principal: Principal,
  id: string,
  input: CreateWorkspaceInput,
): Promise<WorkspaceView> {
  try {
    const row = await withSystem(async (tx) => {
      const known = await tx.workspace.findUnique({ where: { id } });
      if (known !== null) return known;
      const count = await tx.membership.count({ where: { userId: principal.userId } });
      if (count >= WORKSPACES_PER_USER_MAX) {
        throw new AppError("unprocessable", {
          detail: `A person has at most ${WORKSPACES_PER_USER_MAX} workspaces.`,
        });
      }
      await openWorkspace(tx, { id, userId: principal.userId, name: input.name, slug: input.slug });
      return tx.workspace.findUniqueOrThrow({ where: { id } });
    });
    return toView(row);
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError("slug_taken");
    throw error;
  }
}

export async function getWorkspace(actor: Actor): Promise<WorkspaceView> {
  requirePermission(actor, "workspace:read");
  const row = await withWorkspace(actor, (tx) =>
    tx.workspace.findUniqueOrThrow({ where: { id: actor.workspaceId } }),
  );
  return toView(row);
}

/** @throws AppError slug_taken */
export async function updateWorkspace(
  actor: Actor,
  input: UpdateWorkspaceInput,
): Promise<WorkspaceView> {
  requirePermission(actor, "workspace:manage");
  const { name, slug } = input;
  try {
    return await withWorkspace(actor, async (tx) => {
      const row = await tx.workspace.update({
        where: { id: actor.workspaceId },
        data: { ...(name === undefined ? {} : { name }), ...(slug === undefined ? {} : { slug }) },
      });
      await recordEvent(tx, {
        workspaceId: actor.workspaceId,
        userId: actor.userId,
        action: "workspace.updated",
        subjectKind: "workspace",
        subjectId: actor.workspaceId,
      });
      return toView(row);
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError("slug_taken");
    throw error;
  }
}

/** Closes a workspace: nobody gets in any more and its pages are gone. Its ledger and its history stay. */
export async function deleteWorkspace(actor: Actor): Promise<void> {
  requirePermission(actor, "workspace:manage");
  await withWorkspace(actor, async (tx) => {
    await tx.workspace.update({
      where: { id: actor.workspaceId },
      data: { deletedAt: clock.now() },
    });
    await recordEvent(tx, {
      workspaceId: actor.workspaceId,
      userId: actor.userId,
      action: "workspace.deleted",
      subjectKind: "workspace",
      subjectId: actor.workspaceId,
    });
  });
}
