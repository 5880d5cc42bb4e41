import type { JSX } from "react";
import { Money } from "@/app/_ui/money";
import { Section } from "@/app/_ui/section";
import { StatusChip } from "@/app/_ui/status-chip";
import { type Column, Table } from "@/app/_ui/table";
import { TextLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { RunView, StepView, Writer } from "@/lib/pipeline/schema";
import { STEP_LABELS, STEP_STATUSES, usageWords } from "../run-words";

type Sums = Pick<StepView, "held_nanos" | "settled_nanos" | "released_nanos">;

/** A step of the run, or its last line: the sums. */
type Row = { readonly key: string; readonly sums: Sums } & (
  | { readonly kind: "step"; readonly step: StepView; readonly writer: Writer }
  | { readonly kind: "sum" }
);

interface RunReceiptProps {
  run: RunView;
  /** Of the page with the workspace's book. */
  moneyHref: string;
  /** Of the page that verifies it. */
  verifyHref: string;
}

/** What each step of a run did and cost, and the sums. */
export function RunReceipt({ run, moneyHref, verifyHref }: Readonly<RunReceiptProps>): JSX.Element {
  const rows: Row[] = [
    ...run.steps.map((step) => ({
      kind: "step" as const,
      key: step.id,
      step,
      writer: run.writer,
      sums: step,
    })),
    { kind: "sum", key: "sum", sums: run },
  ];
  return (
    <Section
      title={`Run by ${run.writer.model}`}
      description={
        <>
          Started <Timestamp value={run.created_at} format="datetime" />
          {run.finished_at !== null && (
            <>
              , ended <Timestamp value={run.finished_at} format="datetime" />
            </>
          )}
        </>
      }
    >
      <Table caption="Steps" columns={COLUMNS} rows={rows} rowKey={(row) => row.key} />
      <p className="mt-3 text-sm text-faint">
        What was held before a step is what it cost and what came back.{" "}
        <TextLink href={moneyHref}>See the transactions in the book</TextLink>, or{" "}
        <TextLink href={verifyHref}>verify the book</TextLink>.
      </p>
    </Section>
  );
}

/** Only these ask a model. */
const WRITTEN: ReadonlySet<StepView["name"]> = new Set(["outline", "draft"]);

const COLUMNS: Column<Row>[] = [
  {
    key: "step",
    header: "Step",
    isRowHeader: true,
    cell: (row) => (row.kind === "sum" ? "In all" : STEP_LABELS[row.step.name]),
  },
  {
    key: "status",
    header: "State",
    cell: (row) => row.kind === "step" && <StepState step={row.step} />,
  },
  {
    key: "model",
    header: "Model",
    cell: (row) => row.kind === "step" && WRITTEN.has(row.step.name) && row.writer.model,
  },
  {
    key: "tokens",
    header: "Tokens",
    cell: (row) => row.kind === "step" && usageWords(row.step),
  },
  { key: "held", header: "Held", align: "end", cell: (row) => amount(row.sums.held_nanos) },
  { key: "spent", header: "Spent", align: "end", cell: (row) => amount(row.sums.settled_nanos) },
  {
    key: "returned",
    header: "Returned",
    align: "end",
    cell: (row) => amount(row.sums.released_nanos),
  },
];

function amount(nanos: string): JSX.Element {
  return <Money nanos={nanos} precision="full" />;
}

function StepState({ step }: Readonly<{ step: StepView }>): JSX.Element {
  return (
    <>
      <StatusChip status={STEP_STATUSES[step.status]} />
      {step.attempts > 1 && (
        <span className="ml-2 text-sm text-soft">{step.attempts} attempts</span>
      )}
      {step.error !== undefined && (
        <span className="mt-1 block text-sm text-red">{step.error.message}</span>
      )}
    </>
  );
}
