import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { ErrorState } from "@/app/_ui/error-state";
import { LinkButton } from "@/app/_ui/link-button";
import { PageHeader } from "@/app/_ui/page-header";
import { Section } from "@/app/_ui/section";
import { requireWorkspace } from "@/lib/http/page-session";
import { type Actor, hasPermission } from "@/lib/identity";
import { findDeliveries, findHookPrograms, findHooks, hostedSiteUrl } from "@/lib/publishing";
import { SettingsTabs } from "../settings-tabs";
import { HookForms } from "./hook-forms";
import { HookRow } from "./hook-row";

export const metadata: Metadata = { title: "Hooks" };

const HOOKS_MAX = 50;
const DELIVERIES_SHOWN = 10;

interface HooksPageProps {
  params: Promise<{ workspaceSlug: string }>;
}

/** What follows a verified publication, and what became of each. */
export default async function HooksPage(props: Readonly<HooksPageProps>): Promise<JSX.Element> {
  const { actor, workspace } = await requireWorkspace((await props.params).workspaceSlug);
  const base = `/w/${workspace.slug}`;
  return (
    <>
      <PageHeader
        title="Hooks"
        description="What AutoInk does once a publication is verified: call you, tell search engines, look into your sitemap, run a program."
      />
      <SettingsTabs base={base} current="hooks" />
      {hasPermission(actor, "hook:manage") ? (
        <Hooks
          actor={actor}
          path={`/workspaces/${workspace.id}/hooks`}
          siteUrl={hostedSiteUrl(workspace.slug)}
        />
      ) : (
        <ErrorState
          kind="no-permission"
          title="Owners of the workspace see its hooks"
          action={<LinkButton href={base}>Back to Home</LinkButton>}
        />
      )}
    </>
  );
}

async function Hooks(
  props: Readonly<{ actor: Actor; path: string; siteUrl: string }>,
): Promise<JSX.Element> {
  const { actor, path, siteUrl } = props;
  const hooks = await findHooks(actor, { limit: HOOKS_MAX, after: null });
  const rows = await Promise.all(
    hooks.data.map(async (hook) => ({
      hook,
      deliveries: await findDeliveries(actor, hook.id, { limit: DELIVERIES_SHOWN, after: null }),
    })),
  );
  return (
    <>
      {rows.length === 0 ? (
        <EmptyState icon={<Webhook aria-hidden />} title="No hooks yet">
          Add one below: the address of a chat room or a build, search engines, your sitemap.
        </EmptyState>
      ) : (
        <ul aria-label="Hooks" className="divide-y border-b">
          {rows.map(({ hook, deliveries }) => (
            <HookRow
              key={hook.id}
              hook={hook}
              deliveries={deliveries}
              path={path}
              siteUrl={siteUrl}
            />
          ))}
        </ul>
      )}
      <Section title="Add a hook">
        <HookForms path={path} programs={findHookPrograms(actor)} siteUrl={siteUrl} />
      </Section>
    </>
  );
}
