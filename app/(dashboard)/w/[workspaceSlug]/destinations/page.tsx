import { Send } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { Button } from "@/app/_ui/button";
import { Confirm } from "@/app/_ui/confirm.client";
import { EmptyState } from "@/app/_ui/empty-state";
import { Notice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { Section } from "@/app/_ui/section";
import { requireWorkspace } from "@/lib/http/page-session";
import { hasPermission } from "@/lib/identity";
import { findDestinations } from "@/lib/publishing";
import { DestinationForms } from "./destination-forms";

export const metadata: Metadata = { title: "Destinations" };

interface DestinationsPageProps {
  params: Promise<{ workspaceSlug: string }>;
}

/** Where articles can go. Credentials go in here and are never shown again. */
export default async function DestinationsPage(
  props: Readonly<DestinationsPageProps>,
): Promise<JSX.Element> {
  const { actor, workspace } = await requireWorkspace((await props.params).workspaceSlug);
  const { data } = await findDestinations(actor, { limit: 100, after: null });
  const path = `/workspaces/${workspace.id}/destinations`;
  const mayManage = hasPermission(actor, "destination:manage");
  return (
    <>
      <PageHeader title="Destinations" description="Where your approved articles are published." />
      {data.length === 0 ? (
        <EmptyState icon={<Send aria-hidden />} title="No destination yet">
          Start with pages that AutoInk serves itself; they need nothing else.
        </EmptyState>
      ) : (
        <ul className="divide-y border-y">
          {data.map((row) => (
            <li key={row.id} className="flex flex-wrap items-center justify-between gap-3 py-4">
              <div className="min-w-0">
                <p className="font-medium">{row.name}</p>
                <p className="truncate text-sm text-faint">
                  {row.kind}
                  {row.url !== null && ` · ${row.url}`}
                  {row.credentials_fingerprint !== null &&
                    ` · credentials ${row.credentials_fingerprint}`}
                </p>
              </div>
              {mayManage && (
                <div className="flex gap-2">
                  <ActionButton
                    label="Check connection"
                    size="sm"
                    request={{ method: "POST", path: `${path}/${row.id}/check` }}
                    after={{ kind: "stay", say: "Checked" }}
                  />
                  <Confirm
                    title="Remove this destination?"
                    confirmLabel="Remove destination"
                    request={{ method: "DELETE", path: `${path}/${row.id}` }}
                    after={{ kind: "refresh" }}
                    trigger={
                      <Button tone="quiet" size="sm">
                        Remove
                      </Button>
                    }
                  >
                    “{row.name}” and its credentials are forgotten. What was published there stays
                    there.
                  </Confirm>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayManage ? (
        <Section title="Add a destination">
          <DestinationForms path={path} />
        </Section>
      ) : (
        <Notice tone="neutral" title="Owners of the workspace set up destinations." />
      )}
    </>
  );
}
