import type { JSX } from "react";
import type { Status } from "@/app/_ui/status-chip";
import { lookOf, StatusChip } from "@/app/_ui/status-chip";
import { TextLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { PublicationSummary } from "@/lib/publishing";

export interface CalendarProps {
  base: string;
  entries: readonly PublicationSummary[];
  /** YYYY-MM-DD. */
  today: string;
}

/** A publication that waits for its time is planned; every other one is what its status says. */
function statusOf(entry: PublicationSummary): Status {
  return entry.is_scheduled && entry.status === "queued" ? "scheduled" : entry.status;
}

/** A publication in the cell of a day: icon, title, and the rest in words for who can't see the icon. */
export function CellEntry(
  props: Readonly<{ base: string; entry: PublicationSummary }>,
): JSX.Element {
  const { base, entry } = props;
  const look = lookOf(statusOf(entry));
  return (
    <li className="flex items-start gap-1.5 text-sm [&_svg]:mt-0.5 [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-faint">
      {look.icon}
      <span className="line-clamp-2 min-w-0 break-words">
        <TextLink href={`${base}/articles/${entry.article_id}/publish`} isQuiet>
          {entry.title}
          <span className="sr-only">
            , {look.word}, {entry.destination_name}
          </span>
        </TextLink>
      </span>
    </li>
  );
}

/** The same on a line of its own. */
export function LineEntry(
  props: Readonly<{ base: string; entry: PublicationSummary }>,
): JSX.Element {
  const { base, entry } = props;
  return (
    <li className="py-2.5">
      <p className="break-words">
        <TextLink href={`${base}/articles/${entry.article_id}/publish`}>{entry.title}</TextLink>
      </p>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-faint">
        <StatusChip status={statusOf(entry)} />
        <span>
          <Timestamp value={entry.at} format="time" /> · {entry.destination_name}
        </span>
      </p>
    </li>
  );
}
