import { hmacSha256 } from "@/lib/crypto";

const PREFIX = "whsec_";

/**
 * The headers of Standard Webhooks 1.0: id, time in seconds, and HMAC-SHA-256 over both and the body. A
 * secret is `whsec_` and base64; of any other text the bytes are the key.
 */
export function signedHeaders(
  id: string,
  body: string,
  secret: string,
  now: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const key = secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), "base64")
    : Buffer.from(secret, "utf8");
  const signature = hmacSha256(key, `${id}.${timestamp}.${body}`).toString("base64");
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}
