import type { PublicationView } from "@/lib/publishing";

/** An answer that was lost is looked for again for about this long; after that a person decides. */
const LOOKING_AGAIN_MS = 30 * 60_000;

/** Whether a publication changes by itself soon: a page that shows it asks again. */
export function isMoving(row: PublicationView, now: Date): boolean {
  if (row.status === "queued" || row.status === "sending") return true;
  const sinceMs = now.getTime() - new Date(row.updated_at).getTime();
  return row.status === "unknown" && sinceMs < LOOKING_AGAIN_MS;
}

export interface Trouble {
  readonly tone: "caution" | "bad";
  readonly title: string;
  /** What happened to the copy, and what did not. */
  readonly help: string;
  /** The one thing to do next: to send the approved text again, or to look after the destination. */
  readonly next: "send_again" | "destination";
}

/** Whether the copy at the destination is another one than was sent: then both can be compared. */
export function isChangedThere({ status }: Pick<PublicationView, "status">): boolean {
  return status === "conflict" || status === "drifted";
}

/** What went wrong with a publication and what to do; null where nothing did. */
export function troubleOf(row: PublicationView): Trouble | null {
  const name = row.destination_name;
  switch (row.status) {
    case "unknown":
      return {
        tone: "caution",
        title: `We do not know whether ${name} got it.`,
        help: "The request was sent and no answer came. AutoInk first looks whether the copy is there, so sending again never makes a second page.",
        next: "send_again",
      };
    case "conflict":
      return {
        tone: "bad",
        title: `Somebody changed the copy on ${name}.`,
        help: "Nothing was written over. Look at the copy there and bring what should stay into the text here. Then overwrite it with ours; or undo the change there, and send again.",
        next: "send_again",
      };
    case "drifted":
      return {
        tone: "caution",
        title: `The copy on ${name} is no longer what was approved.`,
        help: "Nothing was sent. Sending again puts the approved text back where nobody edited the copy; “Overwrite with ours” puts it back in any case.",
        next: "send_again",
      };
    case "failed":
      return {
        tone: "bad",
        title: `${name} does not have the approved text.`,
        help: "Nothing more is sent until you say so.",
        next: row.error?.code === "misconfigured" ? "destination" : "send_again",
      };
    case "queued":
    case "sending":
    case "verified":
    case "unpublished":
      return null;
    default:
      return row.status satisfies never;
  }
}
