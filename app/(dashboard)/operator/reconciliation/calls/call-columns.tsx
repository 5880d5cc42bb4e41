import { Money } from "@/app/_ui/money";
import type { Column } from "@/app/_ui/table";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { VendorCallView } from "@/lib/reconciliation/schema";
import { StateChip } from "../state-chip";

const money = (nanos: string | null) => nanos !== null && <Money nanos={nanos} />;
const count = (tokens: number | null): string =>
  tokens === null ? "" : tokens.toLocaleString("en-US");

/** A call: whose it was, what was counted, and its price by each of both. */
export const CALL_COLUMNS: readonly Column<VendorCallView>[] = [
  {
    key: "call",
    header: "Call",
    isRowHeader: true,
    cell: ({ workspace_slug, step, finished_at }) => (
      <>
        {workspace_slug}, {step} <Timestamp value={finished_at} format="datetime" />
      </>
    ),
  },
  {
    key: "run",
    header: "Article and run",
    cell: ({ article_id, run_id }) => (
      <span className="font-mono text-xs break-all text-soft">
        {article_id} {run_id}
      </span>
    ),
  },
  { key: "model", header: "Model", cell: ({ model }) => model },
  {
    key: "tokens",
    header: "Tokens in, out",
    align: "end",
    cell: ({ input_tokens, output_tokens }) =>
      input_tokens === null && output_tokens === null
        ? null
        : `${count(input_tokens)}, ${count(output_tokens)}`,
  },
  { key: "listed", header: "Listed", align: "end", cell: (call) => money(call.listed_nanos) },
  { key: "reported", header: "Reported", align: "end", cell: (call) => money(call.reported_nanos) },
  { key: "cost", header: "Cost", align: "end", cell: (call) => money(call.cost_nanos) },
  { key: "state", header: "Instant check", cell: ({ state }) => <StateChip state={state} /> },
];
