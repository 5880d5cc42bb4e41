"use client";

import { type JSX, useState } from "react";
import type { ApiAnswer } from "@/app/_ui/api-client";
import { Form } from "@/app/_ui/form.client";
import { OnceSecret } from "@/app/_ui/once-secret.client";
import { TextField } from "@/app/_ui/text-field.client";

const FIXED = { kind: "http" };

/** Adds a hook that calls an address. The secret that signs its calls is shown here and nowhere else. */
export function HookForm({ path }: Readonly<{ path: string }>): JSX.Element {
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <div className="flex flex-col gap-6">
      <p className="text-soft">
        The address gets a POST with a signature, as Standard Webhooks says.
      </p>
      {secret !== null && (
        <OnceSecret title="The secret of the new hook" secret={secret} copyLabel="Copy the secret">
          The receiver checks signatures with it. It is shown only now; keep it with the receiver.
        </OnceSecret>
      )}
      <Form
        path={path}
        submitLabel="Add hook"
        after={{ kind: "refresh" }}
        fixed={FIXED}
        isResetAfter
        onAnswer={(answer) => setSecret(secretOf(answer))}
      >
        <TextField
          name="url"
          type="url"
          label="Address"
          placeholder="https://"
          hint="It must be on the public web, or one that the person who runs this installation allows."
          maxLength={2048}
        />
        <TextField
          name="secret"
          type="password"
          label="Secret"
          hint="Left empty, AutoInk makes one and shows it once."
          autoComplete="off"
          maxLength={200}
          optional
        />
      </Form>
    </div>
  );
}

function secretOf(answer: ApiAnswer): string | null {
  if (!answer.ok || typeof answer.data !== "object" || answer.data === null) return null;
  const { secret } = answer.data as { secret?: unknown };
  return typeof secret === "string" ? secret : null;
}
