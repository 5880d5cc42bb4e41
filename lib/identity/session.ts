import { hashToken, newToken } from "@/lib/crypto";
import { clock } from "@/lib/platform/clock";
import type { Tx } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/id";

export const SESSION_SECONDS = 30 * 24 * 60 * 60;
const USER_AGENT_CHARS_MAX = 300;

/** Where a request comes from, as the list of sessions shows it. */
export interface Device {
  readonly userAgent: string | null;
  readonly address: string | null;
}

export interface NewSession {
  readonly id: string;
  /** For the cookie or, with programs, unused: only its hash is stored. */
  readonly token: string;
  readonly expiresAt: Date;
}

/**
 * Starts a session of a user whose credential was checked at `authVersion`. A password change between
 * the check and this insert raises the version, and the insert finds no user: no session outlives it.
 * @throws AppError invalid_credentials when the credential has changed meanwhile
 */
export async function startSession(
  tx: Tx,
  user: { readonly id: string; readonly authVersion: number },
  kind: "browser" | "program",
  device: Device,
): Promise<NewSession> {
  const id = newId();
  const token = newToken("ais");
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + SESSION_SECONDS * 1000);
  const tokenHash = kind === "browser" ? hashToken(token) : null;
  const userAgent = device.userAgent?.slice(0, USER_AGENT_CHARS_MAX) ?? null;
  const inserted = await tx.$executeRaw`
    WITH person AS (
      SELECT id FROM users WHERE id = ${user.id}::uuid AND auth_version = ${user.authVersion} FOR SHARE
    )
    INSERT INTO sessions (id, user_id, kind, token_hash, user_agent, address, created_at, last_used_at, expires_at)
    SELECT ${id}::uuid, person.id, ${kind}, ${tokenHash}, ${userAgent}, ${device.address}, ${now}, ${now}, ${expiresAt}
    FROM person`;
  if (inserted === 0) throw new AppError("invalid_credentials");
  return { id, token, expiresAt };
}
