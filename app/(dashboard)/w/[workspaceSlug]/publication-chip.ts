import type { Status } from "@/app/_ui/status-chip";
import type { PublicationStatus } from "@/lib/publishing/schema";

/** What the word for a copy depends on. Times are RFC 3339. */
export interface Copy {
  readonly status: PublicationStatus;
  readonly mode: "draft" | "publish";
  readonly scheduled_at: string | null;
  readonly verified_at: string | null;
}

/**
 * The chip of a copy at `now`. Only a page that was read back while readers could see it is verified on
 * the site: a draft is none, a page of tomorrow is planned, and one whose time has come since it was
 * read is due.
 */
export function chipOf(copy: Copy, now: Date): { status: Status; label?: string } {
  const { status, mode } = copy;
  const at = copy.scheduled_at === null ? null : new Date(copy.scheduled_at);
  if (status === "queued" && at !== null && at > now)
    return { status: "scheduled", label: "Scheduled, not sent yet" };
  if (status !== "verified") return { status };
  if (mode === "draft") return { status, label: "Draft, verified" };
  if (at === null) return { status };
  if (at > now) return { status: "scheduled", label: "Scheduled, verified" };
  const wasReadInTime = copy.verified_at !== null && new Date(copy.verified_at) >= at;
  return wasReadInTime ? { status } : { status: "scheduled", label: "Due, not read back yet" };
}
