import type { AccessTokenKey } from "@/lib/crypto";
import { env } from "@/lib/platform/env";

/** The key that signs access tokens of this installation. */
export function accessTokenKey(): AccessTokenKey {
  return { secret: Buffer.from(env().AUTH_SECRET, "base64"), audience: env().PUBLIC_URL };
}
