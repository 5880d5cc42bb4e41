import type { JSX } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { Button } from "@/app/_ui/button";
import { Confirm } from "@/app/_ui/confirm.client";
import { CopyButton } from "@/app/_ui/copy-button.client";
import { type Status, StatusChip } from "@/app/_ui/status-chip";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { SourceStatus, SourceView } from "@/lib/pipeline/schema";

const WORDS: Readonly<Record<SourceStatus, { status: Status; label: string }>> = {
  pending: { status: "queued", label: "Queued" },
  fetching: { status: "running", label: "Reading" },
  ready: { status: "succeeded", label: "Read" },
  failed: { status: "failed", label: "Could not be read" },
  dropped: { status: "skipped", label: "Dropped" },
};

/** Enough to tell two apart by eye; the button beside it copies all of it. */
const HASH_CHARS_SHOWN = 12;

interface SourceListProps {
  api: string;
  sources: readonly SourceView[];
}

/** Each source with its verdict: how much was read, or why nothing was. */
export function SourceList({ api, sources }: Readonly<SourceListProps>): JSX.Element {
  return (
    <ul aria-label="Sources" className="divide-y border-y">
      {sources.map((source) => (
        <li key={source.id} className="flex flex-wrap items-start gap-x-6 gap-y-3 py-4">
          <div className="min-w-0 flex-1 basis-80">
            <p className="font-medium break-words">{source.title}</p>
            {source.url !== null && source.url !== source.title && (
              <p className="truncate text-sm text-faint">{source.url}</p>
            )}
            <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
              <SourceChip source={source} />
              {source.snapshot !== null && (
                <>
                  <span>{source.snapshot.word_count.toLocaleString("en-US")} words</span>
                  <span>
                    read <Timestamp value={source.snapshot.fetched_at} />
                  </span>
                  <span className="inline-flex items-center">
                    <code
                      className="font-mono text-xs"
                      title={`SHA-256 ${source.snapshot.content_hash}`}
                    >
                      {source.snapshot.content_hash.slice(0, HASH_CHARS_SHOWN)}
                    </code>
                    <CopyButton
                      text={source.snapshot.content_hash}
                      label={`Copy the hash of “${source.title}”`}
                    />
                  </span>
                </>
              )}
              {source.is_own && <span>our own material</span>}
            </div>
            {source.failure !== null && <p className="mt-2 text-red">{source.failure.message}</p>}
          </div>
          <SourceActions api={api} source={source} />
        </li>
      ))}
    </ul>
  );
}

function SourceChip({ source }: Readonly<{ source: SourceView }>): JSX.Element {
  if (source.failure?.code === "refused") return <StatusChip status="refused" />;
  const { status, label } = WORDS[source.status];
  return <StatusChip status={status} label={label} />;
}

function SourceActions({
  api,
  source,
}: Readonly<{ api: string; source: SourceView }>): JSX.Element {
  const path = `${api}/sources/${source.id}`;
  const after = { kind: "refresh" } as const;
  return (
    <div className="flex flex-wrap gap-2">
      {source.status === "failed" && (
        <ActionButton
          label="Try again"
          request={{ method: "POST", path: `${path}/retry` }}
          after={after}
          size="sm"
        />
      )}
      {source.status === "ready" && (
        <ActionButton
          label={source.is_own ? "Not our own" : "Mark as our own"}
          request={{ method: "PATCH", path, body: { is_own: !source.is_own } }}
          after={after}
          tone="quiet"
          size="sm"
        />
      )}
      <Confirm
        title="Drop this source?"
        confirmLabel="Drop source"
        request={{ method: "DELETE", path }}
        after={after}
        trigger={
          <Button tone="quiet" size="sm">
            Drop
          </Button>
        }
      >
        “{source.title}” will not be used any more. Texts that cite it keep their quotes.
      </Confirm>
    </div>
  );
}
