import { errors, jwtVerify, SignJWT } from "jose";
import { sha256 } from "./hash";

export const ACCESS_TOKEN_SECONDS = 7 * 24 * 60 * 60;

/** What an access token says: who, and which session it lives and dies with. */
export interface AccessTokenClaims {
  readonly userId: string;
  readonly sessionId: string;
}

export interface AccessTokenKey {
  readonly secret: Uint8Array;
  /** The installation, as `iss` and `aud`. */
  readonly audience: string;
}

const TYPE = "at+jwt";
const CLOCK_TOLERANCE_SECONDS = 5;

/** Signs an access token: JWT (RFC 7519, typed as in RFC 9068) with HS256, valid for seven days. */
export function signAccessToken(
  claims: AccessTokenClaims & { readonly id: string; readonly now: Date },
  key: AccessTokenKey,
): Promise<string> {
  const issuedAt = Math.floor(claims.now.getTime() / 1000);
  return new SignJWT({ sid: claims.sessionId })
    .setProtectedHeader({ alg: "HS256", typ: TYPE, kid: keyId(key) })
    .setIssuer(key.audience)
    .setAudience(key.audience)
    .setSubject(claims.userId)
    .setJti(claims.id)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
    .sign(key.secret);
}

/** Reads an access token. Null for anything that this installation has not signed or that is out of date. */
export async function verifyAccessToken(
  token: string,
  key: AccessTokenKey,
  now: Date,
): Promise<AccessTokenClaims | null> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, key.secret, {
      algorithms: ["HS256"],
      issuer: key.audience,
      audience: key.audience,
      typ: TYPE,
      requiredClaims: ["sub", "sid", "jti", "iat", "exp"],
      maxTokenAge: ACCESS_TOKEN_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: now,
    });
    const { sub, ["sid"]: sessionId } = payload;
    if (protectedHeader.kid !== keyId(key) || sub === undefined || typeof sessionId !== "string")
      return null;
    return { userId: sub, sessionId };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

/** Names a key without telling anything of it, so that a rotation can tell old tokens from new ones. */
function keyId(key: AccessTokenKey): string {
  return sha256(Buffer.concat([Buffer.from("autoink-kid\0"), key.secret]))
    .toString("hex")
    .slice(0, 16);
}
