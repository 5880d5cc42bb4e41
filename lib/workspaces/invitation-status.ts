import { clock } from "@/lib/platform/clock";
import type { InvitationStatus } from "./schema";

/** Where an invitation stands now. */
export function invitationStatus(row: {
  acceptedAt: Date | null;
  expiresAt: Date;
}): InvitationStatus {
  if (row.acceptedAt !== null) return "accepted";
  return row.expiresAt > clock.now() ? "pending" : "expired";
}
