import { clock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import type { WaitlistInput } from "./schema";

/** How people get an account here: by themselves, by an invitation, or by one after they asked to wait. */
export type SignUpMode = "open" | "invite" | "waitlist";

export function signUpMode(): SignUpMode {
  return env().SIGNUP;
}

/**
 * Notes an address, once. It is one statement whatever is known of the address, so that neither the
 * answer nor its time tells whether there is an account or an entry.
 */
export async function joinWaitlist(input: WaitlistInput): Promise<void> {
  await withSystem((tx) =>
    tx.waitlistEntry.createMany({
      data: { email: input.email, createdAt: clock.now() },
      skipDuplicates: true,
    }),
  );
}
