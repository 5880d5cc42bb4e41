import type { JSX } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { Button } from "@/app/_ui/button";
import { Confirm } from "@/app/_ui/confirm.client";
import { LineDiff } from "@/app/_ui/line-diff";
import { LinkButton } from "@/app/_ui/link-button";
import { Notice } from "@/app/_ui/notice";
import { StatusChip } from "@/app/_ui/status-chip";
import { ExternalLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { RevisionView } from "@/lib/pipeline";
import type { PublicationView } from "@/lib/publishing";
import { chipOf, type Trouble, troubleOf } from "./publication-words";

interface PublicationListProps {
  publications: readonly PublicationView[];
  /** Of the workspace, below /api/v1. */
  workspaceApi: string;
  /** Of the article, below /api/v1. */
  api: string;
  destinationsHref: string;
  /** What was sent, by number. */
  sent: ReadonlyMap<number, RevisionView>;
  /** The newest approved text; null while there is none. */
  approved: RevisionView | null;
  now: Date;
}

/** Each copy of the article, with what the destination said when it was read back. */
export function PublicationList(props: Readonly<PublicationListProps>): JSX.Element {
  return (
    <ul aria-label="Copies of this article" className="divide-y border-y">
      {props.publications.map((row) => (
        <li key={row.id} className="flex flex-col gap-3 py-4">
          <Copy row={row} list={props} />
        </li>
      ))}
    </ul>
  );
}

interface CopyProps {
  row: PublicationView;
  list: PublicationListProps;
}

function Copy({ row, list }: Readonly<CopyProps>): JSX.Element {
  const trouble = troubleOf(row);
  const last = row.attempts.at(-1);
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <p className="font-medium">
            {row.destination_name}{" "}
            <span className="font-normal text-soft">revision {row.revision}</span>
          </p>
          {row.remote_url !== null && (
            <p className="break-all">
              <ExternalLink href={row.remote_url}>{row.remote_url}</ExternalLink>
            </p>
          )}
          {row.scheduled_at !== null && row.mode === "publish" && (
            <p className="text-soft">
              Public from <Timestamp value={row.scheduled_at} format="datetime" />
            </p>
          )}
          <p className="text-sm text-faint">
            {last?.detail ?? "Nothing was sent yet."} <Timestamp value={row.updated_at} />
          </p>
        </div>
        <div className="flex items-center gap-3">
          <StatusChip {...chipOf(row, list.now)} />
          <TakeDown row={row} workspaceApi={list.workspaceApi} />
        </div>
      </div>
      {trouble !== null && <Next row={row} list={list} trouble={trouble} />}
    </>
  );
}

function TakeDown({
  row,
  workspaceApi,
}: Readonly<{ row: PublicationView; workspaceApi: string }>): JSX.Element | null {
  if (row.remote_id === null || row.status === "unpublished") return null;
  return (
    <Confirm
      title={`Take the page down on ${row.destination_name}?`}
      confirmLabel="Take down"
      request={{ method: "DELETE", path: `${workspaceApi}/publications/${row.id}` }}
      after={{ kind: "refresh" }}
      trigger={
        <Button tone="quiet" size="sm">
          Take down
        </Button>
      }
    >
      Readers will not find {row.remote_url ?? "it"} any more. It stays as a draft where the
      destination can keep one. You can publish it again later.
    </Confirm>
  );
}

/** What went wrong, the one next step, and the texts side by side. */
function Next({ row, list, trouble }: Readonly<CopyProps & { trouble: Trouble }>): JSX.Element {
  return (
    <>
      <Notice
        tone={trouble.tone}
        title={trouble.title}
        action={
          trouble.next === "destination" ? (
            <LinkButton href={list.destinationsHref}>Check the destination</LinkButton>
          ) : list.approved === null ? undefined : (
            <ActionButton
              label={`Send revision ${list.approved.number} again`}
              request={{
                method: "POST",
                path: `${list.api}/publications`,
                body: bodyOf(row, list.now),
              }}
              after={{ kind: "refresh" }}
            />
          )
        }
      >
        {row.error !== undefined && <p className="mb-1 text-ink">{row.error.message}</p>}
        <p>{trouble.help}</p>
      </Notice>
      {(row.status === "conflict" || row.status === "drifted") && (
        <Versions row={row} list={list} />
      )}
    </>
  );
}

/** The same wish again; a time that has passed means now. */
function bodyOf(row: PublicationView, now: Date) {
  const isAhead = row.scheduled_at !== null && new Date(row.scheduled_at) > now;
  return {
    destination_id: row.destination_id,
    mode: row.mode,
    ...(isAhead ? { scheduled_at: row.scheduled_at } : {}),
  };
}

/** What was sent, what is there now as far as the destination tells, and what is approved now. */
function Versions({ row, list }: Readonly<CopyProps>): JSX.Element {
  const sent = list.sent.get(row.revision);
  const { approved } = list;
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
