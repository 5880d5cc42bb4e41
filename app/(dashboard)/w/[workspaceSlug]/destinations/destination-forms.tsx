import type { JSX } from "react";
import { Form } from "@/app/_ui/form.client";
import { Tabs } from "@/app/_ui/tabs.client";
import { TextField } from "@/app/_ui/text-field.client";
import { DESTINATION_KINDS, type DestinationKind } from "@/lib/publishing/schema";
import { KIND_WORDS } from "./kind-words";

/** The kind that needs nothing comes first, the one that is no site last. */
const ORDER: readonly DestinationKind[] = [
  ...DESTINATION_KINDS.filter((kind) => kind === "hosted"),
  ...DESTINATION_KINDS.filter((kind) => kind !== "hosted" && kind !== "download"),
  ...DESTINATION_KINDS.filter((kind) => kind === "download"),
];

/** One form per kind of destination, each with what that kind needs and where one finds it. */
export function DestinationForms({ path }: Readonly<{ path: string }>): JSX.Element {
  const tabs = ORDER.map((kind) => ({
    id: kind,
    label: KIND_WORDS[kind].label,
    panel: <KindForm path={path} kind={kind} />,
  }));
  return <Tabs label="Kind of destination" tabs={tabs} param="kind" />;
}

function KindForm({ path, kind }: Readonly<{ path: string; kind: DestinationKind }>): JSX.Element {
  const words = KIND_WORDS[kind];
  return (
    <div className="grid items-start gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,36rem)_minmax(0,22rem)]">
      <Form
        path={path}
        submitLabel="Add destination"
        after={{ kind: "refresh", say: "Destination added" }}
        fixed={{ kind }}
        isResetAfter
      >
        <TextField name="name" label="Name" maxLength={120} />
        {words.addressHint !== undefined && (
          <TextField
            name="url"
            type="url"
            label="Address"
            placeholder="https://"
            hint={words.addressHint}
            maxLength={2048}
          />
        )}
        {words.credentials.map(({ name, label, hint, isSecret }) => (
          <TextField
            key={name}
            name={`credentials.${name}`}
            type={isSecret ? "password" : "text"}
            label={label}
            hint={hint}
            autoComplete="off"
          />
        ))}
      </Form>
      <aside aria-label={`How to set up ${words.label}`} className="text-soft max-lg:-order-1">
        <p className="font-medium text-ink">What to enter</p>
        <ol className="mt-1.5 list-decimal space-y-1.5 pl-5">
          {words.guide.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </aside>
    </div>
  );
}
