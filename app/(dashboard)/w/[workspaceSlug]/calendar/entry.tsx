import type { JSX } from "react";
import { lookOf, StatusChip } from "@/app/_ui/status-chip";
import { TextLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { PublicationSummary } from "@/lib/publishing";
import { chipOf } from "../publication-chip";

export interface CalendarProps {
  base: string;
  entries: readonly PublicationSummary[];
  now: Date;
}

interface EntryProps {
  base: string;
  entry: PublicationSummary;
  now: Date;
}

/** A publication in the cell of a day: icon, title, and the rest in words for who can't see the icon. */
export function CellEntry(props: Readonly<EntryProps>): JSX.Element {
  const { base, entry, now } = props;
  const { status, label } = chipOf(entry, now);
  const look = lookOf(status);
  return (
    <li className="flex items-start gap-1.5 text-sm [&_svg]:mt-0.5 [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-faint">
      {look.icon}
      <span className="line-clamp-2 min-w-0 break-words">
        <TextLink href={`${base}/articles/${entry.article_id}/publish`} isQuiet>
          {entry.title}
          <span className="sr-only">
            , {label ?? look.word}, {entry.destination_name}
          </span>
        </TextLink>
      </span>
    </li>
  );
}

/** The same on a line of its own. */
export function LineEntry(props: Readonly<EntryProps>): JSX.Element {
  const { base, entry, now } = props;
  return (
    <li className="py-2.5">
      <p className="break-words">
        <TextLink href={`${base}/articles/${entry.article_id}/publish`}>{entry.title}</TextLink>
      </p>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-faint">
        <StatusChip {...chipOf(entry, now)} />
        <span>
          <Timestamp value={entry.at} format="time" /> · {entry.destination_name}
        </span>
      </p>
    </li>
  );
}
