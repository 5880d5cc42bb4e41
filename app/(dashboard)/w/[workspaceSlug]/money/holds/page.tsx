import { CirclePause } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { FilterForm } from "@/app/_ui/filter-form";
import { LinkButton } from "@/app/_ui/link-button";
import { Money } from "@/app/_ui/money";
import { PageHeader } from "@/app/_ui/page-header";
import { Pager } from "@/app/_ui/pager";
import { type Column, Table } from "@/app/_ui/table";
import { TextLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import { findHolds, HOLD_STATES, type HoldState, type HoldView } from "@/lib/billing";
import { requireWorkspace } from "@/lib/http/page-session";
import { findHeldSteps, type HeldStep } from "@/lib/pipeline";
import { parsePageQuery } from "@/lib/platform/page";
import { hrefWith, type SearchParams, textParam } from "../../../../search-params";
import { HOLD_WORDS, HoldChip } from "./hold-chip";

export const metadata: Metadata = { title: "Holds" };

interface HoldsPageProps {
  params: Promise<{ workspaceSlug: string }>;
  searchParams: Promise<SearchParams>;
}

/** What was set aside for paid work: for which step, and what became of it. */
export default async function HoldsPage(props: Readonly<HoldsPageProps>): Promise<JSX.Element> {
  const { actor, workspace } = await requireWorkspace((await props.params).workspaceSlug);
  const search = await props.searchParams;
  const cursor = textParam(search, "cursor");
  const state = HOLD_STATES.find((known) => known === textParam(search, "state")) ?? "";
  const page = parsePageQuery(new URLSearchParams(cursor === "" ? {} : { cursor }));
  const holds = await findHolds(actor, page, state);
  const steps = await findHeldSteps(
    actor,
    holds.data.map(({ id }) => id),
  );
  const base = `/w/${workspace.slug}`;
  const path = `${base}/money/holds`;
  return (
    <>
      <PageHeader
        title="Holds"
        description="The most that a step may cost is held before it is begun. What it did not take is returned."
        breadcrumb={[{ label: "Money", href: `${base}/money` }, { label: "Holds" }]}
      />
      <FilterForm
        action={path}
        name="state"
        label="State"
        anyLabel="All states"
        options={HOLD_STATES.map((value) => ({ value, label: HOLD_WORDS[value] }))}
        value={state}
      />
      <Table
        caption="Holds"
        columns={columnsOf(base, steps)}
        rows={holds.data}
        rowKey={(hold) => hold.id}
        empty={<NoHolds path={path} base={base} state={state} />}
      />
      <Pager
        label="holds"
        {...(cursor === "" ? {} : { firstHref: hrefWith(path, { state }) })}
        {...(holds.next_cursor === null
          ? {}
          : { nextHref: hrefWith(path, { state, cursor: holds.next_cursor }) })}
      />
    </>
  );
}

interface NoHoldsProps {
  path: string;
  base: string;
  state: HoldState | "";
}

function NoHolds({ path, base, state }: Readonly<NoHoldsProps>): JSX.Element {
  return state === "" ? (
    <EmptyState
      icon={<CirclePause aria-hidden />}
      title="Nothing was held yet"
      action={<LinkButton href={`${base}/articles`}>Open your articles</LinkButton>}
    >
      The first hold is made when a run begins a step that costs something.
    </EmptyState>
  ) : (
    <EmptyState
      icon={<CirclePause aria-hidden />}
      title="No hold is in this state"
      action={<LinkButton href={path}>Show all holds</LinkButton>}
    />
  );
}

function columnsOf(base: string, steps: ReadonlyMap<string, HeldStep>): Column<HoldView>[] {
  return [
    {
      key: "step",
      header: "For",
      isRowHeader: true,
      cell: (hold) => <Purpose base={base} held={steps.get(hold.id)} />,
    },
    { key: "state", header: "State", cell: (hold) => <HoldChip state={hold.state} /> },
    {
      key: "held",
      header: "Held",
      align: "end",
      cell: (hold) => <Money nanos={hold.amount_nanos} precision="full" />,
    },
    {
      key: "spent",
      header: "Spent",
      align: "end",
      cell: (hold) => <Money nanos={hold.charged_nanos} precision="full" />,
    },
    {
      key: "made",
      header: "Made",
      align: "end",
      cell: (hold) => <Timestamp value={hold.created_at} />,
    },
    { key: "end", header: "Resolved", align: "end", cell: (hold) => <End hold={hold} /> },
  ];
}

interface PurposeProps {
  base: string;
  held: HeldStep | undefined;
}

function Purpose({ base, held }: Readonly<PurposeProps>): JSX.Element {
  if (held === undefined) return <span className="text-soft">A deleted article</span>;
  return (
    <>
      <TextLink href={`${base}/articles/${held.articleId}`} isQuiet>
        {held.articleTitle}
      </TextLink>{" "}
      <span className="font-normal text-faint">{held.step}</span>
    </>
  );
}

function End({ hold }: Readonly<{ hold: HoldView }>): JSX.Element {
  return hold.resolved_at === null ? (
    <span className="text-soft">
      at the latest <Timestamp value={hold.expires_at} />
    </span>
  ) : (
    <Timestamp value={hold.resolved_at} />
  );
}
