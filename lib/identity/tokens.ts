import { ACCESS_TOKEN_SECONDS, hashToken, newToken, signAccessToken } from "@/lib/crypto";
import { clock } from "@/lib/platform/clock";
import { type Tx, withSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/id";
import { accessTokenKey } from "./keys";
import type { TokenInput, TokenPairView } from "./schema";
import type { Device } from "./session";
import { signIn } from "./sign-in";

export const REFRESH_TOKEN_SECONDS = 30 * 24 * 60 * 60;

/**
 * Answers a token request: a password for a first pair, or a refresh token for the next one.
 * @throws AppError invalid_credentials | refresh_token_reused
 */
export async function issueTokens(input: TokenInput, device: Device): Promise<TokenPairView> {
  if (input.grant_type === "refresh_token") return rotate(input.refresh_token);
  const { user, session } = await signIn(input, "program", device);
  return withSystem((tx) => issuePair(tx, { userId: user.id, sessionId: session.id }));
}

/** A new access and refresh token of a session. Called inside the transaction that made or checked it. */
export async function issuePair(
  tx: Tx,
  owner: { readonly userId: string; readonly sessionId: string },
): Promise<TokenPairView> {
  const now = clock.now();
  const refreshToken = newToken("air");
  await tx.refreshToken.create({
    data: {
      id: newId(),
      sessionId: owner.sessionId,
      tokenHash: Uint8Array.from(hashToken(refreshToken)),
      createdAt: now,
      expiresAt: new Date(now.getTime() + REFRESH_TOKEN_SECONDS * 1000),
    },
  });
  const accessToken = await signAccessToken({ ...owner, id: newId(), now }, accessTokenKey());
  return {
    access_token: accessToken,
    token_type: "Bearer",
    expires_in: ACCESS_TOKEN_SECONDS,
    refresh_token: refreshToken,
    refresh_expires_in: REFRESH_TOKEN_SECONDS,
  };
}

/** Ends the session that a refresh token belongs to. An unknown token is no error (RFC 7009, section 2.2). */
export async function revokeTokens(refreshToken: string): Promise<void> {
  await withSystem(async (tx) => {
    const known = await tx.refreshToken.findUnique({
      where: { tokenHash: Uint8Array.from(hashToken(refreshToken)) },
      select: { sessionId: true },
    });
    if (known !== null) await tx.session.deleteMany({ where: { id: known.sessionId } });
  });
}

/**
 * A refresh token works once. Used a second time it is in two hands, and the whole session ends: the
 * thief and the owner both have to sign in again (RFC 9700, section 4.14).
 */
async function rotate(refreshToken: string): Promise<TokenPairView> {
  const now = clock.now();
  const tokenHash = Uint8Array.from(hashToken(refreshToken));
  const pair = await withSystem(async (tx) => {
    const taken = await tx.refreshToken.updateMany({
      where: {
        tokenHash,
        usedAt: null,
        expiresAt: { gt: now },
        session: { expiresAt: { gt: now } },
      },
      data: { usedAt: now },
    });
    const known = await tx.refreshToken.findUnique({
      where: { tokenHash },
      select: { usedAt: true, sessionId: true, session: { select: { userId: true } } },
    });
    if (known === null) throw new AppError("invalid_credentials");
    if (taken.count === 1)
      return issuePair(tx, { userId: known.session.userId, sessionId: known.sessionId });
    if (known.usedAt === null) throw new AppError("invalid_credentials"); // out of date
    await tx.session.deleteMany({ where: { id: known.sessionId } });
    return null; // commits the deletion; the refusal follows
  });
  if (pair === null) throw new AppError("refresh_token_reused");
  return pair;
}
