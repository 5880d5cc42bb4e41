import { hashPassword, type Pepper, verifyPassword } from "@/lib/crypto";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { PASSWORD_CHARS_MIN } from "./schema";

/** A hash that no password matches, so that an unknown address takes as long as a known one. */
let decoy: Promise<string> | undefined;

function currentPepper(): Pepper {
  const [pepper] = env().PASSWORD_PEPPER;
  if (pepper === undefined) throw new Error("PASSWORD_PEPPER is empty.");
  return pepper;
}

/** The field of a form in which somebody chooses a password. */
export type PasswordField = "password" | "new_password";

/** @throws AppError password_too_short */
export function requireGoodPassword(password: string, field: PasswordField): void {
  if ([...password].length < PASSWORD_CHARS_MIN) {
    throw new AppError("password_too_short", {
      detail: `Use at least ${PASSWORD_CHARS_MIN} characters. A few unrelated words are easy to remember.`,
      errors: [{ path: field, message: `At least ${PASSWORD_CHARS_MIN} characters.` }],
    });
  }
}

/** The columns that store a password. */
export async function makeCredential(
  password: string,
): Promise<{ passwordHash: string; passwordPepperId: string }> {
  const pepper = currentPepper();
  return { passwordHash: await hashPassword(password, pepper), passwordPepperId: pepper.id };
}

/** Whether the password is the stored one. With no stored one it takes the same time and says no. */
export async function matchesCredential(
  stored: { passwordHash: string; passwordPepperId: string } | null,
  password: string,
): Promise<boolean> {
  if (stored === null) {
    decoy ??= hashPassword("no password at all", currentPepper());
    await verifyPassword(await decoy, password, currentPepper());
    return false;
  }
  const pepper = env().PASSWORD_PEPPER.find(({ id }) => id === stored.passwordPepperId);
  if (pepper === undefined) return false;
  return verifyPassword(stored.passwordHash, password, pepper);
}
