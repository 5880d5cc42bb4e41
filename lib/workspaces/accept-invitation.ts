import { recordEvent } from "@/lib/audit";
import { hashToken } from "@/lib/crypto";
import type { Principal } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { type Tx, withSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/id";
import { invitationStatus } from "./invitation-status";
import type { InvitationStatus, WorkspaceView } from "./schema";

/** What somebody who holds the link of an invitation may know of it. */
export interface OfferView {
  readonly workspace_name: string;
  readonly email: string;
  readonly role: "owner" | "member";
  readonly status: InvitationStatus;
}

/** The invitation behind a link, or null when there is none (any more). */
export async function findOffer(token: string): Promise<OfferView | null> {
  const row = await withSystem((tx) =>
    tx.invitation.findUnique({
      where: { tokenHash: Uint8Array.from(hashToken(token)) },
      include: { workspace: { select: { name: true, deletedAt: true } } },
    }),
  );
  if (row === null || row.workspace.deletedAt !== null) return null;
  return {
    workspace_name: row.workspace.name,
    email: row.email,
    role: row.role === "owner" ? "owner" : "member",
    status: invitationStatus(row),
  };
}

/**
 * Makes somebody who has an account a member through their invitation, and answers with the workspace.
 * @throws AppError signup_closed when the invitation is not theirs, used or out of date | wrong_state
 * when they are a member already
 */
export async function joinWorkspace(principal: Principal, token: string): Promise<WorkspaceView> {
  return withSystem(async (tx) => {
    const workspaceId = await acceptInvitation(tx, {
      token,
      userId: principal.userId,
      email: principal.email,
    });
    const row = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
    return {
      id: row.id,
      slug: row.slug,
      name: row.name,
      created_at: row.createdAt.toISOString(),
    };
  });
}

/**
 * Makes a person a member through an invitation to their address, inside the caller's transaction. It
 * works once.
 * @throws AppError signup_closed when the invitation is not theirs, used or out of date | wrong_state
 */
export async function acceptInvitation(
  tx: Tx,
  input: { token: string; userId: string; email: string },
): Promise<string> {
  const now = clock.now();
  const invitation = await tx.invitation.findUnique({
    where: {
      tokenHash: Uint8Array.from(hashToken(input.token)),
      workspace: { deletedAt: null },
    },
  });
  if (invitation === null) throw refused();
  const { ownerWorkspaceId, role } = invitation;
  const taken = await tx.invitation.updateMany({
    where: {
      ownerWorkspaceId,
      id: invitation.id,
      email: input.email,
      acceptedAt: null,
      expiresAt: { gt: now },
    },
    data: { acceptedAt: now },
  });
  if (taken.count === 0) throw refused();
  const known = await tx.membership.count({ where: { ownerWorkspaceId, userId: input.userId } });
  if (known > 0) {
    throw new AppError("wrong_state", { detail: "You are a member of this workspace already." });
  }
  const memberId = newId();
  await tx.membership.create({
    data: { ownerWorkspaceId, id: memberId, userId: input.userId, role, createdAt: now },
  });
  await recordEvent(tx, {
    workspaceId: ownerWorkspaceId,
    userId: input.userId,
    action: "member.joined",
    subjectKind: "member",
    subjectId: memberId,
    detail: { role },
  });
  return ownerWorkspaceId;
}

/** @throws AppError signup_closed when the invitation is not for this address, used or out of date */
export async function requireInvitation(input: { token: string; email: string }): Promise<void> {
  const offer = await findOffer(input.token);
  if (offer?.status !== "pending" || offer.email !== input.email) throw refused();
}

function refused(): AppError {
  return new AppError("signup_closed", {
    detail:
      "This invitation is not for this address, was used, or is out of date. Ask for a new one.",
  });
}
