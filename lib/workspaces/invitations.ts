import { recordEvent } from "@/lib/audit";
import { hashToken, newToken } from "@/lib/crypto";
import { type Actor, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { withWorkspace } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import { invitationStatus } from "./invitation-status";
import type { InvitationView, InviteInput } from "./schema";

const INVITATION_SECONDS = 7 * 24 * 60 * 60;

interface InvitationRow {
  id: string;
  email: string;
  role: string;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
}

function toView(row: InvitationRow): InvitationView {
  return {
    id: row.id,
    email: row.email,
    role: row.role === "owner" ? "owner" : "member",
    status: invitationStatus(row),
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  };
}

/** Every invitation with where it stands, the latest first. */
export async function findInvitations(
  actor: Actor,
  page: PageQuery,
): Promise<Page<InvitationView>> {
  requirePermission(actor, "member:manage");
  const rows = await withWorkspace(actor, (tx) =>
    tx.invitation.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        ...(page.after === null ? {} : { id: { lt: page.after } }),
      },
      orderBy: { id: "desc" },
      take: page.limit + 1,
    }),
  );
  return toPage(rows, page.limit, (row) => row.id, toView);
}

/**
 * Invites an address. The link is shown to the owner once: without mail they pass it on themselves.
 * The same id again replaces the link of the same invitation.
 */
export async function inviteMember(
  actor: Actor,
  id: string,
  input: InviteInput,
): Promise<InvitationView & { invite_url: string }> {
  requirePermission(actor, "member:manage");
  const token = newToken("aii");
  const now = clock.now();
  const fields = {
    email: input.email.normalize("NFKC").trim().toLowerCase(),
    role: input.role,
    tokenHash: Uint8Array.from(hashToken(token)),
    expiresAt: new Date(now.getTime() + INVITATION_SECONDS * 1000),
  };
  const key = { ownerWorkspaceId: actor.workspaceId, id };
  const row = await withWorkspace(actor, async (tx) => {
    const saved = await tx.invitation.upsert({
      where: { ownerWorkspaceId_id: key },
      create: { ...key, ...fields, invitedBy: actor.userId, createdAt: now },
      update: fields,
    });
    await recordEvent(tx, {
      workspaceId: actor.workspaceId,
      userId: actor.userId,
      action: "member.invited",
      subjectKind: "invitation",
      subjectId: id,
      detail: { role: input.role },
    });
    return saved;
  });
  return { ...toView(row), invite_url: `${env().PUBLIC_URL}/sign-up?invite=${token}` };
}

/** @throws AppError not_found */
export async function revokeInvitation(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "member:manage");
  await withWorkspace(actor, async (tx) => {
    const { count } = await tx.invitation.deleteMany({
      where: { ownerWorkspaceId: actor.workspaceId, id, acceptedAt: null },
    });
    if (count === 0) throw new AppError("not_found");
    await recordEvent(tx, {
      workspaceId: actor.workspaceId,
      userId: actor.userId,
      action: "invitation.revoked",
      subjectKind: "invitation",
      subjectId: id,
    });
  });
}
