import type { RemoteState } from "@/lib/adapters/cms";
import { clock } from "@/lib/platform/clock";

/** How a copy should stand at its destination now; a time that has passed means published. */
export function wantedState(wish: {
  readonly mode: string;
  readonly scheduledAt: Date | null;
}): RemoteState {
  const { mode, scheduledAt } = wish;
  if (mode === "draft") return { kind: "draft" };
  return scheduledAt !== null && scheduledAt > clock.now()
    ? { kind: "scheduled", at: scheduledAt }
    : { kind: "published" };
}
