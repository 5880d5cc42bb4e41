import { stripVTControlCharacters } from "node:util";
import { REDACTED, redact } from "@/lib/platform/log";

/** Shorter values stand in many texts by chance. */
const SECRET_CHARS_MIN = 6;

/**
 * What a program wrote, as text that may be stored and shown: no control characters but tabs and line ends,
 * no marks that turn the direction of writing, none of the given secrets and nothing that looks like one.
 */
export function readableOutput(bytes: Uint8Array, secrets: readonly string[]): string {
  let text = stripVTControlCharacters(new TextDecoder().decode(bytes))
    .replaceAll("\r\n", "\n")
    .replace(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu, "");
  // The longest first: one secret may be the beginning of another.
  for (const secret of secrets.toSorted((one, other) => other.length - one.length)) {
    if (secret.length >= SECRET_CHARS_MIN) text = text.replaceAll(secret, REDACTED);
  }
  return redact(text);
}
