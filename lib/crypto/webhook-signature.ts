import { equalBytes, hmacSha256 } from "./hash";

/** How far the time of a signature may be from ours, before or after. */
export const SIGNATURE_TOLERANCE_SECONDS = 5 * 60;
const HEADER_CHARS_MAX = 2_048;

/** `stale`: signed with our secret, but at another time; somebody may have kept it. */
export type SignatureVerdict = "valid" | "stale" | "forged" | "malformed";

/** What is verified: the header `t=<seconds>,v1=<hex>[,v1=<hex>…]` and the very bytes that were received. */
interface SignedBody {
  readonly header: string;
  readonly body: Uint8Array;
  readonly secret: string;
  readonly now: Date;
}

/**
 * Verifies a body that its sender signed with HMAC-SHA-256 over `<t>.<body>`, the scheme v1 of Stripe's webhooks.
 * Of several signatures (a secret that is being replaced makes two) one must match. Other schemes count for nothing.
 */
export function verifyBody({ header, body, secret, now }: SignedBody): SignatureVerdict {
  const pairs = header.length > HEADER_CHARS_MAX ? [] : header.split(",").map(toPair);
  const times = valuesOf(pairs, "t");
  const [time = ""] = times;
  if (times.length !== 1 || !/^\d{1,12}$/.test(time)) return "malformed";
  const signatures = valuesOf(pairs, "v1").filter((text) => /^[0-9a-f]{64}$/.test(text));
  if (signatures.length === 0) return "malformed";
  const expected = mac(secret, time, body);
  const isOurs = signatures.some((text) => equalBytes(Buffer.from(text, "hex"), expected));
  if (!isOurs) return "forged";
  const distance = Math.abs(Math.floor(now.getTime() / 1000) - Number(time));
  return distance > SIGNATURE_TOLERANCE_SECONDS ? "stale" : "valid";
}

function mac(secret: string, time: string, body: Uint8Array): Buffer {
  return hmacSha256(Buffer.from(secret, "utf8"), Buffer.concat([Buffer.from(`${time}.`), body]));
}

function toPair(text: string): readonly [string, string] {
  const [name = "", ...rest] = text.trim().split("=");
  return [name, rest.join("=")];
}

function valuesOf(pairs: readonly (readonly [string, string])[], name: string): string[] {
  return pairs.flatMap(([key, value]) => (key === name ? [value] : []));
}
