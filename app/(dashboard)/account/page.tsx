import type { Metadata } from "next";
import type { JSX } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { Chip } from "@/app/_ui/chip";
import { Form } from "@/app/_ui/form.client";
import { PageHeader } from "@/app/_ui/page-header";
import { Section } from "@/app/_ui/section";
import { TextField } from "@/app/_ui/text-field.client";
import { Timestamp } from "@/app/_ui/timestamp.client";
import { Toaster } from "@/app/_ui/toast.client";
import { requirePrincipal } from "@/lib/http/page-session";
import { findSessions } from "@/lib/identity";
import { deviceWords } from "./device-words";

export const metadata: Metadata = { title: "Your account" };

/** Password and sessions of the person; the second factor takes its place between them. */
export default async function AccountPage(): Promise<JSX.Element> {
  const principal = await requirePrincipal("/account");
  const sessions = await findSessions(principal);
  return (
    <main className="mx-auto max-w-2xl px-4 py-10">
      <PageHeader
        title="Your account"
        description={principal.email}
        breadcrumb={[{ label: "Workspace", href: "/" }, { label: "Your account" }]}
      />
      <Section title="Password" description="Every other session ends when you change it.">
        <Form
          path="/me/password"
          submitLabel="Change password"
          after={{ kind: "refresh", say: "Password changed" }}
          isResetAfter
        >
          <TextField
            name="current_password"
            type="password"
            label="Current password"
            autoComplete="current-password"
          />
          <TextField
            name="new_password"
            type="password"
            label="New password"
            autoComplete="new-password"
            minLength={12}
            hint="At least 12 characters."
          />
        </Form>
      </Section>
      <Section
        title="Sessions"
        description="Where you are signed in. End one that you do not know, then change your password."
      >
        <ul aria-label="Sessions" className="divide-y border-b">
          {sessions.map((session) => (
            <li key={session.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-2">
                  <span className="font-medium">
                    {session.kind === "program"
                      ? `Program: ${deviceWords(session.device)}`
                      : deviceWords(session.device)}
                  </span>
                  {session.is_current && <Chip tone="good">This one</Chip>}
                </p>
                <p className="mt-0.5 text-sm text-faint">
                  {session.address !== null && `${session.address} · `}last used{" "}
                  <Timestamp value={session.last_used_at} /> · signed in{" "}
                  <Timestamp value={session.created_at} />
                </p>
              </div>
              {!session.is_current && (
                <ActionButton
                  label="End session"
                  size="sm"
                  request={{ method: "DELETE", path: `/me/sessions/${session.id}` }}
                  after={{ kind: "refresh", say: "Session ended" }}
                />
              )}
            </li>
          ))}
        </ul>
      </Section>
      <Toaster />
    </main>
  );
}
