import type { Metadata } from "next";
import type { JSX } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { Money } from "@/app/_ui/money";
import { PageHeader } from "@/app/_ui/page-header";
import { Section } from "@/app/_ui/section";
import { type Column, Table } from "@/app/_ui/table";
import { TextLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import { requireOperatorPage } from "@/lib/http/page-session";
import { findProviders } from "@/lib/reconciliation";
import type { ProviderView } from "@/lib/reconciliation/schema";
import { hrefWith } from "../../search-params";
import { Alerts } from "./alerts";
import { StateChip } from "./state-chip";
import { PROVIDER_NAMES, RECONCILIATION_PATH, SOURCE_WORDS } from "./words";

export const metadata: Metadata = { title: "Reconciliation" };

/** What each vendor says it charged, against what we know of. */
export default async function ReconciliationPage(): Promise<JSX.Element> {
  const principal = await requireOperatorPage(RECONCILIATION_PATH);
  const providers = await findProviders(principal);
  return (
    <>
      <PageHeader
        title="Reconciliation"
        description="What each vendor says it charged, against what we know of. It is compared once a day; nothing is ever corrected by itself."
        action={
          <ActionButton
            label="Check now"
            tone="primary"
            request={{ method: "POST", path: "/operator/reconciliation/checks" }}
            after={{ kind: "refresh", say: "The vendors are being asked. Look again in a minute." }}
          />
        }
      />
      <Section title="To look at">
        <Alerts alerts={providers.flatMap(({ alerts }) => alerts)} />
      </Section>
      <Section title="Vendors" description="Amounts of the last 30 days, as far as both are known.">
        <Table
          caption="Vendors"
          columns={COLUMNS}
          rows={providers}
          rowKey={({ provider }) => provider}
        />
      </Section>
    </>
  );
}

const COLUMNS: readonly Column<ProviderView>[] = [
  {
    key: "vendor",
    header: "Vendor",
    isRowHeader: true,
    cell: ({ provider }) => (
      <TextLink isQuiet href={hrefWith(`${RECONCILIATION_PATH}/vendor`, { provider })}>
        {PROVIDER_NAMES[provider]}
      </TextLink>
    ),
  },
  {
    key: "state",
    header: "Last day",
    cell: ({ state }) => state !== null && <StateChip state={state} />,
  },
  { key: "source", header: "Compared with", cell: ({ source }) => SOURCE_WORDS[source] },
  {
    key: "ours",
    header: "Ours",
    align: "end",
    cell: ({ ours_nanos }) => <Money nanos={ours_nanos} precision="cents" />,
  },
  {
    key: "theirs",
    header: "Theirs",
    align: "end",
    cell: ({ theirs_nanos }) => <Money nanos={theirs_nanos} precision="cents" />,
  },
  {
    key: "read",
    header: "Told",
    align: "end",
    cell: ({ read_at }) => read_at !== null && <Timestamp value={read_at} />,
  },
];
