import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { JSX } from "react";
import { Form } from "@/app/_ui/form.client";
import { TextField } from "@/app/_ui/text-field.client";
import { TextLink } from "@/app/_ui/text-link";
import { getPrincipal, safeNextPath } from "@/lib/http/page-session";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

/** Other ways to sign in, and the second factor, will stand below the password. */
export default async function SignInPage({
  searchParams,
}: Readonly<SignInPageProps>): Promise<JSX.Element> {
  const next = safeNextPath((await searchParams).next, "/");
  if ((await getPrincipal()) !== null) redirect(next);
  return (
    <>
      <h1 className="mb-6 text-xl font-semibold">Sign in</h1>
      <Form path="/auth/session" submitLabel="Sign in" after={{ kind: "navigate", to: next }}>
        <TextField name="email" type="email" label="E-mail address" autoComplete="username" />
        <TextField
          name="password"
          type="password"
          label="Password"
          autoComplete="current-password"
        />
      </Form>
      <p className="mt-6 text-soft">
        No account yet?{" "}
        <TextLink href={next.startsWith("/sign-up?") ? next : "/sign-up"}>Sign up</TextLink>
      </p>
    </>
  );
}
