import type { Metadata } from "next";
import type { JSX } from "react";
import { Form } from "@/app/_ui/form.client";
import { PageHeader } from "@/app/_ui/page-header";
import { TextField } from "@/app/_ui/text-field.client";
import { requirePrincipal } from "@/lib/http/page-session";

export const metadata: Metadata = { title: "New workspace" };

export default async function NewWorkspacePage(): Promise<JSX.Element> {
  await requirePrincipal("/workspaces/new");
  return (
    <main className="mx-auto max-w-md px-4 py-12">
      <PageHeader
        title="New workspace"
        description="A workspace has its own articles, people and wallet."
      />
      <Form
        path="/workspaces"
        submitLabel="Create workspace"
        after={{ kind: "navigate", to: "/w/{slug}" }}
      >
        <TextField name="name" label="Name" maxLength={80} />
      </Form>
    </main>
  );
}
