import type { JSX } from "react";
import { Form } from "@/app/_ui/form.client";
import { Money } from "@/app/_ui/money";
import { Section } from "@/app/_ui/section";
import { type Column, Table } from "@/app/_ui/table";
import { TextField } from "@/app/_ui/text-field.client";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { InvoiceView, Provider, Source } from "@/lib/reconciliation/schema";

interface InvoiceSectionProps {
  provider: Provider;
  source: Source;
  invoices: readonly InvoiceView[];
}

/** What is entered by hand: invoices of a vendor that can't be asked, payments of one that tells only a balance. */
export function InvoiceSection(props: Readonly<InvoiceSectionProps>): JSX.Element | null {
  const { provider, source, invoices } = props;
  const isByHand = source === "invoice" || source === "none";
  const hidesTopUps = provider === "deepseek" && source === "balance";
  if (!isByHand && !hidesTopUps) return null;
  return (
    <Section
      title={isByHand ? "Invoices" : "Payments in advance"}
      description={
        isByHand
          ? "This vendor can't be asked here, so its invoices are entered by hand. An entry under the same number corrects the one before."
          : "This vendor tells what is left and not what was paid in, so that is entered by hand."
      }
    >
      {invoices.length > 0 && (
        <div className="mb-6">
          <Table
            caption="Entered by hand"
            columns={COLUMNS}
            rows={invoices}
            rowKey={({ id }) => id}
            isDense
          />
        </div>
      )}
      <div className="max-w-xl">
        {isByHand ? <InvoiceForm provider={provider} /> : <TopUpForm provider={provider} />}
      </div>
    </Section>
  );
}

function InvoiceForm({ provider }: Readonly<{ provider: Provider }>): JSX.Element {
  return (
    <Form
      path="/operator/reconciliation/invoices"
      fixed={{ provider, kind: "invoice" }}
      submitLabel="Enter invoice"
      submitTone="secondary"
      isResetAfter
      after={{ kind: "refresh", say: "The invoice is entered and being compared." }}
    >
      <TextField name="reference" label="Number of the invoice" maxLength={100} />
      <TextField name="from_day" type="date" kind="text" label="First day" />
      <TextField name="last_day" type="date" kind="text" label="Last day" />
      <TextField
        name="amount_nanos"
        kind="usd"
        inputMode="decimal"
        prefix="$"
        label="Amount"
        hint="What the calls of these days cost, without tax, in US dollars."
      />
    </Form>
  );
}

function TopUpForm({ provider }: Readonly<{ provider: Provider }>): JSX.Element {
  return (
    <Form
      path="/operator/reconciliation/invoices"
      fixed={{ provider, kind: "top_up" }}
      submitLabel="Enter payment"
      submitTone="secondary"
      isResetAfter
      after={{ kind: "refresh", say: "The payment is entered and being compared." }}
    >
      <TextField name="reference" label="Number of the receipt" maxLength={100} />
      <TextField name="from_day" type="date" kind="text" label="Paid on" hint="The UTC day." />
      <TextField
        name="amount_nanos"
        kind="usd"
        inputMode="decimal"
        prefix="$"
        label="Amount"
        hint="What was added to the balance, in US dollars."
      />
    </Form>
  );
}

const COLUMNS: readonly Column<InvoiceView>[] = [
  { key: "reference", header: "Number", isRowHeader: true, cell: ({ reference }) => reference },
  {
    key: "days",
    header: "Days",
    cell: ({ from_day, last_day }) => (
      <>
        <time dateTime={from_day}>{from_day}</time>
        {from_day !== last_day && (
          <>
            {" to "}
            <time dateTime={last_day}>{last_day}</time>
          </>
        )}
      </>
    ),
  },
  {
    key: "amount",
    header: "Amount",
    align: "end",
    cell: ({ amount_nanos }) => <Money nanos={amount_nanos} precision="full" />,
  },
  {
    key: "entered",
    header: "Entered",
    align: "end",
    cell: ({ entered_at }) => <Timestamp value={entered_at} />,
  },
];
