import type { JSX } from "react";
import { Form } from "@/app/_ui/form.client";
import { Notice } from "@/app/_ui/notice";
import { TextField } from "@/app/_ui/text-field.client";

/** Sign-up by invitation alone: what to do instead of filling in a form. */
export function InvitationOnly(): JSX.Element {
  return (
    <Notice tone="neutral" title="Sign-up is by invitation here." role="status">
      Ask somebody who has a workspace to invite you. Their link opens this page with a form.
    </Notice>
  );
}

/** Asks for an address to invite later; once it is sent, says so and asks for nothing more. */
export function Waitlist({ isWaiting }: Readonly<{ isWaiting: boolean }>): JSX.Element {
  if (isWaiting) {
    return (
      <Notice tone="good" title="Your address is on the waitlist." role="status">
        Whoever runs this AutoInk may send you a link. It opens this page with a form.
      </Notice>
    );
  }
  return (
    <>
      <p className="mb-6 text-soft">
        Sign-up is by invitation here. Leave your address, and you may be invited.
      </p>
      <Form
        path="/waitlist"
        submitLabel="Join the waitlist"
        after={{ kind: "navigate", to: WAITING_PATH }}
      >
        <TextField name="email" type="email" label="E-mail address" autoComplete="email" />
      </Form>
    </>
  );
}

const WAITING_PATH = "/sign-up?waiting=1";
