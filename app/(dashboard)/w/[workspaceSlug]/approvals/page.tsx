import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { Kbd } from "@/app/_ui/kbd";
import { LinkButton } from "@/app/_ui/link-button";
import { PageHeader } from "@/app/_ui/page-header";
import { requireWorkspace } from "@/lib/http/page-session";
import { findWaiting, type WaitingView } from "@/lib/pipeline";
import { type SearchParams, textParam } from "../../../search-params";
import { ARTICLE_WORDS } from "../articles/article-words";
import { WaitingList } from "../waiting-list";

export const metadata: Metadata = { title: "Approvals" };

const WAITING_MAX = 200;

interface ApprovalsPageProps {
  params: Promise<{ workspaceSlug: string }>;
  searchParams: Promise<SearchParams>;
}

/** What waits for a person: outlines and texts. `?open=oldest` goes on to the one that waits longest. */
export default async function ApprovalsPage(
  props: Readonly<ApprovalsPageProps>,
): Promise<JSX.Element> {
  const { actor, workspace } = await requireWorkspace((await props.params).workspaceSlug);
  const waiting = await findWaiting(actor, WAITING_MAX);
  const base = `/w/${workspace.slug}`;
  const [oldest] = waiting;
  if (oldest === undefined) return <NothingWaits base={base} />;
  const href = hrefOf(base, oldest);
  if (textParam(await props.searchParams, "open") === "oldest") redirect(href);
  return (
    <>
      <PageHeader
        title="Approvals"
        description="Nothing is written or published before a person has decided. The longest waiting comes first."
        action={
          <LinkButton href={href} tone="primary">
            Open the oldest <Kbd>o</Kbd>
          </LinkButton>
        }
      />
      <WaitingList base={base} waiting={waiting} />
      {waiting.length === WAITING_MAX && (
        <p className="mt-4 text-faint">These are the {WAITING_MAX} that wait longest.</p>
      )}
    </>
  );
}

function hrefOf(base: string, waiting: WaitingView): string {
  return `${base}/articles/${waiting.article_id}/${ARTICLE_WORDS[waiting.waiting_for].next}`;
}

function NothingWaits({ base }: Readonly<{ base: string }>): JSX.Element {
  return (
    <>
      <PageHeader
        title="Approvals"
        description="Nothing is written or published before a person has decided."
      />
      <EmptyState
        icon={<Inbox aria-hidden />}
        title="Nothing waits for a decision"
        action={<LinkButton href={`${base}/articles`}>See the articles</LinkButton>}
      >
        Outlines and texts appear here when they are ready.
      </EmptyState>
    </>
  );
}
