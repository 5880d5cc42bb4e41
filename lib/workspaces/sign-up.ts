import {
  createUser,
  type Device,
  draftUser,
  type NewSession,
  type SignUpInput,
  startSession,
  type UserView,
} from "@/lib/identity";
import { type Tx, withSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/id";
import { acceptInvitation, requireInvitation } from "./accept-invitation";
import { openWorkspace } from "./open-workspace";
import type { WorkspaceView } from "./schema";
import { signUpMode } from "./waitlist";

interface SignedUp {
  readonly user: UserView;
  readonly workspace: WorkspaceView;
  readonly session: NewSession;
}

/**
 * Makes an account, signs it in, and gives it a workspace: the one that it was invited to, or a new one
 * of its own. All of it or nothing.
 * @throws AppError email_taken | password_too_short | password_pwned | signup_closed | unavailable
 */
export async function signUp(input: SignUpInput, device: Device): Promise<SignedUp> {
  const { email, invite } = input;
  if (signUpMode() !== "open" && invite === undefined) throw new AppError("signup_closed");
  // Before anything is said of the address: who holds no invitation learns nothing of it.
  if (invite !== undefined) await requireInvitation({ token: invite, email });
  const user = await draftUser(input);
  return withSystem(async (tx) => {
    await createUser(tx, user);
    const workspaceId =
      input.invite === undefined
        ? await openOwn(tx, user)
        : await acceptInvitation(tx, { token: input.invite, userId: user.id, email: user.email });
    const session = await startSession(tx, user, "browser", device);
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
    return {
      user: { id: user.id, email: user.email, name: user.name },
      workspace: {
        id: workspace.id,
        slug: workspace.slug,
        name: workspace.name,
        created_at: workspace.createdAt.toISOString(),
      },
      session,
    };
  });
}

async function openOwn(tx: Tx, user: { id: string; name: string }): Promise<string> {
  const id = newId();
  await openWorkspace(tx, { id, userId: user.id, name: user.name });
  return id;
}
