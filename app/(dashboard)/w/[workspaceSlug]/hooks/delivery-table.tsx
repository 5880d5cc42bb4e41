import type { JSX } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { type Status, StatusChip } from "@/app/_ui/status-chip";
import { type Column, Table } from "@/app/_ui/table";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { HookAttemptView, HookDeliveryView, HookView } from "@/lib/publishing";
import { targetOf } from "./hook-words";

interface DeliveryTableProps {
  hook: HookView;
  deliveries: readonly HookDeliveryView[];
  path: string;
}

/** What a hook was told, each with its attempts. */
export function DeliveryTable(props: Readonly<DeliveryTableProps>): JSX.Element {
  const { hook, deliveries, path } = props;
  return (
    <Table
      caption={`Deliveries to ${targetOf(hook)}`}
      columns={columns(hook, path)}
      rows={deliveries}
      rowKey={(row) => row.id}
    />
  );
}

const EVENT_WORDS: Readonly<Record<string, string>> = {
  "article.published": "Article published",
  "article.updated": "Article updated",
  "article.unpublished": "Article taken down",
};

const STATUS_WORDS: Readonly<
  Record<HookDeliveryView["status"], { status: Status; label: string }>
> = {
  queued: { status: "queued", label: "Queued" },
  delivered: { status: "succeeded", label: "Delivered" },
  failed: { status: "failed", label: "Given up" },
};

function columns(hook: HookView, path: string): Column<HookDeliveryView>[] {
  return [
    {
      key: "event",
      header: "Event",
      isRowHeader: true,
      cell: (row) => EVENT_WORDS[row.event] ?? row.event,
    },
    {
      key: "status",
      header: "Status",
      cell: (row) => <StatusChip {...STATUS_WORDS[row.status]} />,
    },
    { key: "outcome", header: "Outcome", cell: (row) => <Outcome delivery={row} /> },
    { key: "when", header: "When", cell: (row) => <Timestamp value={row.updated_at} /> },
    {
      key: "replay",
      header: "Again",
      cell: (row) =>
        row.status === "queued" || hook.disabled_at !== null ? null : (
          <ActionButton
            label="Send again"
            tone="quiet"
            size="sm"
            request={{ method: "POST", path: `${path}/deliveries/${row.id}/replay` }}
            after={{ kind: "refresh", say: "Queued again, under the same id" }}
          />
        ),
    },
  ];
}

function Outcome({ delivery }: Readonly<{ delivery: HookDeliveryView }>): JSX.Element {
  const { attempts, attempt_log: log, next_attempt_at: nextAt } = delivery;
  return (
    <>
      <p>{delivery.detail ?? "Not tried yet."}</p>
      {nextAt !== null && attempts > 0 && (
        <p className="text-sm text-faint">
          Next attempt <Timestamp value={nextAt} />
        </p>
      )}
      {log.length > 0 && (
        <details className="mt-1 text-sm">
          <summary>{attempts === 1 ? "1 attempt" : `${attempts} attempts`}</summary>
          <ol className="mt-2 flex flex-col gap-2">
            {log.map((attempt) => (
              <li key={attempt.number}>
                <Attempt attempt={attempt} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

function Attempt({ attempt }: Readonly<{ attempt: HookAttemptView }>): JSX.Element {
  const { program } = attempt;
  return (
    <>
      <p>
        {attempt.number}. <Timestamp value={attempt.started_at} />, {attempt.ms} ms:{" "}
        {attempt.detail}
      </p>
      {program !== null && (
        <>
          <p className="mt-1 font-mono break-all">{program.argv.join(" ")}</p>
          <Output title="Output" text={program.stdout} />
          <Output title="Errors" text={program.stderr} />
          {program.is_cut && <p className="text-faint">It wrote more than is kept.</p>}
        </>
      )}
    </>
  );
}

function Output({ title, text }: Readonly<{ title: string; text: string }>): JSX.Element | null {
  if (text === "") return null;
  return (
    <section
      aria-label={title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      className="mt-1 max-h-60 overflow-auto rounded bg-sunken p-2"
    >
      <pre className="font-mono text-xs whitespace-pre-wrap break-all">{text}</pre>
    </section>
  );
}
