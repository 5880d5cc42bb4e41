import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { PageHeader } from "@/app/_ui/page-header";
import { StatusChip } from "@/app/_ui/status-chip";
import { TextLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import { requireWorkspace } from "@/lib/http/page-session";
import { findArticles } from "@/lib/pipeline";
import { ARTICLE_WORDS } from "../articles/article-words";

export const metadata: Metadata = { title: "Approvals" };

interface ApprovalsPageProps {
  params: Promise<{ workspaceSlug: string }>;
}

/** What waits for a person: outlines and texts. */
export default async function ApprovalsPage(
  props: Readonly<ApprovalsPageProps>,
): Promise<JSX.Element> {
  const { workspaceSlug } = await props.params;
  const { actor } = await requireWorkspace(workspaceSlug);
  const { data } = await findArticles(actor, { limit: 200, after: null });
  const waiting = data.filter(
    (article) => article.state === "outline" || article.state === "review",
  );
  return (
    <>
      <PageHeader
        title="Approvals"
        description="Nothing is written or published before a person has decided."
      />
      {waiting.length === 0 ? (
        <EmptyState icon={<Inbox aria-hidden />} title="Nothing waits for you">
          Outlines and texts appear here when they are ready.
        </EmptyState>
      ) : (
        <ul className="divide-y border-y">
          {waiting.map((article) => {
            const { status, label, next } = ARTICLE_WORDS[article.state];
            return (
              <li
                key={article.id}
                className="flex flex-wrap items-center justify-between gap-3 py-4"
              >
                <TextLink href={`/w/${workspaceSlug}/articles/${article.id}/${next}`}>
                  {article.title}
                </TextLink>
                <span className="flex items-center gap-3">
                  <StatusChip status={status} label={label} />
                  <Timestamp value={article.updated_at} />
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
