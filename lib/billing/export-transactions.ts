import { type Actor, requirePermission } from "@/lib/identity";
import { findTransactions } from "@/lib/ledger";
import { csvHeader, csvRow } from "@/lib/platform/csv";
import { withWorkspace } from "@/lib/platform/db";
import { type LedgerTransactionView, toTransactionView } from "./find-history";
import type { LedgerFilter } from "./ledger-filter";
import { writeUsd } from "./usd-amount";

/** Transactions that are read at once. */
const PAGE = 1_000;
const COLUMNS = [
  "seq",
  "created_at",
  "kind",
  "memo",
  "line",
  "debit",
  "credit",
  "amount_nanos",
  "amount_usd",
  "transaction_id",
  "hash",
] as const;

/** The formats besides `chain.bin`: a row per posting for a spreadsheet, or the transactions of the API. */
export const EXPORT_FORMATS = ["csv", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The transactions of a workspace's book that a filter leaves, from the first on, in pieces. */
export function exportTransactions(
  actor: Actor,
  format: ExportFormat,
  filter: LedgerFilter,
): AsyncGenerator<Uint8Array> {
  requirePermission(actor, "workspace:read");
  const pages = readPages(actor, filter);
  return format === "csv" ? asCsv(pages) : asJson(pages);
}

async function* readPages(
  actor: Actor,
  filter: LedgerFilter,
): AsyncGenerator<LedgerTransactionView[]> {
  let after: bigint | null = null;
  for (;;) {
    const page: { order: "asc"; after: bigint | null; limit: number } = {
      order: "asc",
      after,
      limit: PAGE,
    };
    const rows = await withWorkspace(actor, (tx) =>
      findTransactions(tx, actor.workspaceId, page, filter),
    );
    yield rows.map(toTransactionView);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.seq;
  }
}

async function* asCsv(pages: AsyncIterable<LedgerTransactionView[]>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(csvHeader(COLUMNS));
  for await (const page of pages) {
    yield Buffer.from(page.flatMap(csvRows).join(""));
  }
}

function csvRows(transaction: LedgerTransactionView): string[] {
  const { seq, created_at: createdAt, kind, memo, id, hash, postings } = transaction;
  return postings.map(({ debit, credit, amount_nanos: amount }, index) => {
    const cells = [seq, createdAt, kind, memo, String(index + 1), debit, credit, amount];
    return csvRow([...cells, writeUsd(BigInt(amount)), id, hash]);
  });
}

async function* asJson(pages: AsyncIterable<LedgerTransactionView[]>): AsyncGenerator<Uint8Array> {
  let separator = "[";
  for await (const page of pages) {
    for (const transaction of page) {
      yield Buffer.from(`${separator}\n${JSON.stringify(transaction)}`);
      separator = ",";
    }
  }
  yield Buffer.from(separator === "[" ? "[]\n" : "\n]\n");
}
