import { withSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { matchesCredential } from "./credential";
import type { SignInInput, UserView } from "./schema";
import { type Device, type NewSession, startSession } from "./session";

/**
 * Signs a person in with e-mail address and password.
 *
 * An unknown address and a wrong password give the same answer after the same time. A second factor
 * (TOTP, recovery codes) and the throttle take their place between the check and the session.
 * @throws AppError invalid_credentials
 */
export async function signIn(
  input: SignInInput,
  kind: "browser" | "program",
  device: Device,
): Promise<{ user: UserView; session: NewSession }> {
  const user = await withSystem((tx) => tx.user.findUnique({ where: { email: input.email } }));
  const isRight = await matchesCredential(user, input.password);
  if (user === null || !isRight) throw new AppError("invalid_credentials");
  const session = await withSystem((tx) => startSession(tx, user, kind, device));
  return { user: { id: user.id, email: user.email, name: user.name }, session };
}
