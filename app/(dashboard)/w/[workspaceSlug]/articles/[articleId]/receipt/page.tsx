import { ReceiptText } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { DefinitionList } from "@/app/_ui/definition-list";
import { EmptyState } from "@/app/_ui/empty-state";
import { MoneyState } from "@/app/_ui/money-state";
import { Section } from "@/app/_ui/section";
import { StatusChip } from "@/app/_ui/status-chip";
import { Stepper } from "@/app/_ui/stepper";
import { ExternalLink } from "@/app/_ui/text-link";
import { Timestamp } from "@/app/_ui/timestamp.client";
import { findRuns } from "@/lib/pipeline";
import { findPublications } from "@/lib/publishing";
import { ArticleFrame, type ArticlePageProps, loadArticle } from "../article-page";
import { moneyOf, toStepperSteps } from "../run-words";

export const metadata: Metadata = { title: "Receipt" };

/** What was done for the article, what it cost, and what the destination has now. */
export default async function ReceiptPage(props: Readonly<ArticlePageProps>): Promise<JSX.Element> {
  const context = await loadArticle(props);
  const { actor, article } = context;
  const [runs, publications] = await Promise.all([
    findRuns(actor, { limit: 20, after: null }, article.id),
    findPublications(actor, { limit: 20, after: null }, article.id),
  ]);
  return (
    <ArticleFrame context={context} part="receipt">
      {runs.data.length === 0 && (
        <EmptyState icon={<ReceiptText aria-hidden />} title="Nothing to account for yet">
          Each run and each publication leaves its receipt here.
        </EmptyState>
      )}
      {publications.data.map((row) => (
        <Section
          key={row.id}
          title={row.destination_name}
          action={<StatusChip status={row.status} />}
        >
          <DefinitionList
            items={[
              {
                term: "Page",
                value:
                  row.remote_url === null ? (
                    "None"
                  ) : (
                    <ExternalLink href={row.remote_url}>{row.remote_url}</ExternalLink>
                  ),
              },
              { term: "Revision", value: `${row.revision}` },
              {
                term: "Hash of the approved text",
                value: <code className="font-mono text-xs break-all">{row.revision_hash}</code>,
              },
              {
                term: "Read back",
                value:
                  row.verified_at === null ? (
                    "Not yet"
                  ) : (
                    <Timestamp value={row.verified_at} format="datetime" />
                  ),
              },
              { term: "Attempts", value: `${row.attempts.length}` },
            ]}
          />
        </Section>
      ))}
      {runs.data.map((run) => (
        <Section
          key={run.id}
          title={`Run by ${run.writer.model}`}
          description={<Timestamp value={run.created_at} format="datetime" />}
        >
          <Stepper label="Steps" steps={toStepperSteps(run)} />
          <p className="mt-3">
            <MoneyState {...moneyOf(run)} />
          </p>
        </Section>
      ))}
    </ArticleFrame>
  );
}
