import type { JSX } from "react";
import { Form } from "@/app/_ui/form.client";
import { Tabs } from "@/app/_ui/tabs.client";
import { TextField } from "@/app/_ui/text-field.client";

interface Kind {
  readonly kind: string;
  readonly label: string;
  /** What an address of this kind is; left out where there is none. */
  readonly addressHint?: string;
  readonly credentials: readonly { name: string; label: string; hint: string; isSecret: boolean }[];
}

const KINDS: readonly Kind[] = [
  { kind: "hosted", label: "AutoInk pages", credentials: [] },
  {
    kind: "wordpress",
    label: "WordPress",
    addressHint: "Of the site, without /wp-admin.",
    credentials: [
      {
        name: "username",
        label: "User name",
        hint: "A user with the role Author is enough.",
        isSecret: false,
      },
      {
        name: "application_password",
        label: "Application password",
        hint: "Made in WordPress under Users, Profile.",
        isSecret: true,
      },
    ],
  },
  {
    kind: "ghost",
    label: "Ghost",
    addressHint: "Of the site.",
    credentials: [
      {
        name: "admin_api_key",
        label: "Admin API key",
        hint: "Made in Ghost under Settings, Integrations. Such a key may also read members.",
        isSecret: true,
      },
    ],
  },
  {
    kind: "webhook",
    label: "Webhook",
    addressHint: "It gets a signed POST for every publication.",
    credentials: [
      {
        name: "secret",
        label: "Signing secret",
        hint: "Standard Webhooks: whsec_ and 24 to 64 bytes in base64.",
        isSecret: true,
      },
    ],
  },
  { kind: "download", label: "Download", credentials: [] },
];

/** One form per kind of destination, each with what that kind needs. */
export function DestinationForms({ path }: Readonly<{ path: string }>): JSX.Element {
  const tabs = KINDS.map((kind) => ({
    id: kind.kind,
    label: kind.label,
    panel: <KindForm path={path} kind={kind} />,
  }));
  return <Tabs label="Kind of destination" tabs={tabs} />;
}

function KindForm({ path, kind }: Readonly<{ path: string; kind: Kind }>): JSX.Element {
  return (
    <div className="max-w-xl">
      <Form
        path={path}
        submitLabel="Add destination"
        after={{ kind: "refresh", say: "Destination added" }}
        fixed={{ kind: kind.kind }}
        isResetAfter
      >
        <TextField name="name" label="Name" maxLength={120} />
        {kind.addressHint !== undefined && (
          <TextField
            name="url"
            type="url"
            label="Address"
            placeholder="https://"
            hint={kind.addressHint}
            maxLength={2048}
          />
        )}
        {kind.credentials.map(({ name, label, hint, isSecret }) => (
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
    </div>
  );
}
