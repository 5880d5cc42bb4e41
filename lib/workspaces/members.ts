import { recordEvent } from "@/lib/audit";
import { type Actor, type Role, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { isUniqueViolation, type Tx, withSystem, withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import type { AddMemberInput, MemberView, UpdateMemberInput } from "./schema";

const SELECT = {
  id: true,
  role: true,
  createdAt: true,
  user: { select: { id: true, email: true, name: true } },
} as const;

interface MemberRow {
  id: string;
  role: string;
  createdAt: Date;
  user: { id: string; email: string; name: string };
}

function toView(row: MemberRow): MemberView {
  return {
    id: row.id,
    user_id: row.user.id,
    email: row.user.email,
    name: row.user.name,
    role: row.role === "owner" ? "owner" : "member",
    created_at: row.createdAt.toISOString(),
  };
}

export async function findMembers(actor: Actor, page: PageQuery): Promise<Page<MemberView>> {
  requirePermission(actor, "workspace:read");
  const rows = await withWorkspace(actor, (tx) =>
    tx.membership.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        ...(page.after === null ? {} : { id: { gt: page.after } }),
      },
      select: SELECT,
      orderBy: { id: "asc" },
      take: page.limit + 1,
    }),
  );
  return toPage(rows, page.limit, (row) => row.id, toView);
}

/**
 * Makes somebody with an account a member.
 * @throws AppError not_found when nobody has that address | wrong_state when they are a member
 */
export async function addMember(
  actor: Actor,
  id: string,
  input: AddMemberInput,
): Promise<MemberView> {
  requirePermission(actor, "member:manage");
  const email = input.email.normalize("NFKC").trim().toLowerCase();
  try {
    // The system role: the person is not of this workspace yet, so its own role can't see them.
    return await withSystem(async (tx) => {
      const known = await tx.membership.findUnique({
        where: { ownerWorkspaceId_id: { ownerWorkspaceId: actor.workspaceId, id } },
        select: SELECT,
      });
      if (known !== null) return toView(known);
      const user = await tx.user.findUnique({ where: { email }, select: { id: true } });
      if (user === null) {
        throw new AppError("not_found", {
          detail: "Nobody has an account with this address. Invite them instead.",
        });
      }
      const row = await tx.membership.create({
        data: {
          ownerWorkspaceId: actor.workspaceId,
          id,
          userId: user.id,
          role: input.role,
          createdAt: clock.now(),
        },
        select: SELECT,
      });
      await recordMember(tx, actor, "member.added", id, { role: input.role });
      return toView(row);
    });
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError("wrong_state", { detail: "They are a member already." });
    throw error;
  }
}

/** @throws AppError not_found | last_owner */
export async function updateMember(
  actor: Actor,
  memberId: string,
  input: UpdateMemberInput,
): Promise<MemberView> {
  requirePermission(actor, "member:manage");
  return withWorkspace(actor, async (tx) => {
    await lockOwners(tx, actor);
    const key = { ownerWorkspaceId: actor.workspaceId, id: memberId };
    const { count } = await tx.membership.updateMany({ where: key, data: { role: input.role } });
    if (count === 0) throw new AppError("not_found");
    await requireAnOwner(tx, actor);
    await recordMember(tx, actor, "member.updated", memberId, { role: input.role });
    return toView(
      await tx.membership.findUniqueOrThrow({
        where: { ownerWorkspaceId_id: key },
        select: SELECT,
      }),
    );
  });
}

/**
 * Removes a member. Anybody may remove themselves.
 * @throws AppError not_found | last_owner | forbidden
 */
export async function removeMember(actor: Actor, memberId: string): Promise<void> {
  await withWorkspace(actor, async (tx) => {
    await lockOwners(tx, actor);
    const key = { ownerWorkspaceId: actor.workspaceId, id: memberId };
    const row = await tx.membership.findUnique({
      where: { ownerWorkspaceId_id: key },
      select: { userId: true },
    });
    if (row?.userId !== actor.userId) requirePermission(actor, "member:manage");
    if (row === null) throw new AppError("not_found");
    await tx.membership.deleteMany({ where: key });
    await requireAnOwner(tx, actor);
    await recordMember(tx, actor, "member.removed", memberId, {});
  });
}

/** Two owners who step down at the same time wait for each other, so that one of them is refused. */
async function lockOwners(tx: Tx, actor: Actor): Promise<void> {
  await tx.$queryRaw`SELECT id FROM memberships
    WHERE owner_workspace_id = ${actor.workspaceId}::uuid AND role = 'owner' ORDER BY id FOR UPDATE`;
}

async function requireAnOwner(tx: Tx, actor: Actor): Promise<void> {
  const role: Role = "owner";
  const owners = await tx.membership.count({
    where: { ownerWorkspaceId: actor.workspaceId, role },
  });
  if (owners === 0) throw new AppError("last_owner");
}

async function recordMember(
  tx: Tx,
  actor: Actor,
  action: string,
  memberId: string,
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  await recordEvent(tx, {
    workspaceId: actor.workspaceId,
    userId: actor.userId,
    action,
    subjectKind: "member",
    subjectId: memberId,
    detail,
  });
}
