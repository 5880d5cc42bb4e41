import { createHash, createHmac, hash, timingSafeEqual } from "node:crypto";

export const SHA256_BYTES = 32;

/** SHA-256 (FIPS 180-4) of bytes or of a text in UTF-8: 32 bytes. */
export function sha256(input: Uint8Array | string): Buffer {
  // Through a string: a buffer of its own for each hash takes five times as long, and the ledger has many.
  return Buffer.from(hash("sha256", input, "binary"), "binary");
}

/**
 * Writes SHA-256 of bytes into `target` at `offset`: for code that hashes by the million. Through a string of
 * one character a byte, because the runtime makes such a string three times as fast as a Buffer of its own.
 */
export function sha256Into(input: Uint8Array, target: Buffer, offset: number): void {
  target.write(hash("sha256", input, "binary"), offset, SHA256_BYTES, "latin1");
}

/** SHA-1 (FIPS 180-4) of a text in UTF-8, in hex: for services that are asked by it, and for nothing that guards. */
export function sha1Hex(text: string): string {
  return hash("sha1", text, "hex");
}

/** HMAC-SHA-256 (RFC 2104): 32 bytes. */
export function hmacSha256(key: Uint8Array, input: Uint8Array | string): Buffer {
  return createHmac("sha256", key).update(input).digest();
}

/** Whether two byte strings are equal, in a time that tells nothing of where they differ. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * SHA-256 of a list of texts, each preceded by its length in bytes, so that no two lists give the same
 * input (["ab", "c"] and ["a", "bc"] differ).
 */
export function hashFields(tag: string, fields: readonly string[]): Buffer {
  const digest = createHash("sha256");
  for (const field of [tag, ...fields]) {
    const bytes = Buffer.from(field, "utf8");
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    digest.update(length).update(bytes);
  }
  return digest.digest();
}
