import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { Money } from "@/app/_ui/money";
import { Notice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { Section } from "@/app/_ui/section";
import { type Column, Table } from "@/app/_ui/table";
import { Timestamp } from "@/app/_ui/timestamp.client";
import {
  arePaymentsSetUp,
  type FailedPaymentEventView,
  findPaymentTroubles,
  type RefusedTopUpView,
} from "@/lib/billing";
import { requireOperatorPage } from "@/lib/http/page-session";

export const metadata: Metadata = { title: "Payments" };

/** Payments that somebody has to look at: what does not fit, and what could not be handled. */
export default async function PaymentsPage(): Promise<JSX.Element> {
  const principal = await requireOperatorPage("/operator/payments");
  const { refused, failed } = await findPaymentTroubles(principal);
  return (
    <>
      <PageHeader
        title="Payments"
        description="Most payments need nobody. Here is what does not fit, of all workspaces."
      />
      {!arePaymentsSetUp() && (
        <Notice tone="neutral" title="Payments are not set up.">
          Set <code>STRIPE_API_KEY</code>, and members can add funds.
        </Notice>
      )}
      <Section
        title="Refused"
        description="The payment is not what was asked for, so nothing was credited. Compare it with Stripe, then refund it there or correct it: it is looked at again with its next event."
      >
        <Table
          caption="Refused payments"
          columns={REFUSED}
          rows={refused}
          rowKey={(topUp) => topUp.id}
          empty={<EmptyState icon={<CircleCheck aria-hidden />} title="Every payment fits" />}
        />
      </Section>
      <Section
        title="Not handled yet"
        description="Events of Stripe that could not be handled. Each is tried again every ten minutes; none keeps the others up."
      >
        <Table
          caption="Events that were not handled"
          columns={FAILED}
          rows={failed}
          rowKey={(event) => event.id}
          empty={<EmptyState icon={<CircleCheck aria-hidden />} title="No event waits" />}
        />
      </Section>
    </>
  );
}

const REFUSED: Column<RefusedTopUpView>[] = [
  {
    key: "workspace",
    header: "Workspace",
    isRowHeader: true,
    cell: (topUp) => topUp.workspace_name,
  },
  { key: "why", header: "Why", cell: (topUp) => topUp.reason },
  {
    key: "amount",
    header: "Asked for",
    align: "end",
    cell: (topUp) => <Money nanos={topUp.amount_nanos} precision="cents" />,
  },
  {
    key: "checkout",
    header: "At Stripe",
    cell: (topUp) => <Reference text={topUp.checkout_id ?? "unknown"} />,
  },
  {
    key: "when",
    header: "When",
    align: "end",
    cell: (topUp) => <Timestamp value={topUp.created_at} />,
  },
];

const FAILED: Column<FailedPaymentEventView>[] = [
  { key: "event", header: "Event", isRowHeader: true, cell: (event) => event.type },
  { key: "why", header: "Why", cell: (event) => event.error },
  { key: "tries", header: "Tries", align: "end", cell: (event) => event.failures },
  { key: "id", header: "At Stripe", cell: (event) => <Reference text={event.id} /> },
  {
    key: "tried",
    header: "Last tried",
    align: "end",
    cell: (event) => <Timestamp value={event.tried_at} />,
  },
];

function Reference({ text }: Readonly<{ text: string }>): JSX.Element {
  return <span className="font-mono text-xs break-all">{text}</span>;
}
