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
  const address = (hint: string) => (
    <TextField
      name="url"
      type="url"
      label="Address"
      placeholder="https://"
      hint={hint}
      maxLength={2048}
    />
  );
  const secret = (name: string, label: string, hint: string) => (
    <TextField
      name={`credentials.${name}`}
      type="password"
      label={label}
      hint={hint}
      autoComplete="off"
    />
  );
  return (
    <Tabs
      label="Kind of destination"
      tabs={[
        { id: "hosted", label: "AutoInk pages", panel: form("hosted") },
        {
          id: "wordpress",
          label: "WordPress",
          panel: form(
            "wordpress",
            <>
              {address("Of the site, without /wp-admin.")}
              <TextField
                name="credentials.username"
                label="User name"
                autoComplete="off"
                hint="A user with the role Author is enough."
              />
              {secret(
                "application_password",
                "Application password",
                "Made in WordPress under Users, Profile.",
              )}
            </>,
          ),
        },
        {
          id: "ghost",
          label: "Ghost",
          panel: form(
            "ghost",
            <>
              {address("Of the site.")}
              {secret(
                "admin_api_key",
                "Admin API key",
                "Made in Ghost under Settings, Integrations. Such a key may also read members.",
              )}
            </>,
          ),
        },
        {
          id: "webhook",
          label: "Webhook",
          panel: form(
            "webhook",
            <>
              {address("It gets a signed POST for every publication.")}
              {secret(
                "secret",
                "Signing secret",
                "Standard Webhooks: whsec_ and 24 to 64 bytes in base64.",
              )}
            </>,
          ),
        },
      ]}
    />
  );
}
