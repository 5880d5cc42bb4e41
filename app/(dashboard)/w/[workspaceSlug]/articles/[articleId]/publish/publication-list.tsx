import type { JSX } from "react";
import { Button } from "@/app/_ui/button";
import { Confirm } from "@/app/_ui/confirm.client";
import { type Status, StatusChip } from "@/app/_ui/status-chip";
import { ExternalLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { PublicationView } from "@/lib/publishing";

interface PublicationListProps {
  publications: readonly PublicationView[];
  workspaceId: string;
}

/** Each copy of the article, with what the destination said when it was read back. */
export function PublicationList({
  publications,
  workspaceId,
}: Readonly<PublicationListProps>): JSX.Element {
  return (
    <ul className="divide-y border-y">
      {publications.map((row) => (
        <li
          key={row.id}
          className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-4"
        >
          <div className="min-w-0">
            <p className="font-medium">
              {row.destination_name}{" "}
              <span className="font-normal text-soft">revision {row.revision}</span>
            </p>
            {row.remote_url !== null && (
              <ExternalLink href={row.remote_url}>{row.remote_url}</ExternalLink>
            )}
            {row.error !== undefined && <p className="text-red">{row.error.message}</p>}
            <p className="text-sm text-faint">
              {row.attempts.at(-1)?.detail ?? ""} <Timestamp value={row.updated_at} />
            </p>
          </div>
          <div className="flex items-center gap-3">
            <StatusChip status={statusOf(row)} />
            {row.remote_id !== null && row.status !== "unpublished" && (
              <Confirm
                title="Take this page down?"
                confirmLabel="Take down"
                request={{
                  method: "DELETE",
                  path: `/workspaces/${workspaceId}/publications/${row.id}`,
                }}
                after={{ kind: "refresh" }}
                trigger={
                  <Button tone="quiet" size="sm">
                    Take down
                  </Button>
                }
              >
                Readers will not find it any more. It stays as a draft where the destination can
                keep one.
              </Confirm>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function statusOf(row: PublicationView): Status {
  return row.status;
}
