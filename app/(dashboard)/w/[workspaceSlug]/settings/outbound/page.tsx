import type { Metadata } from "next";
import type { JSX } from "react";
import { DefinitionList } from "@/app/_ui/definition-list";
import { Form } from "@/app/_ui/form.client";
import { Notice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { Section } from "@/app/_ui/section";
import { Switch } from "@/app/_ui/switch.client";
import { TextArea } from "@/app/_ui/text-area.client";
import { requireWorkspace } from "@/lib/http/page-session";
import { hasPermission } from "@/lib/identity";
import { getOutboundRules, type OutboundRulesView } from "@/lib/workspaces";
import { SettingsTabs } from "../../settings-tabs";

export const metadata: Metadata = { title: "Outbound rules" };

interface OutboundRulesPageProps {
  params: Promise<{ workspaceSlug: string }>;
}

/** By which rules a workspace narrows where AutoInk calls for it. */
export default async function OutboundRulesPage(
  props: Readonly<OutboundRulesPageProps>,
): Promise<JSX.Element> {
  const { actor, workspace } = await requireWorkspace((await props.params).workspaceSlug);
  const rules = await getOutboundRules(actor);
  return (
    <>
      <PageHeader title="Outbound rules" />
      <SettingsTabs base={`/w/${workspace.slug}`} current="settings/outbound" />
      <Section
        title="Which servers may be called"
        description="Sources, links, destinations and hooks of this workspace call public addresses only. These rules narrow that further; nothing here opens an address that is refused."
      >
        {hasPermission(actor, "workspace:manage") ? (
          <RulesForm path={`/workspaces/${workspace.id}/outbound-rules`} rules={rules} />
        ) : (
          <RulesFacts rules={rules} />
        )}
      </Section>
    </>
  );
}

interface RulesProps {
  rules: OutboundRulesView;
}

function RulesForm(props: Readonly<RulesProps & { path: string }>): JSX.Element {
  const { path, rules } = props;
  return (
    <div className="max-w-xl">
      <Form
        method="PUT"
        path={path}
        submitLabel="Save the rules"
        after={{ kind: "refresh", say: "Saved. The next call follows them." }}
      >
        <TextArea
          name="allow_hosts"
          kind="lines"
          isMono
          optional
          label="Only these hosts"
          hint="One a line: example.com, or *.example.com for all names below it. Left empty, every public host may be called."
          defaultValue={rules.allow_hosts.join("\n")}
        />
        <TextArea
          name="deny_hosts"
          kind="lines"
          isMono
          optional
          label="Never these hosts"
          hint="Written the same way. They stay closed also when the list above names them."
          defaultValue={rules.deny_hosts.join("\n")}
        />
        <Switch
          name="https_only"
          label="Call by https only"
          hint="Addresses that begin with http:// are refused, and redirects to them."
          defaultChecked={rules.https_only}
        />
      </Form>
    </div>
  );
}

function RulesFacts({ rules }: Readonly<RulesProps>): JSX.Element {
  const { allow_hosts: allowed, deny_hosts: denied, https_only: isHttpsOnly } = rules;
  return (
    <>
      <Notice tone="neutral" title="Owners of the workspace change these settings." />
      <DefinitionList
        items={[
          {
            term: "Only these hosts",
            value: allowed.length === 0 ? "Every public host" : allowed.join(", "),
          },
          { term: "Never these hosts", value: denied.length === 0 ? "None" : denied.join(", ") },
          { term: "By https only", value: isHttpsOnly ? "Yes" : "No" },
        ]}
      />
    </>
  );
}
