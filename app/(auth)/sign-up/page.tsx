import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { JSX, ReactNode } from "react";
import { Form } from "@/app/_ui/form.client";
import { TextField } from "@/app/_ui/text-field.client";
import { TextLink } from "@/app/_ui/text-link";
import { Toaster } from "@/app/_ui/toast.client";
import { getPrincipal } from "@/lib/http/page-session";
import { findOffer, type SignUpMode, signUpMode } from "@/lib/workspaces";
import { InvitationOnly, Waitlist } from "../closed-sign-up";
import { DeadInvitation, JoinPanel } from "../invitation-note";

export const metadata: Metadata = { title: "Sign up" };

interface SignUpPageProps {
  searchParams: Promise<{ invite?: string | string[]; waiting?: string | string[] }>;
}

const TOKEN_CHARS_MAX = 200;

/** Makes an account. With an invitation one joins its workspace, with or without an account. */
export default async function SignUpPage({
  searchParams,
}: Readonly<SignUpPageProps>): Promise<JSX.Element> {
  const { invite, waiting } = await searchParams;
  const token = typeof invite === "string" ? invite.slice(0, TOKEN_CHARS_MAX) : null;
  const offer = token === null ? null : await findOffer(token);
  const principal = await getPrincipal();
  if (principal !== null && token === null) redirect("/");
  if (token === null || offer?.status !== "pending") {
    return (
      <Frame title={TITLES[signUpMode()]}>
        {token !== null && <DeadInvitation offer={offer} />}
        {principal === null ? (
          <Uninvited mode={signUpMode()} isWaiting={waiting !== undefined} />
        ) : (
          <TextLink href="/">Go to your workspace</TextLink>
        )}
      </Frame>
    );
  }
  return (
    <Frame title={`Join ${offer.workspace_name}`}>
      {principal === null ? (
        <SignUpForm invite={{ token, email: offer.email }} />
      ) : (
        <JoinPanel offer={offer} token={token} email={principal.email} />
      )}
    </Frame>
  );
}

const TITLES: Readonly<Record<SignUpMode, string>> = {
  open: "Sign up",
  invite: "Sign up",
  waitlist: "Join the waitlist",
};

interface FrameProps {
  title: string;
  children: ReactNode;
}

function Frame({ title, children }: Readonly<FrameProps>): JSX.Element {
  return (
    <>
      <h1 className="mb-6 text-xl font-semibold text-balance">{title}</h1>
      {children}
      <Toaster />
    </>
  );
}

interface UninvitedProps {
  mode: SignUpMode;
  /** Whether they have just left their address. */
  isWaiting: boolean;
}

function Uninvited({ mode, isWaiting }: Readonly<UninvitedProps>): JSX.Element {
  switch (mode) {
    case "open":
      return <SignUpForm />;
    case "invite":
      return <Closed note={<InvitationOnly />} />;
    case "waitlist":
      return <Closed note={<Waitlist isWaiting={isWaiting} />} />;
  }
}

function Closed({ note }: Readonly<{ note: ReactNode }>): JSX.Element {
  return (
    <>
      {note}
      <HaveAccount href="/sign-in" />
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
      <HaveAccount href={back === "" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(back)}`} />
    </>
  );
}

function HaveAccount({ href }: Readonly<{ href: string }>): JSX.Element {
  return (
    <p className="mt-6 text-soft">
      You have an account? <TextLink href={href}>Sign in</TextLink>
    </p>
  );
}
