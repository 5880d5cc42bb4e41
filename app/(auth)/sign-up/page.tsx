import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { JSX } from "react";
import { Form } from "@/app/_ui/form.client";
import { TextField } from "@/app/_ui/text-field.client";
import { TextLink } from "@/app/_ui/text-link";
import { Toaster } from "@/app/_ui/toast.client";
import { getPrincipal } from "@/lib/http/page-session";
import { findOffer } from "@/lib/workspaces";
import { DeadInvitation, JoinPanel } from "../invitation-note";

export const metadata: Metadata = { title: "Sign up" };

interface SignUpPageProps {
  searchParams: Promise<{ invite?: string | string[] }>;
}

const TOKEN_CHARS_MAX = 200;

/** Makes an account. With an invitation one joins its workspace, with or without an account. */
export default async function SignUpPage({
  searchParams,
}: Readonly<SignUpPageProps>): Promise<JSX.Element> {
  const { invite } = await searchParams;
  const token = typeof invite === "string" ? invite.slice(0, TOKEN_CHARS_MAX) : null;
  const offer = token === null ? null : await findOffer(token);
  const principal = await getPrincipal();
  const isOpen = token !== null && offer?.status === "pending";
  if (principal !== null && !isOpen && token === null) redirect("/");
  const title = isOpen ? `Join ${offer.workspace_name}` : "Sign up";
  return (
    <>
      <h1 className="mb-6 text-xl font-semibold text-balance">{title}</h1>
      {token !== null && !isOpen && <DeadInvitation offer={offer} />}
      {principal !== null ? (
        isOpen ? (
          <JoinPanel offer={offer} token={token} email={principal.email} />
        ) : (
          <TextLink href="/">Go to your workspace</TextLink>
        )
      ) : (
        <SignUpForm {...(isOpen ? { invite: { token, email: offer.email } } : {})} />
      )}
      <Toaster />
    </>
  );
}

interface SignUpFormProps {
  invite?: { token: string; email: string };
}

function SignUpForm({ invite }: Readonly<SignUpFormProps>): JSX.Element {
  const back =
    invite === undefined ? "" : `/sign-up?${new URLSearchParams({ invite: invite.token })}`;
  return (
    <>
      <Form
        path="/auth/signup"
        submitLabel={invite === undefined ? "Create account" : "Create account and join"}
        after={{ kind: "navigate", to: "/w/{workspace.slug}" }}
        fixed={invite === undefined ? {} : { invite: invite.token }}
      >
        <TextField name="name" label="Your name" autoComplete="name" maxLength={120} />
        <TextField
          name="email"
          type="email"
          label="E-mail address"
          autoComplete="username"
          {...(invite === undefined
            ? {}
            : { defaultValue: invite.email, readOnly: true, hint: "The one that was invited." })}
        />
        <TextField
          name="password"
          type="password"
          label="Password"
          hint="At least 12 characters. A few unrelated words are easy to remember."
          autoComplete="new-password"
          minLength={12}
        />
      </Form>
      <p className="mt-6 text-soft">
        You have an account?{" "}
        <TextLink href={back === "" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(back)}`}>
          Sign in
        </TextLink>
      </p>
    </>
  );
}
