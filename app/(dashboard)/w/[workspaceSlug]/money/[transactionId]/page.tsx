import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { JSX } from "react";
import { CopyButton } from "@/app/_ui/copy-button.client";
import { DefinitionList } from "@/app/_ui/definition-list";
import { LinkButton } from "@/app/_ui/link-button";
import { Money } from "@/app/_ui/money";
import { PageHeader } from "@/app/_ui/page-header";
import { Section } from "@/app/_ui/section";
import { type Column, Table } from "@/app/_ui/table";
import { Timestamp } from "@/app/_ui/timestamp.client";
import { getLedgerTransaction, type LedgerTransactionView } from "@/lib/billing";
import { requireWorkspace } from "@/lib/http/page-session";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/id";
import { accountWords, LEDGER_KIND_WORDS } from "../ledger-words";

export const metadata: Metadata = { title: "Transaction" };

interface TransactionPageProps {
  params: Promise<{ workspaceSlug: string; transactionId: string }>;
}

/** One transaction of the book as a record with two sides: what each account gave, and what it got. */
export default async function TransactionPage({
  params,
}: Readonly<TransactionPageProps>): Promise<JSX.Element> {
  const { workspaceSlug, transactionId } = await params;
  const { actor, workspace } = await requireWorkspace(workspaceSlug);
  if (!isId(transactionId)) notFound();
  const transaction = await getLedgerTransaction(actor, transactionId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const { kind, seq } = transaction;
  return (
    <>
      <PageHeader
        title={LEDGER_KIND_WORDS[kind]}
        breadcrumb={[
          { label: "Money", href: `/w/${workspaceSlug}/money` },
          { label: `Transaction ${seq}` },
        ]}
        action={
          <LinkButton href={`/transparency?workspace=${workspace.id}`}>Verify the book</LinkButton>
        }
      />
      <Section title="Both sides">
        <Table caption="Both sides" columns={COLUMNS} rows={sidesOf(transaction)} rowKey={keyOf} />
      </Section>
      <Section
        title="Seal"
        description="The hash of this transaction covers what it says and the hash of the one before it."
      >
        <Facts transaction={transaction} />
      </Section>
    </>
  );
}

interface Side {
  readonly key: string;
  readonly account: string;
  readonly debitNanos: string | null;
  readonly creditNanos: string | null;
}

/** A posting is two lines, as a bookkeeper writes it: the debit above, the credit under it. */
function sidesOf({ postings }: LedgerTransactionView): Side[] {
  return postings.flatMap(({ debit, credit, amount_nanos: amount }, index) => [
    { key: `${index} debit`, account: debit, debitNanos: amount, creditNanos: null },
    { key: `${index} credit`, account: credit, debitNanos: null, creditNanos: amount },
  ]);
}

const keyOf = (side: Side): string => side.key;

const COLUMNS: Column<Side>[] = [
  {
    key: "account",
    header: "Account",
    isRowHeader: true,
    cell: (side) => (
      <>
        {accountWords(side.account)}{" "}
        <span className="font-mono text-xs font-normal text-faint">{side.account}</span>
      </>
    ),
  },
  {
    key: "debit",
    header: "Debit",
    align: "end",
    cell: (side) => side.debitNanos !== null && <Money nanos={side.debitNanos} precision="full" />,
  },
  {
    key: "credit",
    header: "Credit",
    align: "end",
    cell: (side) =>
      side.creditNanos !== null && <Money nanos={side.creditNanos} precision="full" />,
  },
];

function Facts({ transaction }: Readonly<{ transaction: LedgerTransactionView }>): JSX.Element {
  const { id, seq, memo, hash, body_hash: bodyHash, created_at: createdAt } = transaction;
  return (
    <DefinitionList
      items={[
        { term: "Number", value: seq },
        { term: "Booked", value: <Timestamp value={createdAt} format="datetime" /> },
        ...(memo === "" ? [] : [{ term: "Memo", value: memo }]),
        { term: "Id", value: <Hash text={id} label="Copy the id" /> },
        { term: "Hash of the content", value: <Hash text={bodyHash} label="Copy the hash" /> },
        { term: "Hash in the chain", value: <Hash text={hash} label="Copy the chain's hash" /> },
      ]}
    />
  );
}

function Hash({ text, label }: Readonly<{ text: string; label: string }>): JSX.Element {
  return (
    <span className="flex items-start gap-2">
      <span className="min-w-0 font-mono text-sm break-all">{text}</span>
      <CopyButton text={text} label={label} />
    </span>
  );
}
