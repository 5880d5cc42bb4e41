import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { sha256 } from "./hash";

/** A key of the installation. The first of a ring seals; each of them opens what it has sealed. */
export interface SealKey {
  readonly id: string;
  readonly key: Uint8Array;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FINGERPRINT_CHARS = 8;

/**
 * Encrypts a secret with AES-256-GCM (NIST SP 800-38D). `context` names the row that it belongs to and
 * is authenticated: a sealed value that is moved to another row does not open.
 * Layout: version, key id length, key id, nonce (12), ciphertext, tag (16).
 */
export function seal(
  plaintext: string,
  context: string,
  ring: readonly SealKey[],
): Uint8Array<ArrayBuffer> {
  const [current] = ring;
  if (current === undefined) throw new Error("There is no key to seal with.");
  const id = Buffer.from(current.id, "utf8");
  const header = Buffer.concat([Buffer.from([VERSION, id.length]), id]);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", current.key, nonce);
  cipher.setAAD(Buffer.concat([header, Buffer.from(context, "utf8")]));
  const body = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
  return Uint8Array.from(Buffer.concat([header, nonce, body, cipher.getAuthTag()]));
}

/** Opens what `seal` made. Throws when the key is unknown, the context differs or a bit was changed. */
export function open(sealed: Uint8Array, context: string, ring: readonly SealKey[]): string {
  const bytes = Buffer.from(sealed);
  const idLength = bytes[1] ?? 0;
  const headerLength = 2 + idLength;
  if (bytes[0] !== VERSION || bytes.length < headerLength + NONCE_BYTES + TAG_BYTES) {
    throw new Error("This is not a sealed value.");
  }
  const header = bytes.subarray(0, headerLength);
  const id = header.subarray(2).toString("utf8");
  const key = ring.find((candidate) => candidate.id === id);
  if (key === undefined)
    throw new Error(`The key "${id}" that sealed this value is not in the ring.`);
  const nonce = bytes.subarray(headerLength, headerLength + NONCE_BYTES);
  const body = bytes.subarray(headerLength + NONCE_BYTES, bytes.length - TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key.key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.concat([header, Buffer.from(context, "utf8")]));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
}

/** Tells two secrets apart without telling anything of either: the start of a hash. */
export function fingerprint(secret: string): string {
  return sha256(`autoink-fingerprint\0${secret}`).toString("hex").slice(0, FINGERPRINT_CHARS);
}
