import type { JSX } from "react";
import { Form } from "@/app/_ui/form.client";
import { Notice } from "@/app/_ui/notice";
import { RefreshWhile } from "@/app/_ui/refresh-while.client";
import { Section } from "@/app/_ui/section";
import { TextField } from "@/app/_ui/text-field.client";
import { TOP_UP_RANGE, type TopUpView } from "@/lib/billing/schema";
import { TopUpList } from "./top-up-list";

interface AddFundsProps {
  /** Below /api/v1. */
  readonly path: string;
  readonly isSetUp: boolean;
  /** Whether this person may pay into the wallet. */
  readonly isAllowed: boolean;
  readonly topUps: TopUpView[];
  /** The payment that the person comes back from. */
  readonly returnedFrom: TopUpView | undefined;
}

/** Where funds are added, and what became of the payments so far. */
export function AddFunds(props: Readonly<AddFundsProps>): JSX.Element {
  const { topUps, returnedFrom } = props;
  const isConfirming = returnedFrom?.status === "pending";
  return (
    <Section title="Add funds">
      {isConfirming && (
        <div className="mb-6">
          <Notice tone="neutral" title="Stripe is confirming your payment" role="status">
            It is added here as soon as Stripe says that it has come in. You need not wait for it.
          </Notice>
        </div>
      )}
      <RefreshWhile isOn={isConfirming} />
      <WaysToPay {...props} />
      {topUps.length > 0 && (
        <div className="mt-8">
          <TopUpList topUps={topUps} />
        </div>
      )}
    </Section>
  );
}

function WaysToPay({ path, isSetUp, isAllowed }: Readonly<AddFundsProps>): JSX.Element {
  if (!isSetUp) {
    return (
      <Notice tone="neutral" title="Payments are not set up here">
        Whoever runs this AutoInk can set <code>STRIPE_API_KEY</code> and{" "}
        <code>STRIPE_WEBHOOK_SECRET</code> and start it again. Writing with the built-in source
        digest costs nothing.
      </Notice>
    );
  }
  if (!isAllowed) return <p className="text-soft">An owner of this workspace can add funds.</p>;
  return (
    <div className="max-w-xl">
      <Form
        path={path}
        submitLabel="Pay with Stripe"
        after={{ kind: "leave", field: "url" }}
        aside={<span className="text-soft">You pay on Stripe's page. We never see your card.</span>}
      >
        <TextField
          name="amount_nanos"
          kind="usd"
          label="Amount"
          prefix="$"
          inputMode="decimal"
          hint={`In US dollars, ${TOP_UP_RANGE}.`}
        />
      </Form>
    </div>
  );
}
