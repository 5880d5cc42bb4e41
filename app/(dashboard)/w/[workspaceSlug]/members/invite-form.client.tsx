"use client";

import { type JSX, useState } from "react";
import type { ApiAnswer } from "@/app/_ui/api-client";
import { Form } from "@/app/_ui/form.client";
import { OnceSecret } from "@/app/_ui/once-secret.client";
import { RadioCards } from "@/app/_ui/radio-cards.client";
import { TextField } from "@/app/_ui/text-field.client";
import { ROLE_OPTIONS } from "./role-words";

interface Invited {
  readonly email: string;
  readonly link: string;
}

/** Invites an address. The link is shown here and nowhere else: without mail one passes it on oneself. */
export function InviteForm({ path }: Readonly<{ path: string }>): JSX.Element {
  const [invited, setInvited] = useState<Invited | null>(null);
  return (
    <div className="flex max-w-xl flex-col gap-6">
      {invited !== null && (
        <OnceSecret
          title={`The link for ${invited.email}`}
          secret={invited.link}
          copyLabel="Copy the link"
        >
          Send it to them yourself. It is shown only now; you can revoke it below.
        </OnceSecret>
      )}
      <Form
        path={path}
        submitLabel="Invite"
        submitTone="secondary"
        after={{ kind: "refresh" }}
        isResetAfter
        onAnswer={(answer) => setInvited(toInvited(answer))}
      >
        <TextField
          name="email"
          type="email"
          label="E-mail address"
          autoComplete="off"
          maxLength={320}
        />
        <RadioCards
          name="role"
          label="Role"
          options={ROLE_OPTIONS}
          defaultValue="member"
          columns={2}
        />
      </Form>
    </div>
  );
}

function toInvited(answer: ApiAnswer): Invited | null {
  if (!answer.ok || typeof answer.data !== "object" || answer.data === null) return null;
  const { email, invite_url: link } = answer.data as { email?: unknown; invite_url?: unknown };
  return typeof email === "string" && typeof link === "string" ? { email, link } : null;
}
