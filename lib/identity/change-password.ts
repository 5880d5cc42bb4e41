import { withSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { Principal } from "./actor";
import { requireUnbreachedPassword } from "./breached-password";
import { makeCredential, matchesCredential, requireGoodPassword } from "./credential";
import type { ChangePasswordInput, TokenPairView } from "./schema";
import { type Device, type NewSession, startSession } from "./session";
import { issuePair } from "./tokens";

/**
 * Changes a password. Every session of the user ends in the same transaction, and a new one begins.
 * Of two changes at once with the same current password, one wins and the other is refused.
 * @throws AppError invalid_credentials | password_too_short | password_pwned | unavailable
 */
export async function changePassword(
  principal: Principal,
  input: ChangePasswordInput,
  kind: "browser" | "program",
  device: Device,
): Promise<{ session: NewSession; tokens: TokenPairView }> {
  requireGoodPassword(input.new_password, "new_password");
  const user = await withSystem((tx) => tx.user.findUnique({ where: { id: principal.userId } }));
  const isRight = await matchesCredential(user, input.current_password);
  if (user === null || !isRight) throw new AppError("invalid_credentials");
  await requireUnbreachedPassword(input.new_password, "new_password");
  const credential = await makeCredential(input.new_password);

  return withSystem(async (tx) => {
    const changed = await tx.user.updateMany({
      where: { id: user.id, authVersion: user.authVersion },
      data: { ...credential, authVersion: user.authVersion + 1 },
    });
    if (changed.count === 0) throw new AppError("invalid_credentials");
    await tx.session.deleteMany({ where: { userId: user.id } });
    const fresh = { id: user.id, authVersion: user.authVersion + 1 };
    const session = await startSession(tx, fresh, kind, device);
    return { session, tokens: await issuePair(tx, { userId: user.id, sessionId: session.id }) };
  });
}
