import type { Metadata } from "next";
import type { JSX } from "react";
import { Form } from "@/app/_ui/form.client";
import { TextField } from "@/app/_ui/text-field.client";
import { TextLink } from "@/app/_ui/text-link";

export const metadata: Metadata = { title: "Sign up" };

interface SignUpPageProps {
  searchParams: Promise<{ invite?: string | string[] }>;
}

export default async function SignUpPage({
  searchParams,
}: Readonly<SignUpPageProps>): Promise<JSX.Element> {
  const { invite } = await searchParams;
  return (
    <>
      <h1 className="mb-6 text-xl font-semibold">Sign up</h1>
      <Form
        path="/auth/signup"
        submitLabel="Create account"
        after={{ kind: "navigate", to: "/w/{workspace.slug}" }}
        fixed={typeof invite === "string" ? { invite } : {}}
      >
        <TextField name="name" label="Your name" autoComplete="name" maxLength={120} />
        <TextField name="email" type="email" label="E-mail address" autoComplete="username" />
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
        You have an account? <TextLink href="/sign-in">Sign in</TextLink>
      </p>
    </>
  );
}
