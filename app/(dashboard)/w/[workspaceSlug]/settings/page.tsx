import type { Metadata } from "next";
import type { JSX } from "react";
import { Button } from "@/app/_ui/button";
import { Confirm } from "@/app/_ui/confirm.client";
import { CopyButton } from "@/app/_ui/copy-button.client";
import { DefinitionList } from "@/app/_ui/definition-list";
import { Form } from "@/app/_ui/form.client";
import { Notice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { Section } from "@/app/_ui/section";
import { TextField } from "@/app/_ui/text-field.client";
import { Timestamp } from "@/app/_ui/timestamp.client";
import { requireWorkspace } from "@/lib/http/page-session";
import { hasPermission } from "@/lib/identity";
import type { WorkspaceView } from "@/lib/workspaces";
import { SettingsTabs } from "../settings-tabs";

export const metadata: Metadata = { title: "Settings" };

interface SettingsPageProps {
  params: Promise<{ workspaceSlug: string }>;
}

/** The workspace's name and addresses, and its end. */
export default async function SettingsPage(
  props: Readonly<SettingsPageProps>,
): Promise<JSX.Element> {
  const { actor, workspace } = await requireWorkspace((await props.params).workspaceSlug);
  const mayManage = hasPermission(actor, "workspace:manage");
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsTabs base={`/w/${workspace.slug}`} current="settings" />
      <Section title="Workspace">
        {mayManage ? (
          <NameForm workspace={workspace} />
        ) : (
          <Notice tone="neutral" title="Owners of the workspace change these settings." />
        )}
      </Section>
      <Section title="Facts">
        <DefinitionList
          items={[
            ...(mayManage ? [] : [{ term: "Name", value: workspace.name }]),
            { term: "Short name", value: <code className="font-mono">{workspace.slug}</code> },
            {
              term: "Public pages",
              value: <code className="font-mono break-all">/p/{workspace.slug}/…</code>,
            },
            {
              term: "Number, for programs",
              value: (
                <span className="inline-flex max-w-full items-center gap-1">
                  <code className="min-w-0 font-mono break-all">{workspace.id}</code>
                  <CopyButton text={workspace.id} label="Copy the number" />
                </span>
              ),
            },
            { term: "Opened", value: <Timestamp value={workspace.created_at} format="date" /> },
          ]}
        />
      </Section>
      {mayManage && <DangerZone workspace={workspace} />}
    </>
  );
}

function NameForm({ workspace }: Readonly<{ workspace: WorkspaceView }>): JSX.Element {
  return (
    <div className="max-w-xl">
      <Form
        method="PATCH"
        path={`/workspaces/${workspace.id}`}
        submitLabel="Save the name"
        after={{ kind: "refresh", say: "Saved" }}
      >
        <TextField name="name" label="Name" defaultValue={workspace.name} maxLength={80} />
      </Form>
    </div>
  );
}

function DangerZone({ workspace }: Readonly<{ workspace: WorkspaceView }>): JSX.Element {
  return (
    <Section
      title="Delete the workspace"
      description="Nobody gets in any more, and pages that AutoInk serves for it are gone. What was published elsewhere stays there. Its ledger and its audit trail are kept."
    >
      <Confirm
        title={`Delete ${workspace.name}?`}
        confirmLabel="Delete workspace"
        typeName={workspace.name}
        request={{ method: "DELETE", path: `/workspaces/${workspace.id}` }}
        after={{ kind: "navigate", to: "/" }}
        trigger={<Button>Delete workspace…</Button>}
      >
        Its articles, sources, members, destinations and hooks go out of reach for everybody, and
        its public pages are gone. This can’t be undone here.
      </Confirm>
    </Section>
  );
}
