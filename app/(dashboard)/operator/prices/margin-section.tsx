import type { JSX } from "react";
import { Chip } from "@/app/_ui/chip";
import { Form } from "@/app/_ui/form.client";
import { Section } from "@/app/_ui/section";
import { type Column, Table } from "@/app/_ui/table";
import { TextField } from "@/app/_ui/text-field.client";
import { Timestamp } from "@/app/_ui/timestamp.client";
import type { MarginView } from "@/lib/pricing/schema";

const BPS_PER_PERCENT = 100;

/** What is added to the cost of each call, and since when. */
export function MarginSection({ margins }: Readonly<{ margins: MarginView[] }>): JSX.Element {
  const current = margins.find((margin) => margin.is_in_force);
  return (
    <Section
      title="Margin"
      description="Added once to what a call costs: in the quote, on the hold and in what is spent. Members see what they pay, and not what it is made of."
    >
      <p className="mb-6">
        <strong className="font-mono tabular-nums">{percent(current?.basis_points ?? 0)}</strong> is
        added now.
      </p>
      {margins.length > 0 && (
        <div className="mb-6 max-w-xl">
          <Table
            caption="Margins"
            columns={COLUMNS}
            rows={margins}
            rowKey={(margin) => margin.id}
            isDense
          />
        </div>
      )}
      <div className="max-w-xl">
        <Form
          path="/operator/margins"
          submitLabel="Set margin"
          submitTone="secondary"
          isResetAfter
          after={{ kind: "refresh", say: "The margin is set." }}
        >
          <TextField
            name="basis_points"
            type="number"
            min={0}
            max={100_000}
            label="Margin"
            hint="In hundredths of a percent: 1000 adds 10 %."
          />
          <TextField
            name="effective_from"
            type="datetime-local"
            label="From"
            optional
            hint="Now, where it is left out."
          />
        </Form>
      </div>
    </Section>
  );
}

const percent = (basisPoints: number): string => `${basisPoints / BPS_PER_PERCENT} %`;

const COLUMNS: readonly Column<MarginView>[] = [
  {
    key: "margin",
    header: "Margin",
    isRowHeader: true,
    cell: ({ basis_points, is_in_force }) => (
      <>
        {percent(basis_points)} {is_in_force && <Chip tone="good">In force</Chip>}
      </>
    ),
  },
  {
    key: "from",
    header: "From",
    align: "end",
    cell: ({ effective_from }) => <Timestamp value={effective_from} format="datetime" />,
  },
];
