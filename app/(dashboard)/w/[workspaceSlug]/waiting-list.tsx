import type { JSX, ReactNode } from "react";
import { StatusChip } from "@/app/_ui/status-chip";
import { TextLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { WaitingView } from "@/lib/pipeline";
import type { PublicationSummary } from "@/lib/publishing";
import { ARTICLE_WORDS } from "./articles/article-words";

/** Outlines and texts that wait for a person: who asked, and since when. */
export function WaitingList(
  props: Readonly<{ base: string; waiting: readonly WaitingView[] }>,
): JSX.Element {
  const { base, waiting } = props;
  return (
    <ul className="divide-y border-b">
      {waiting.map((row) => {
        const { status, label, next } = ARTICLE_WORDS[row.waiting_for];
        return (
          <Row
            key={row.run_id}
            href={`${base}/articles/${row.article_id}/${next}`}
            title={row.title}
            detail={
              <>
                Asked for by {row.asked_by ?? "a former member"}, came in{" "}
                <Timestamp value={row.waiting_since} />
              </>
            }
            chip={<StatusChip status={status} label={label} />}
          />
        );
      })}
    </ul>
  );
}

/** Publications that did not arrive, or are not what they were. */
export function TroubleList(
  props: Readonly<{ base: string; troubled: readonly PublicationSummary[] }>,
): JSX.Element {
  const { base, troubled } = props;
  return (
    <ul className="divide-y border-b">
      {troubled.map((row) => (
        <Row
          key={row.id}
          href={`${base}/articles/${row.article_id}/publish`}
          title={row.title}
          detail={
            <>
              {row.destination_name}, <Timestamp value={row.at} />
            </>
          }
          chip={<StatusChip status={row.status} />}
        />
      ))}
    </ul>
  );
}

interface RowProps {
  href: string;
  title: string;
  detail: ReactNode;
  chip: ReactNode;
}

function Row({ href, title, detail, chip }: Readonly<RowProps>): JSX.Element {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <TextLink href={href}>{title}</TextLink>
        <p className="mt-0.5 text-sm text-faint">{detail}</p>
      </div>
      {chip}
    </li>
  );
}
