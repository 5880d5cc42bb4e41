import { FileText } from "lucide-react";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { Form } from "@/app/_ui/form.client";
import { Money } from "@/app/_ui/money";
import { Section } from "@/app/_ui/section";
import { type Column, Table } from "@/app/_ui/table";
import type { InvoiceSummaryView, PartyView } from "@/lib/billing/schema";
import { PartyFields } from "../../../party-fields";

interface InvoicesProps {
  /** Of the workspace, below /api/v1. */
  readonly api: string;
  readonly invoices: InvoiceSummaryView[];
  readonly details: PartyView;
  /** Whether this person may say who they are for. */
  readonly isAllowed: boolean;
}

/** The invoices, and who the next ones are for. */
export function Invoices(props: Readonly<InvoicesProps>): JSX.Element {
  const { api, invoices, details, isAllowed } = props;
  return (
    <Section
      title="Invoices"
      description="One for each month (UTC) in which something was booked, made from your book when the month is over."
    >
      <Table
        caption="Invoices"
        columns={columns(`/api/v1${api}/invoices`)}
        rows={invoices}
        rowKey={({ id }) => id}
        empty={
          <EmptyState icon={<FileText aria-hidden />} title="The first comes after this month" />
        }
      />
      {isAllowed && (
        <details className="mt-6">
          <summary className="w-fit rounded-sm text-soft hover:text-ink max-sm:py-3">
            Who the next ones are for
          </summary>
          <div className="mt-4 max-w-xl">
            <Form
              method="PUT"
              path={`${api}/billing-details`}
              submitLabel="Save billing details"
              submitTone="secondary"
              after={{ kind: "refresh", say: "The next invoices say so." }}
            >
              <PartyFields name={details.name} address={details.address} taxId={details.tax_id} />
            </Form>
          </div>
        </details>
      )}
    </Section>
  );
}

const columns = (href: string): readonly Column<InvoiceSummaryView>[] => [
  {
    key: "number",
    header: "Number",
    isRowHeader: true,
    cell: ({ number }) => `Invoice ${number}`,
  },
  {
    key: "month",
    header: "Month",
    cell: ({ period }) => <time dateTime={period}>{monthOf(period)}</time>,
  },
  amount("opening", "At the start", ({ opening_nanos }) => opening_nanos),
  amount("in", "Came in", ({ paid_in_nanos }) => paid_in_nanos),
  amount("spent", "Spent", ({ usage_nanos }) => usage_nanos),
  amount("closing", "At the end", ({ closing_nanos }) => closing_nanos),
  {
    key: "pdf",
    header: "File",
    align: "end",
    cell: ({ id, number }) => (
      <a href={`${href}/${id}/pdf`} download className="text-accent underline">
        Save <span className="sr-only">invoice {number} as </span>PDF
      </a>
    ),
  },
];

function amount(
  key: string,
  header: string,
  nanosOf: (invoice: InvoiceSummaryView) => string,
): Column<InvoiceSummaryView> {
  return {
    key,
    header,
    align: "end",
    cell: (invoice) => <Money nanos={nanosOf(invoice)} precision="cents" />,
  };
}

function monthOf(period: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${period}-01`));
}
