import { Money } from "@/app/_ui/money";
import type { Column } from "@/app/_ui/table";
import { TextLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { LedgerTransactionView } from "@/lib/billing";
import { accountWords, LEDGER_KIND_WORDS } from "./ledger-words";

/** How a transaction of the book is shown; its name leads to its own page below `path`. */
export function ledgerColumns(path: string): Column<LedgerTransactionView>[] {
  return [
    {
      key: "kind",
      header: "What",
      isRowHeader: true,
      cell: (row) => (
        <>
          <TextLink href={`${path}/${row.id}`} isQuiet>
            {LEDGER_KIND_WORDS[row.kind]}
          </TextLink>{" "}
          <span className="font-mono text-xs font-normal text-faint">no. {row.seq}</span>
        </>
      ),
    },
    ...MOVES,
  ];
}

const MOVES: Column<LedgerTransactionView>[] = [
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
