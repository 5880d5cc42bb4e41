import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { JSX } from "react";
import { Notice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { Section } from "@/app/_ui/section";
import { requireOperatorPage } from "@/lib/http/page-session";
import { findProviderDays, findProviders, listInvoices } from "@/lib/reconciliation";
import { hrefWith, type SearchParams, textParam } from "../../../search-params";
import { Alerts } from "../alerts";
import { StateChip } from "../state-chip";
import { PROVIDER_NAMES, RECONCILIATION_PATH, SOURCE_WORDS } from "../words";
import { DayPlot } from "./day-plot";
import { DayTable } from "./day-table";
import { InvoiceSection } from "./invoice-section";

export const metadata: Metadata = { title: "A vendor's bills" };

interface VendorPageProps {
  searchParams: Promise<SearchParams>;
}

/** One vendor's days, ours against theirs, and what was entered by hand. */
export default async function VendorPage(props: Readonly<VendorPageProps>): Promise<JSX.Element> {
  const asked = textParam(await props.searchParams, "provider");
  const path = hrefWith(`${RECONCILIATION_PATH}/vendor`, { provider: asked });
  const principal = await requireOperatorPage(path);
  const view = (await findProviders(principal)).find(({ provider }) => provider === asked);
  if (view === undefined) notFound();
  const { provider, source, state, alerts, problem } = view;
  const [days, invoices] = await Promise.all([
    findProviderDays(principal, provider),
    listInvoices(principal, provider),
  ]);
  return (
    <>
      <PageHeader
        title={PROVIDER_NAMES[provider]}
        description={`Compared with: ${SOURCE_WORDS[source].toLowerCase()}.`}
        status={state !== null && <StateChip state={state} />}
        breadcrumb={[
          { label: "Reconciliation", href: RECONCILIATION_PATH },
          { label: PROVIDER_NAMES[provider] },
        ]}
      />
      <Section title="To look at">
        <Alerts alerts={alerts} />
        {problem !== null && (
          <div className="mt-3">
            <Notice tone="caution" title="The vendor's last answer was of no use.">
              {problem} It is asked again each hour.
            </Notice>
          </div>
        )}
      </Section>
      <Section title="Days" description="UTC days of the last month, in US dollars.">
        <DayPlot days={days} />
        <DayTable days={days} />
      </Section>
      <InvoiceSection provider={provider} source={source} invoices={invoices} />
    </>
  );
}
