import type { JSX } from "react";
import { Button } from "@/app/_ui/button";
import { LinkButton } from "@/app/_ui/link-button";
import { Select } from "@/app/_ui/select.client";
import { TextField } from "@/app/_ui/text-field.client";
import { PROVIDER_OPTIONS } from "./provider-options";

interface PriceFilterFormProps {
  /** The page that shows what is left. */
  action: string;
  values: { readonly provider: string; readonly text: string };
}

/** Narrows the prices; the choices are part of the address. Works before any script has run. */
export function PriceFilterForm(props: Readonly<PriceFilterFormProps>): JSX.Element {
  const { action, values } = props;
  return (
    <form action={action} className="mb-6 grid gap-3 sm:grid-cols-3">
      <TextField
        name="text"
        type="search"
        label="Model"
        optional="unsaid"
        defaultValue={values.text}
      />
      <Select
        key={values.provider}
        name="provider"
        label="Vendor"
        optional="unsaid"
        options={[{ value: "", label: "All vendors" }, ...PROVIDER_OPTIONS]}
        defaultValue={values.provider}
      />
      <div className="flex items-end gap-2">
        <Button type="submit">Show</Button>
        {(values.provider !== "" || values.text !== "") && (
          <LinkButton href={action} tone="quiet">
            Show all
          </LinkButton>
        )}
      </div>
    </form>
  );
}
