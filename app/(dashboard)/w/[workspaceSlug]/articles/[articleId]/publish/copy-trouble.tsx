import type { JSX } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { Button } from "@/app/_ui/button";
import { Confirm } from "@/app/_ui/confirm.client";
import { LineDiff } from "@/app/_ui/line-diff";
import { LinkButton } from "@/app/_ui/link-button";
import { Notice } from "@/app/_ui/notice";
import { ExternalLink } from "@/app/_ui/text-link";
import type { RevisionView } from "@/lib/pipeline";
import type { PublicationView } from "@/lib/publishing";
import { isChangedThere, type Trouble } from "./publication-words";

export interface CopyContext {
  /** Of the article, below /api/v1. */
  api: string;
  destinationsHref: string;
  /** What was sent, by number. */
  sent: ReadonlyMap<number, RevisionView>;
  /** The newest approved text; null while there is none. */
  approved: RevisionView | null;
  now: Date;
}

interface CopyTroubleProps extends CopyContext {
  row: PublicationView;
  trouble: Trouble;
}

/** What went wrong with a copy, the next step, and the texts side by side. */
export function CopyTrouble(props: Readonly<CopyTroubleProps>): JSX.Element {
  const { row, trouble, approved } = props;
  const hasNext = trouble.next === "destination" || approved !== null;
  return (
    <>
      <Notice
        tone={trouble.tone}
        title={trouble.title}
        {...(hasNext ? { action: <NextStep {...props} /> } : {})}
      >
        {row.error !== undefined && <p className="mb-1 text-ink">{row.error.message}</p>}
        <p>{trouble.help}</p>
      </Notice>
      {isChangedThere(row) && <Versions {...props} />}
    </>
  );
}

function NextStep(props: Readonly<CopyTroubleProps>): JSX.Element | null {
  const { row, trouble, approved, api, destinationsHref, now } = props;
  if (trouble.next === "destination")
    return <LinkButton href={destinationsHref}>Check the destination</LinkButton>;
  if (approved === null) return null;
  const path = `${api}/publications`;
  const wish = wishOf(row, now);
  const after = { kind: "refresh" } as const;
  return (
    <div className="flex flex-wrap gap-3">
      <ActionButton
        label={`Send revision ${approved.number} again`}
        request={{ method: "POST", path, body: wish }}
        after={after}
      />
      {isChangedThere(row) && (
        <Confirm
          title={`Overwrite the copy on ${row.destination_name}?`}
          confirmLabel="Overwrite with ours"
          request={{ method: "POST", path, body: { ...wish, overwrite: true } }}
          after={after}
          trigger={<Button tone="quiet">Overwrite with ours</Button>}
        >
          What was changed there will be gone; AutoInk keeps no copy of it. Revision{" "}
          {approved.number}, as approved, takes its place. If the copy was deleted there, it is made
          anew.
        </Confirm>
      )}
    </div>
  );
}

/** The same wish again; a time that has passed means now. */
function wishOf(row: PublicationView, now: Date) {
  const isAhead = row.scheduled_at !== null && new Date(row.scheduled_at) > now;
  return {
    destination_id: row.destination_id,
    mode: row.mode,
    ...(isAhead ? { scheduled_at: row.scheduled_at } : {}),
  };
}

/** What was sent, what is there now as far as the destination tells, and what is approved now. */
function Versions({ row, sent: texts, approved }: Readonly<CopyTroubleProps>): JSX.Element {
  const sent = texts.get(row.revision);
  return (
    <details className="rounded-md border px-4 py-3">
      <summary className="font-medium">Compare the versions</summary>
      <div className="mt-4 flex flex-col gap-4">
        <p>
          <span className="font-medium">There now: </span>
          {row.error?.message ?? "The destination did not say what is different."}{" "}
          {row.remote_url !== null && (
            <ExternalLink href={row.remote_url}>Read the copy there</ExternalLink>
          )}
        </p>
        {sent !== undefined && approved !== null && approved.number !== sent.number ? (
          <LineDiff
            before={sent.markdown}
            after={approved.markdown}
            beforeLabel={`Sent: revision ${sent.number}`}
            afterLabel={`Approved now: revision ${approved.number}`}
          />
        ) : (
          <p className="text-soft">
            What was sent is what is approved now: revision {row.revision}.
          </p>
        )}
      </div>
    </details>
  );
}
