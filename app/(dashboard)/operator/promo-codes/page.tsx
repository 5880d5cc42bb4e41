import { TicketPercent } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { CopyButton } from "@/app/_ui/copy-button.client";
import { EmptyState } from "@/app/_ui/empty-state";
import { Form } from "@/app/_ui/form.client";
import { Money } from "@/app/_ui/money";
import { PageHeader } from "@/app/_ui/page-header";
import { Pager } from "@/app/_ui/pager";
import { Section } from "@/app/_ui/section";
import { type Column, Table } from "@/app/_ui/table";
import { TextField } from "@/app/_ui/text-field.client";
import { Timestamp } from "@/app/_ui/timestamp.client";
import { findPromoCodes, type PromoCodeView } from "@/lib/billing";
import { PROMO_REDEMPTIONS_MAX } from "@/lib/billing/schema";
import { requireOperatorPage } from "@/lib/http/page-session";
import { parsePageQuery } from "@/lib/platform/page";
import { hrefWith, type SearchParams, textParam } from "../../search-params";

export const metadata: Metadata = { title: "Promo codes" };

const PATH = "/operator/promo-codes";

interface PromoCodesPageProps {
  searchParams: Promise<SearchParams>;
}

/** The codes that give credit, how often each was used, and the way to make another. */
export default async function PromoCodesPage(
  props: Readonly<PromoCodesPageProps>,
): Promise<JSX.Element> {
  const principal = await requireOperatorPage(PATH);
  const cursor = textParam(await props.searchParams, "cursor");
  const codes = await findPromoCodes(
    principal,
    parsePageQuery(new URLSearchParams(cursor === "" ? {} : { cursor })),
  );
  return (
    <>
      <PageHeader
        title="Promo codes"
        description="Credit that you give. An owner types the code on the Money page, once for their workspace."
      />
      <Section title="Make a code">
        <div className="max-w-xl">
          <NewCode />
        </div>
      </Section>
      <Section title="Codes">
        <Table
          caption="Promo codes"
          columns={COLUMNS}
          rows={codes.data}
          rowKey={({ id }) => id}
          empty={<EmptyState icon={<TicketPercent aria-hidden />} title="There is no code yet" />}
        />
        <Pager
          label="promo codes"
          {...(cursor === "" ? {} : { firstHref: PATH })}
          {...(codes.next_cursor === null
            ? {}
            : { nextHref: hrefWith(PATH, { cursor: codes.next_cursor }) })}
        />
      </Section>
    </>
  );
}

function NewCode(): JSX.Element {
  return (
    <Form
      path="/operator/promo-codes"
      submitLabel="Make code"
      isResetAfter
      after={{ kind: "refresh", say: "The code can be used." }}
    >
      <TextField
        name="amount_nanos"
        kind="usd"
        label="Credit"
        prefix="$"
        inputMode="decimal"
        hint="In US dollars, for each workspace."
      />
      <TextField
        name="redemptions_max"
        type="number"
        label="Workspaces at most"
        min={1}
        max={PROMO_REDEMPTIONS_MAX}
      />
      <TextField name="valid_until" type="datetime-local" label="Valid until" />
      <TextField
        name="code"
        label="Code"
        optional
        isMono
        hint="Left out, one is made that nobody guesses."
      />
    </Form>
  );
}

const COLUMNS: readonly Column<PromoCodeView>[] = [
  {
    key: "code",
    header: "Code",
    isRowHeader: true,
    cell: ({ code }) => (
      <span className="inline-flex items-center gap-1">
        <span className="font-mono">{code}</span>
        <CopyButton text={code} label="Copy the code" />
      </span>
    ),
  },
  {
    key: "credit",
    header: "Credit",
    align: "end",
    cell: ({ amount_nanos }) => <Money nanos={amount_nanos} precision="cents" />,
  },
  {
    key: "used",
    header: "Used",
    align: "end",
    cell: ({ redeemed_count, redemptions_max }) => `${redeemed_count} of ${redemptions_max}`,
  },
  {
    key: "until",
    header: "Valid until",
    align: "end",
    cell: ({ valid_until }) => <Timestamp value={valid_until} format="datetime" />,
  },
];
