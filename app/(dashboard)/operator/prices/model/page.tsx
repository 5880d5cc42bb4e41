import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { JSX } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { Form } from "@/app/_ui/form.client";
import { PageHeader } from "@/app/_ui/page-header";
import { Section } from "@/app/_ui/section";
import { Table } from "@/app/_ui/table";
import { requireOperatorPage } from "@/lib/http/page-session";
import { listPriceHistory } from "@/lib/pricing";
import { hrefWith, type SearchParams, textParam } from "../../../search-params";
import { FROM_COLUMN, PRICE_COLUMNS } from "../price-columns";
import { PriceFields } from "../price-fields";

export const metadata: Metadata = { title: "Prices of a model" };

interface ModelPricesPageProps {
  searchParams: Promise<SearchParams>;
}

/** Every price of one model, and the way to set or end one's own. */
export default async function ModelPricesPage(
  props: Readonly<ModelPricesPageProps>,
): Promise<JSX.Element> {
  const search = await props.searchParams;
  const fixed = { provider: textParam(search, "provider"), model: textParam(search, "model") };
  const principal = await requireOperatorPage(hrefWith("/operator/prices/model", fixed));
  const prices = await listPriceHistory(principal, fixed.provider, fixed.model);
  if (prices.length === 0) notFound();
  const isOwn = prices.some((price) => price.is_in_force && price.source === "operator");
  return (
    <>
      <PageHeader
        title={fixed.model}
        description={`What this model of ${fixed.provider} costs, in US dollars per million tokens. None of these rows is ever changed.`}
      />
      <Section
        title="Prices"
        action={
          isOwn && (
            <ActionButton
              label="End your price"
              request={{ method: "POST", path: "/operator/prices/ends", body: fixed }}
              after={{ kind: "refresh", say: "The list's price is in force." }}
            />
          )
        }
      >
        <Table
          caption="Prices of this model"
          columns={[FROM_COLUMN, ...PRICE_COLUMNS]}
          rows={prices}
          rowKey={(price) => price.id}
        />
      </Section>
      <Section title="Set a price">
        <div className="max-w-xl">
          <Form
            path="/operator/prices"
            fixed={fixed}
            submitLabel="Set price"
            isResetAfter
            after={{ kind: "refresh", say: "The price is set." }}
          >
            <PriceFields />
          </Form>
        </div>
      </Section>
    </>
  );
}
