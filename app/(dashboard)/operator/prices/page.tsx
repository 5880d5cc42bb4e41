import { Tags } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { Form } from "@/app/_ui/form.client";
import { LinkButton } from "@/app/_ui/link-button";
import { PageHeader } from "@/app/_ui/page-header";
import { Pager } from "@/app/_ui/pager";
import { Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select.client";
import { Table } from "@/app/_ui/table";
import { TextField } from "@/app/_ui/text-field.client";
import { requireOperatorPage } from "@/lib/http/page-session";
import { parsePageQuery } from "@/lib/platform/page";
import { listMargins, listPrices } from "@/lib/pricing";
import { hrefWith, type SearchParams, textParam } from "../../search-params";
import { MarginSection } from "./margin-section";
import { modelColumn, PRICE_COLUMNS } from "./price-columns";
import { PriceFields } from "./price-fields";
import { PriceFilterForm } from "./price-filter-form";
import { PROVIDER_OPTIONS } from "./provider-options";

export const metadata: Metadata = { title: "Prices" };

const PATH = "/operator/prices";

interface PricesPageProps {
  searchParams: Promise<SearchParams>;
}

/** What each model costs now, and what is added to it. */
export default async function PricesPage(props: Readonly<PricesPageProps>): Promise<JSX.Element> {
  const principal = await requireOperatorPage(PATH);
  const search = await props.searchParams;
  const filter = { provider: textParam(search, "provider"), text: textParam(search, "text") };
  const cursor = textParam(search, "cursor");
  const [prices, margins] = await Promise.all([
    listPrices(
      principal,
      parsePageQuery(new URLSearchParams(cursor === "" ? {} : { cursor })),
      filter,
    ),
    listMargins(principal),
  ]);
  return (
    <>
      <PageHeader
        title="Prices"
        description="What a vendor's call costs, by the exact id of its model, and what is added to it. The list comes with AutoInk; a price of yours goes before it until you end it."
      />
      <MarginSection margins={margins} />
      <Section title="In force now" description="In US dollars per million tokens.">
        <PriceFilterForm action={PATH} values={filter} />
        <Table
          caption="Prices in force"
          columns={[modelColumn(`${PATH}/model`), ...PRICE_COLUMNS]}
          rows={prices.data}
          rowKey={(price) => price.id}
          isDense
          empty={
            <EmptyState
              icon={<Tags aria-hidden />}
              title="No model is like that"
              action={<LinkButton href={PATH}>Show all prices</LinkButton>}
            />
          }
        />
        <Pager
          label="prices"
          {...(cursor === "" ? {} : { firstHref: hrefWith(PATH, filter) })}
          {...(prices.next_cursor === null
            ? {}
            : { nextHref: hrefWith(PATH, { ...filter, cursor: prices.next_cursor }) })}
        />
      </Section>
      <Section
        title="Price another model"
        description="One that the list does not have. Without a price a model can't be chosen."
      >
        <div className="max-w-xl">
          <Form
            path="/operator/prices"
            submitLabel="Set price"
            submitTone="secondary"
            isResetAfter
            after={{ kind: "refresh", say: "The price is set." }}
          >
            <Select name="provider" label="Vendor" options={PROVIDER_OPTIONS} />
            <TextField
              name="model"
              label="Model"
              isMono
              hint="The exact id that is sent to the vendor."
            />
            <PriceFields />
          </Form>
        </div>
      </Section>
    </>
  );
}
