import type { Metadata } from "next";
import type { JSX } from "react";
import { Form } from "@/app/_ui/form.client";
import { Notice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { Section } from "@/app/_ui/section";
import { TextField } from "@/app/_ui/text-field.client";
import { requireWorkspace } from "@/lib/http/page-session";
import { hasPermission } from "@/lib/identity";
import { findMembers } from "@/lib/workspaces";

export const metadata: Metadata = { title: "Settings" };

interface SettingsPageProps {
  params: Promise<{ workspaceSlug: string }>;
}

/** The workspace's name and its people. */
export default async function SettingsPage(
  props: Readonly<SettingsPageProps>,
): Promise<JSX.Element> {
  const { actor, workspace } = await requireWorkspace((await props.params).workspaceSlug);
  const members = await findMembers(actor, { limit: 200, after: null });
  return (
    <>
      <PageHeader title="Settings" />
      <Section title="Workspace">
        {hasPermission(actor, "workspace:manage") ? (
          <div className="max-w-xl">
            <Form
              method="PATCH"
              path={`/workspaces/${workspace.id}`}
              submitLabel="Save"
              after={{ kind: "refresh", say: "Saved" }}
            >
              <TextField name="name" label="Name" defaultValue={workspace.name} maxLength={80} />
            </Form>
          </div>
        ) : (
          <Notice tone="neutral" title="Owners of the workspace change these settings." />
        )}
      </Section>
      <Section title="Members">
        <ul className="divide-y border-y">
          {members.data.map((member) => (
            <li key={member.id} className="flex flex-wrap justify-between gap-3 py-3">
              <span>
                {member.name} <span className="text-faint">{member.email}</span>
              </span>
              <span className="text-soft">{member.role}</span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
