import { hashToken, verifyAccessToken } from "@/lib/crypto";
import { clock } from "@/lib/platform/clock";
import { readSystem } from "@/lib/platform/db";
import type { Actor, Principal, Role } from "./actor";
import { accessTokenKey } from "./keys";

/** What a request shows of who it is from. */
export type Proof =
  | { readonly kind: "cookie"; readonly sessionToken: string }
  | { readonly kind: "bearer"; readonly accessToken: string };

/** Last use is written at most this often, so that reading a page is not a write each time. */
const LAST_USE_STEP_MS = 5 * 60 * 1000;

interface SessionRow {
  session_id: string;
  user_id: string;
  email: string;
  name: string;
  is_operator: boolean;
  last_used_at: Date;
  role: Role | null;
}

/** Who a request is from, or null. The session's row decides, for cookies and for access tokens alike. */
export async function findPrincipal(proof: Proof): Promise<Principal | null> {
  const row = await findRow(proof, null);
  return row === null ? null : toPrincipal(row);
}

export type Membership =
  | { readonly kind: "member"; readonly actor: Actor; readonly principal: Principal }
  | { readonly kind: "stranger" }
  | { readonly kind: "signed_out" };

/** What a request's sender is to a workspace, in one query. */
export async function findMembership(proof: Proof, workspaceId: string): Promise<Membership> {
  const row = await findRow(proof, workspaceId);
  if (row === null) return { kind: "signed_out" };
  if (row.role === null) return { kind: "stranger" };
  return {
    kind: "member",
    actor: { userId: row.user_id, workspaceId, role: row.role },
    principal: toPrincipal(row),
  };
}

function toPrincipal(row: SessionRow): Principal {
  return {
    userId: row.user_id,
    sessionId: row.session_id,
    email: row.email,
    name: row.name,
    isOperator: row.is_operator,
  };
}

async function findRow(proof: Proof, workspaceId: string | null): Promise<SessionRow | null> {
  const now = clock.now();
  const key = await sessionKey(proof, now);
  if (key === null) return null;
  const [row] = await readSystem(
    (tx) => tx.$queryRaw<SessionRow[]>`
      SELECT s.id AS session_id, s.user_id, u.email, u.name, u.is_operator, s.last_used_at, m.role
      FROM sessions s
      JOIN users u ON u.id = s.user_id
      LEFT JOIN memberships m ON m.user_id = s.user_id AND m.owner_workspace_id = ${workspaceId}::uuid
        AND EXISTS (SELECT FROM workspaces w WHERE w.id = m.owner_workspace_id AND w.deleted_at IS NULL)
      WHERE (s.token_hash = ${key.tokenHash} OR (s.id = ${key.sessionId}::uuid AND s.kind = 'program'))
        AND s.expires_at > ${now}`,
  );
  if (row === undefined) return null;
  if (now.getTime() - row.last_used_at.getTime() > LAST_USE_STEP_MS) {
    await readSystem((tx) =>
      tx.session.updateMany({ where: { id: row.session_id }, data: { lastUsedAt: now } }),
    );
  }
  return row;
}

async function sessionKey(
  proof: Proof,
  now: Date,
): Promise<{ tokenHash: Uint8Array | null; sessionId: string | null } | null> {
  if (proof.kind === "cookie") return { tokenHash: hashToken(proof.sessionToken), sessionId: null };
  const claims = await verifyAccessToken(proof.accessToken, accessTokenKey(), now);
  return claims === null ? null : { tokenHash: null, sessionId: claims.sessionId };
}
