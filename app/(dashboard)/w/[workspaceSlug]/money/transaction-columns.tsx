import { Money } from "@/app/_ui/money";
import type { Column } from "@/app/_ui/table";
import { Timestamp } from "@/app/_ui/timestamp.client";
import { LEDGER_KINDS, type LedgerTransactionView } from "@/lib/billing";
import { accountWords, LEDGER_KIND_WORDS } from "./ledger-words";

/** How a transaction of the book is shown. */
export const LEDGER_COLUMNS: Column<LedgerTransactionView>[] = [
  {
    key: "kind",
    header: "What",
    isRowHeader: true,
    cell: (row) => (
      <>
        {kindWords(row.kind)}{" "}
        <span className="font-mono text-xs font-normal text-faint">no. {row.seq}</span>
      </>
    ),
  },
  {
    key: "accounts",
    header: "From and to",
    cell: (row) => (
      <ul>
        {row.postings.map((posting) => (
          <li key={`${posting.debit} ${posting.credit}`}>
            {accountWords(posting.debit)} <span aria-hidden>→</span>
            <span className="sr-only">to</span> {accountWords(posting.credit)}
          </li>
        ))}
      </ul>
    ),
  },
  {
    key: "amount",
    header: "Amount",
    align: "end",
    cell: (row) => (
      <ul>
        {row.postings.map((posting) => (
          <li key={`${posting.debit} ${posting.credit}`}>
            <Money nanos={posting.amount_nanos} precision="full" />
          </li>
        ))}
      </ul>
    ),
  },
  {
    key: "when",
    header: "When",
    align: "end",
    cell: (row) => <Timestamp value={row.created_at} />,
  },
];

function kindWords(kind: string): string {
  const known = LEDGER_KINDS.find((candidate) => candidate === kind);
  return known === undefined ? kind : LEDGER_KIND_WORDS[known];
}
