import { sha1Hex } from "@/lib/crypto";
import { safeFetch } from "@/lib/outbound";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import type { PasswordField } from "./credential";

const PREFIX_CHARS = 5;

/**
 * Asks Pwned Passwords (haveibeenpwned.com/API/v3#PwnedPasswords) whether a password is known from a data breach. Only
 * the first five characters of its SHA-1 leave this machine, and the answer is padded, so neither the service nor
 * who watches the connection learns the password. PWNED_PASSWORDS says what happens when the service does not answer.
 * @throws AppError password_pwned | unavailable (with PWNED_PASSWORDS=closed)
 */
export async function requireUnbreachedPassword(
  password: string,
  field: PasswordField,
): Promise<void> {
  const mode = env().PWNED_PASSWORDS;
  if (mode === "off") return;
  const hash = sha1Hex(password).toUpperCase();
  if (await isKnown(hash, mode)) {
    throw new AppError("password_pwned", {
      detail:
        "This password is known from a data breach, so others will try it. Choose another one.",
      errors: [{ path: field, message: "Known from a data breach. Choose another one." }],
    });
  }
}

async function isKnown(hash: string, mode: "open" | "closed"): Promise<boolean> {
  try {
    return parseRange(await readRange(hash.slice(0, PREFIX_CHARS))).has(hash.slice(PREFIX_CHARS));
  } catch (error) {
    log.warn("password.breach_check_failed", { reason: String(error) });
    if (mode === "open") return false;
    throw new AppError("unavailable", {
      detail: "The password could not be checked against known breaches. Try again later.",
      cause: error,
    });
  }
}

async function readRange(prefix: string): Promise<string> {
  const url = `${env().PWNED_PASSWORDS_URL}/range/${prefix}`;
  const response = await safeFetch(url, {
    purpose: "pwned-range",
    headers: { "add-padding": "true" },
  });
  if (response.status === 200) return response.text();
  response.cancel();
  throw new Error(`Pwned Passwords answered with the status ${response.status}.`);
}

/** The endings of the hashes that were seen in breaches: lines of `SUFFIX:COUNT`, of which a count of 0 is padding. */
function parseRange(text: string): ReadonlySet<string> {
  const lines = text.trim().split(/\r?\n/);
  const rows = lines.map((line) => /^([0-9A-F]{35}):(\d+)$/.exec(line));
  if (rows.includes(null)) throw new Error("Pwned Passwords sent something else than a range.");
  return new Set(rows.flatMap((row) => (row?.[2] === "0" ? [] : (row?.[1] ?? []))));
}
