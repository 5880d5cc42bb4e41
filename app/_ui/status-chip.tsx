import {
  Ban,
  CalendarClock,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  CircleX,
  Clock,
  FilePen,
  GitCompareArrows,
  Hourglass,
  LoaderCircle,
  MessageSquareWarning,
  Send,
  ShieldCheck,
  Split,
  Undo2,
} from "lucide-react";
import type { JSX, ReactNode } from "react";
import { Chip, type Tone } from "./chip";

interface Look {
  readonly word: string;
  readonly tone: Tone;
  readonly icon: ReactNode;
}

/** Every state the product may show, with its word. What the database says, never what we hope. */
const LOOKS = {
  draft: { word: "Draft", tone: "neutral", icon: <FilePen aria-hidden /> },
  pending: { word: "Pending", tone: "neutral", icon: <CircleDashed aria-hidden /> },
  queued: { word: "Queued", tone: "neutral", icon: <Clock aria-hidden /> },
  scheduled: { word: "Scheduled", tone: "neutral", icon: <CalendarClock aria-hidden /> },
  running: { word: "Running", tone: "active", icon: <LoaderCircle aria-hidden /> },
  sending: { word: "Sending", tone: "active", icon: <Send aria-hidden /> },
  waiting: { word: "Waiting for you", tone: "caution", icon: <Hourglass aria-hidden /> },
  held: { word: "Held", tone: "caution", icon: <CirclePause aria-hidden /> },
  changes_requested: {
    word: "Changes requested",
    tone: "caution",
    icon: <MessageSquareWarning aria-hidden />,
  },
  drifted: { word: "Changed on the site", tone: "caution", icon: <GitCompareArrows aria-hidden /> },
  unknown: { word: "Not known yet", tone: "caution", icon: <CircleHelp aria-hidden /> },
  approved: { word: "Approved", tone: "good", icon: <CircleCheck aria-hidden /> },
  succeeded: { word: "Done", tone: "good", icon: <CircleCheck aria-hidden /> },
  passed: { word: "Passed", tone: "good", icon: <CircleCheck aria-hidden /> },
  verified: { word: "Verified on the site", tone: "good", icon: <ShieldCheck aria-hidden /> },
  conflict: { word: "Conflict", tone: "bad", icon: <Split aria-hidden /> },
  rejected: { word: "Rejected", tone: "bad", icon: <CircleX aria-hidden /> },
  failed: { word: "Failed", tone: "bad", icon: <CircleX aria-hidden /> },
  refused: { word: "Refused", tone: "bad", icon: <Ban aria-hidden /> },
  cancelled: { word: "Cancelled", tone: "neutral", icon: <Ban aria-hidden /> },
  skipped: { word: "Skipped", tone: "neutral", icon: <CircleDashed aria-hidden /> },
  unpublished: { word: "Taken down", tone: "neutral", icon: <Undo2 aria-hidden /> },
} as const satisfies Record<string, Look>;

export type Status = keyof typeof LOOKS;

/** Every status, in the order of the table. */
export const STATUSES: readonly Status[] = Object.keys(LOOKS) as Status[];

/** The icon, tone and word of a state, for those who draw it in another form. */
export function lookOf(status: Status): Look {
  return LOOKS[status];
}

export interface StatusChipProps {
  status: Status;
  /** Says more than the usual word: "Waiting for outline". */
  label?: string;
}

/** The state of a thing as icon and word, never as colour alone. */
export function StatusChip({ status, label }: Readonly<StatusChipProps>): JSX.Element {
  const look = lookOf(status);
  return (
    <Chip tone={look.tone} icon={look.icon}>
      {label ?? look.word}
    </Chip>
  );
}
