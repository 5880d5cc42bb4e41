import type { Metadata } from "next";
import type { JSX } from "react";
import { Form } from "@/app/_ui/form.client";
import { PageHeader } from "@/app/_ui/page-header";
import { Section } from "@/app/_ui/section";
import { getIssuer } from "@/lib/billing";
import { requireOperatorPage } from "@/lib/http/page-session";
import { PartyFields } from "../../party-fields";

export const metadata: Metadata = { title: "Invoices" };

/** Who the invoices of this installation are from. */
export default async function OperatorInvoicesPage(): Promise<JSX.Element> {
  const principal = await requireOperatorPage("/operator/invoices");
  const issuer = await getIssuer(principal);
  return (
    <>
      <PageHeader
        title="Invoices"
        description="After each month (UTC) every workspace gets one invoice of what its wallet took in and spent. It is made from the ledger, and adds up to the nano-dollar or is not issued."
      />
      <Section
        title="From whom"
        description="It stands on the next invoices. Those that are issued never change."
      >
        <div className="max-w-xl">
          <Form
            method="PUT"
            path="/operator/issuer"
            submitLabel="Save"
            after={{ kind: "refresh", say: "The next invoices say so." }}
          >
            <PartyFields name={issuer.name} address={issuer.address} taxId={issuer.tax_id} />
          </Form>
        </div>
      </Section>
    </>
  );
}
