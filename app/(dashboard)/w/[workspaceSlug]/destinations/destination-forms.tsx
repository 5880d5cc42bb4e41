import type { JSX } from "react";
import { Form } from "@/app/_ui/form.client";
import { Tabs } from "@/app/_ui/tabs.client";
import { TextField } from "@/app/_ui/text-field.client";

/** One form per kind of destination, each with what that kind needs. */
export function DestinationForms({ path }: Readonly<{ path: string }>): JSX.Element {
  const form = (kind: string, fields?: JSX.Element) => (
    <div className="max-w-xl">
      <Form
        path={path}
        submitLabel="Add destination"
        after={{ kind: "refresh", say: "Destination added" }}
        fixed={{ kind }}
        isResetAfter
      >
        <TextField name="name" label="Name" maxLength={120} />
        {fields}
      </Form>
    </div>
  );
  return (
    <Tabs
      label="Kind of destination"
      tabs={[{ id: "hosted", label: "AutoInk pages", panel: form("hosted") }]}
    />
  );
}
