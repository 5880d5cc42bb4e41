import type { Metadata } from "next";
import type { JSX } from "react";
import { DefinitionList } from "@/app/_ui/definition-list";
import { Notice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { Section } from "@/app/_ui/section";
import { TextLink } from "@/app/_ui/text-link";
import { findLedgerState, findLogState, type LedgerProbe, type LogState } from "@/lib/billing";
import { requireOperatorPage } from "@/lib/http/page-session";
import { probeReconciliation } from "@/lib/reconciliation";

export const metadata: Metadata = { title: "Operator" };

/** Whether the installation is in order, and what to do where it is not. */
export default async function OperatorPage(): Promise<JSX.Element> {
  await requireOperatorPage("/operator");
  const [ledger, log, { alerts }] = await Promise.all([
    findLedgerState(),
    findLogState(),
    probeReconciliation(),
  ]);
  return (
    <>
      <PageHeader
        title="Overview"
        description="What concerns all workspaces of this installation together."
      />
      <Section title="Ledger" description="Looked at each minute, and now.">
        <Faults faults={ledger.faults} />
        <DefinitionList
          items={[
            { term: "Books", value: count(ledger.chains) },
            { term: "Transactions", value: count(ledger.transactions) },
            {
              term: "Pending holds",
              value: `${count(ledger.pendingHolds)}, of which ${count(ledger.overdueHolds)} are past their time`,
            },
          ]}
        />
      </Section>
      <Section
        title="Reconciliation"
        description="What the vendors say they charged, against what we know of."
      >
        <Reconciliation alerts={alerts.reduce((sum, { count: own }) => sum + own, 0)} />
      </Section>
      <Section title="Signed log" description="The heads of all books, attested once a day.">
        <Log state={log} />
      </Section>
    </>
  );
}

const FAULTS: Readonly<Record<keyof LedgerProbe["faults"], string>> = {
  not_zero_sum: "with accounts that do not add up to zero",
  below_floor: "with a wallet or held account below zero",
  held_differs: "in which the held account is not the sum of the pending holds",
  head_differs: "whose head is not its last transaction",
};

function Faults({ faults }: Readonly<Pick<LedgerProbe, "faults">>): JSX.Element {
  const found = Object.entries(FAULTS).flatMap(([fault, words]) => {
    const books = faults[fault as keyof typeof FAULTS];
    return books === 0 ? [] : [`${count(books)} ${words}`];
  });
  return found.length === 0 ? (
    <Notice tone="good" title="Everything adds up." />
  ) : (
    <Notice tone="bad" title={`There are books ${found.join("; ")}.`}>
      Run <code>npm run ledger:verify</code> on the machine: it names each book and what differs.
      Stop the workers until you know the cause.
    </Notice>
  );
}

function Reconciliation({ alerts }: Readonly<{ alerts: number }>): JSX.Element {
  return alerts === 0 ? (
    <Notice tone="good" title="No alert is open." />
  ) : (
    <Notice tone="bad" title={`Open alerts: ${count(alerts)}.`}>
      <TextLink href="/operator/reconciliation">Look at them</TextLink>: nothing is corrected by
      itself.
    </Notice>
  );
}

function Log({ state }: Readonly<{ state: LogState }>): JSX.Element {
  if (state.kind === "damaged") {
    return (
      <Notice tone="bad" title="The log can't be read.">
        Restore its folder from the newest backup. The worker's log names what is wrong; nothing is
        signed until then.
      </Notice>
    );
  }
  if (state.checkpoint === null) {
    return (
      <Notice tone="neutral" title="Nothing has been attested yet.">
        The worker makes the first attestation within an hour of its first start.
      </Notice>
    );
  }
  const { size, day } = state.checkpoint;
  return (
    <DefinitionList
      items={[
        { term: "Entries", value: count(size) },
        { term: "Last attested", value: <time dateTime={day}>{day}</time> },
      ]}
    />
  );
}

const count = (number: number): string => number.toLocaleString("en-US");
