import type { JSX } from "react";
import { DefinitionList } from "./definition-list";
import { Meter } from "./meter";
import { Money } from "./money";
import { MoneyState } from "./money-state";
import { Pager } from "./pager";
import { Section } from "./section";
import {
  SkeletonArticle,
  SkeletonColumns,
  SkeletonForm,
  SkeletonHeader,
  SkeletonMonth,
  SkeletonTable,
} from "./skeletons";
import { type Status, StatusChip } from "./status-chip";
import { type Column, Table } from "./table";
import { Tabs } from "./tabs.client";
import { TextLink } from "./text-link";
import { Timestamp } from "./timestamp.client";

interface Row {
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  readonly cost: string;
  readonly at: string;
}

const ROWS: readonly Row[] = [
  {
    id: "1",
    title: "What a receipt proves, and what it leaves to you",
    status: "waiting",
    cost: "12412374",
    at: "2026-11-24T10:57:00Z",
  },
  {
    id: "2",
    title: "Nine ways to lose a footnote",
    status: "verified",
    cost: "1234567891234",
    at: "2026-11-20T08:00:00Z",
  },
  {
    id: "3",
    title: "Why the draft was refused",
    status: "failed",
    cost: "0",
    at: "2026-10-02T17:30:00Z",
  },
];

const COLUMNS: ReadonlyArray<Column<Row>> = [
  {
    key: "title",
    header: "Article",
    isRowHeader: true,
    sortHref: "?sort=title",
    cell: (row) => (
      <TextLink isQuiet href={`/w/northwind/articles/${row.id}`}>
        {row.title}
      </TextLink>
    ),
  },
  { key: "status", header: "State", cell: (row) => <StatusChip status={row.status} /> },
  {
    key: "at",
    header: "Changed",
    sortHref: "?sort=-at",
    sorted: "descending",
    cell: (row) => <Timestamp value={row.at} />,
  },
  { key: "cost", header: "Cost", align: "end", cell: (row) => <Money nanos={row.cost} /> },
];

/** Tables, facts, meters, money and what stands in for them while they load. */
export function GalleryData(): JSX.Element {
  return (
    <>
      <Section title="Table">
        <Table caption="Articles" columns={COLUMNS} rows={ROWS} rowKey={(row) => row.id} />
        <Pager label="articles" firstHref="?" nextHref="?cursor=abc" />
      </Section>
      <Section title="Money and meters">
        <p className="mb-5">
          <MoneyState heldNanos="12400000" spentNanos="9812345" returnedNanos="2587655" />
        </p>
        <div className="flex max-w-xl flex-col gap-5">
          <Meter
            label="Budget of this run"
            value={9_812_345}
            reserved={12_400_000}
            max={50_000_000}
            text="$0.0098 of $0.05"
            aside={<MoneyState heldNanos="12400000" spentNanos="9812345" />}
          />
          <Meter label="Claims with a source" value={18} max={20} text="18 of 20" tone="good" />
          <Meter
            label="Budget of the month"
            value={48}
            max={50}
            text="$48.00 of $50.00"
            tone="bad"
          />
          <progress className="bar" aria-label="Upload" value={30} max={100} />
        </div>
      </Section>
      <Section title="Facts">
        <DefinitionList
          items={[
            { term: "Balance", value: <Money nanos="4200000000" copyable /> },
            { term: "To the nano-dollar", value: <Money nanos="12412374" precision="full" /> },
            {
              term: "Changed",
              value: <Timestamp value="2026-11-24T10:57:00Z" format="datetime" />,
            },
            { term: "Address", value: "https://northwind.example/receipts" },
          ]}
        />
      </Section>
      <Section title="Tabs and loading">
        <Tabs
          label="What loads"
          tabs={[
            {
              id: "table",
              label: "Table",
              panel: <SkeletonTable label="Loading articles" rows={4} />,
            },
            { id: "article", label: "Article", panel: <SkeletonArticle label="Loading article" /> },
            { id: "form", label: "Form", panel: <SkeletonForm label="Loading settings" /> },
            {
              id: "columns",
              label: "Columns",
              panel: <SkeletonColumns label="Loading the board" columns={3} />,
            },
            { id: "month", label: "Month", panel: <SkeletonMonth label="Loading the calendar" /> },
            { id: "header", label: "Header", panel: <SkeletonHeader label="Loading page" /> },
          ]}
        />
      </Section>
    </>
  );
}
