import type { JSX } from "react";
import { Button } from "@/app/_ui/button";
import { Confirm } from "@/app/_ui/confirm.client";
import { StatusChip } from "@/app/_ui/status-chip";
import { ExternalLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { PublicationView } from "@/lib/publishing";
import { chipOf } from "../../../publication-chip";
import { type CopyContext, CopyTrouble } from "./copy-trouble";
import { troubleOf } from "./publication-words";

interface PublicationListProps extends CopyContext {
  publications: readonly PublicationView[];
  /** Of the workspace, below /api/v1. */
  workspaceApi: string;
}

/** Each copy of the article, with what the destination said when it was read back. */
export function PublicationList(props: Readonly<PublicationListProps>): JSX.Element {
  return (
    <ul aria-label="Copies of this article" className="-mt-4 divide-y border-b">
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
            {trouble === null && <>{last?.detail ?? "Nothing was sent yet."} </>}
            Last change <Timestamp value={row.updated_at} />
          </p>
        </div>
        <div className="flex items-center gap-3">
          <StatusChip {...chipOf(row, list.now)} />
          <TakeDown row={row} workspaceApi={list.workspaceApi} />
        </div>
      </div>
      {trouble !== null && <CopyTrouble row={row} trouble={trouble} {...contextOf(list)} />}
    </>
  );
}

function contextOf({ api, destinationsHref, sent, approved, now }: CopyContext): CopyContext {
  return { api, destinationsHref, sent, approved, now };
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
