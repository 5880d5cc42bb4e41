import { randomBytes } from "node:crypto";
import { sha256 } from "./hash";

const TOKEN_BYTES = 32;

/** A new opaque token of 256 random bits in base64url, behind a prefix that tells what it is. */
export function newToken(prefix: string): string {
  return `${prefix}_${randomBytes(TOKEN_BYTES).toString("base64url")}`;
}

/** What is stored of a token. The token is random and long: a plain hash can't be searched for. */
export function hashToken(token: string): Buffer {
  return sha256(token);
}

/** Random bytes from the operating system. */
export function randomKey(bytes: number): Buffer {
  return randomBytes(bytes);
}
