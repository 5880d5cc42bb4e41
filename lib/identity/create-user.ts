import { isUniqueViolation, type Tx } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/id";
import { requireUnbreachedPassword } from "./breached-password";
import { makeCredential, requireGoodPassword } from "./credential";

/** A person who is about to get an account: the password is hashed before any transaction begins. */
export interface DraftUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly passwordPepperId: string;
  readonly authVersion: number;
}

/** @throws AppError password_too_short | password_pwned | unavailable */
export async function draftUser(input: {
  email: string;
  password: string;
  name?: string | undefined;
}): Promise<DraftUser> {
  requireGoodPassword(input.password, "password");
  await requireUnbreachedPassword(input.password, "password");
  const credential = await makeCredential(input.password);
  const name = input.name ?? input.email.split("@")[0] ?? input.email;
  return { id: newId(), email: input.email, name, ...credential, authVersion: 0 };
}

/** @throws AppError email_taken */
export async function createUser(tx: Tx, user: DraftUser): Promise<void> {
  try {
    await tx.user.create({ data: user });
  } catch (error) {
    if (isUniqueViolation(error)) {
      throw new AppError("email_taken", {
        errors: [{ path: "email", message: "Sign in instead." }],
      });
    }
    throw error;
  }
}
