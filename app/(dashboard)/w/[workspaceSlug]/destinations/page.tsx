import { ArrowLeft, Send } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { LinkButton } from "@/app/_ui/link-button";
import { Notice } from "@/app/_ui/notice";
import { PageHeader } from "@/app/_ui/page-header";
import { Section } from "@/app/_ui/section";
import { requireWorkspace, safeNextPath } from "@/lib/http/page-session";
import { hasPermission } from "@/lib/identity";
import { countPublications, findDestinations } from "@/lib/publishing";
import type { SearchParams } from "../../../search-params";
import { DestinationForms } from "./destination-forms";
import { DestinationRow } from "./destination-row";

export const metadata: Metadata = { title: "Destinations" };

const DESTINATIONS_MAX = 200;

interface DestinationsPageProps {
  params: Promise<{ workspaceSlug: string }>;
  searchParams: Promise<SearchParams>;
}

/**
 * Where articles can go. Credentials go in here and are never shown again. `?return=` is the page of
 * this workspace that one came from.
 */
export default async function DestinationsPage(
  props: Readonly<DestinationsPageProps>,
): Promise<JSX.Element> {
  const { actor, workspace } = await requireWorkspace((await props.params).workspaceSlug);
  const [{ data }, counts, search] = await Promise.all([
    findDestinations(actor, { limit: DESTINATIONS_MAX, after: null }),
    countPublications(actor),
    props.searchParams,
  ]);
  const path = `/workspaces/${workspace.id}/destinations`;
  const mayManage = hasPermission(actor, "destination:manage");
  const back = returnPath(search, `/w/${workspace.slug}/`);
  return (
    <>
      <PageHeader title="Destinations" description="Where your approved articles are published." />
      {back !== null && <WayBack href={back} isReady={data.length > 0} />}
      {data.length === 0 ? (
        <EmptyState icon={<Send aria-hidden />} title="No destination yet">
          Start with pages that AutoInk serves itself; they need nothing else.
        </EmptyState>
      ) : (
        <ul aria-label="Destinations" className="divide-y border-y">
          {data.map((row) => (
            <DestinationRow
              key={row.id}
              row={row}
              publications={counts.get(row.id) ?? 0}
              path={`${path}/${row.id}`}
              mayManage={mayManage}
            />
          ))}
        </ul>
      )}
      {mayManage ? (
        <Section title="Add a destination">
          <DestinationForms path={path} />
        </Section>
      ) : (
        <div className="mt-8">
          <Notice tone="neutral" title="Owners of the workspace set up destinations.">
            You can publish to every one that is here.
          </Notice>
        </div>
      )}
    </>
  );
}

function returnPath(search: SearchParams, base: string): string | null {
  const path = safeNextPath(search["return"], "");
  // Without "..": a path that only begins like one of this workspace may lead out of it.
  return path.startsWith(base) && !path.includes("..") ? path : null;
}

function WayBack({ href, isReady }: Readonly<{ href: string; isReady: boolean }>): JSX.Element {
  return (
    <div className="mb-6">
      <Notice
        tone={isReady ? "good" : "neutral"}
        title={
          isReady
            ? "You have a destination; go on with publishing."
            : "Add a destination, then go on with publishing."
        }
        action={
          <LinkButton href={href} icon={<ArrowLeft aria-hidden />}>
            Back to the article
          </LinkButton>
        }
      />
    </div>
  );
}
