import type { JSX } from "react";
import { Form } from "@/app/_ui/form.client";
import { Section } from "@/app/_ui/section";
import { TextField } from "@/app/_ui/text-field.client";

/** Where the credit of a promo code is taken. `path` is below /api/v1. */
export function PromoCode({ path }: Readonly<{ path: string }>): JSX.Element {
  return (
    <Section title="Promo code">
      <div className="max-w-xl">
        <Form
          path={path}
          submitLabel="Use code"
          submitTone="secondary"
          isResetAfter
          after={{ kind: "refresh", say: "The credit is in your wallet." }}
        >
          <TextField
            name="code"
            label="Code"
            isMono
            spellCheck={false}
            autoComplete="off"
            hint="Each code can be used once in a workspace."
          />
        </Form>
      </div>
    </Section>
  );
}
