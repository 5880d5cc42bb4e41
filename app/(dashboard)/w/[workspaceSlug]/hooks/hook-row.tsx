import type { JSX } from "react";
import { Button } from "@/app/_ui/button";
import { Confirm } from "@/app/_ui/confirm.client";
import { type Status, StatusChip } from "@/app/_ui/status-chip";
import { type Column, Table } from "@/app/_ui/table";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { Page } from "@/lib/platform/page";
import type { HookDeliveryView, HookView } from "@/lib/publishing";

interface HookRowProps {
  hook: HookView;
  deliveries: Page<HookDeliveryView>;
  path: string;
}

/** One hook with the calls that were made to it last. */
export function HookRow({ hook, deliveries, path }: Readonly<HookRowProps>): JSX.Element {
  return (
    <li className="py-4">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="font-mono break-all">{hook.url}</p>
          <p className="mt-0.5 text-sm text-faint">
            added <Timestamp value={hook.created_at} />
          </p>
        </div>
        {hook.disabled_at === null ? (
          <StatusChip status="approved" label="Active" />
        ) : (
          <StatusChip status="cancelled" label="Off: the receiver said it is gone" />
        )}
        <Confirm
          title="Delete this hook?"
          confirmLabel="Delete hook"
          request={{ method: "DELETE", path: `${path}/${hook.id}` }}
          after={{ kind: "refresh", say: "Hook deleted" }}
          trigger={
            <Button tone="quiet" size="sm">
              Delete
            </Button>
          }
        >
          “{hook.url}” is not called any more, and the list of its deliveries is gone.
        </Confirm>
      </div>
      {deliveries.data.length === 0 ? (
        <p className="mt-3 text-sm text-faint">Not called yet: nothing was published since.</p>
      ) : (
        <div className="mt-4">
          <Table
            caption={`Deliveries to ${hook.url}`}
            columns={COLUMNS}
            rows={deliveries.data}
            rowKey={(row) => row.id}
          />
          {deliveries.next_cursor !== null && (
            <p className="mt-2 text-sm text-faint">
              These are the latest {deliveries.data.length}; the interface for programs has them
              all.
            </p>
          )}
        </div>
      )}
    </li>
  );
}

const EVENT_WORDS: Readonly<Record<string, string>> = {
  "article.published": "Article published",
  "article.updated": "Article updated",
  "article.unpublished": "Article taken down",
};

const STATUS_WORDS: Readonly<Record<string, { status: Status; label: string }>> = {
  queued: { status: "queued", label: "Queued" },
  delivered: { status: "succeeded", label: "Delivered" },
  failed: { status: "failed", label: "Given up" },
};

const COLUMNS: Column<HookDeliveryView>[] = [
  {
    key: "event",
    header: "Event",
    isRowHeader: true,
    cell: (row) => EVENT_WORDS[row.event] ?? row.event,
  },
  {
    key: "status",
    header: "Status",
    cell: (row) => (
      <StatusChip {...(STATUS_WORDS[row.status] ?? { status: "unknown", label: row.status })} />
    ),
  },
  { key: "attempts", header: "Attempts", align: "end", cell: (row) => row.attempts },
  {
    key: "response",
    header: "Answer",
    cell: (row) => row.detail ?? (row.response_status === null ? "None yet" : row.response_status),
  },
  { key: "when", header: "When", cell: (row) => <Timestamp value={row.updated_at} /> },
];
