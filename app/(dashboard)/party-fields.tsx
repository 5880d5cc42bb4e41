import type { JSX } from "react";
import { TextArea } from "@/app/_ui/text-area.client";
import { TextField } from "@/app/_ui/text-field.client";

interface PartyFieldsProps {
  name: string;
  address: string;
  taxId: string | null;
}

/** Who an invoice is from or for. */
export function PartyFields({ name, address, taxId }: Readonly<PartyFieldsProps>): JSX.Element {
  return (
    <>
      <TextField name="name" label="Name" defaultValue={name} maxLength={200} />
      <TextArea name="address" label="Address" defaultValue={address} rows={4} optional keepEmpty />
      <TextField
        name="tax_id"
        label="Tax id"
        defaultValue={taxId ?? ""}
        maxLength={60}
        isMono
        optional
        hint="Such as a VAT number."
      />
    </>
  );
}
