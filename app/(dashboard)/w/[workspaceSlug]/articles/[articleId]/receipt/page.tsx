import { ReceiptText } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { LinkButton } from "@/app/_ui/link-button";
import { findRuns } from "@/lib/pipeline";
import { clock } from "@/lib/platform/clock";
import { findPublications } from "@/lib/publishing";
import { ArticleFrame, type ArticlePageProps, loadArticle } from "../article-page";
import { PrintButton } from "./print-button.client";
import { PublicationReceipt } from "./publication-receipt";
import { RunReceipt } from "./run-receipt";

export const metadata: Metadata = { title: "Receipt" };

/** What was done for the article, what it cost, and what the destination has now. */
export default async function ReceiptPage(props: Readonly<ArticlePageProps>): Promise<JSX.Element> {
  const context = await loadArticle(props);
  const { actor, article, base, workspace } = context;
  const [runs, publications] = await Promise.all([
    findRuns(actor, { limit: 20, after: null }, article.id),
    findPublications(actor, { limit: 20, after: null }, article.id),
  ]);
  const isEmpty = runs.data.length === 0 && publications.data.length === 0;
  const now = clock.now();
  return (
    <ArticleFrame
      context={context}
      part="receipt"
      {...(isEmpty ? {} : { secondary: <PrintButton /> })}
    >
      {isEmpty && (
        <EmptyState
          icon={<ReceiptText aria-hidden />}
          title="Nothing to account for yet"
          action={<LinkButton href={`${base}/brief`}>Go to the brief</LinkButton>}
        >
          Each run and each publication leaves its receipt here.
        </EmptyState>
      )}
      {publications.data.map((row) => (
        <PublicationReceipt key={row.id} publication={row} now={now} />
      ))}
      {runs.data.map((run) => (
        <RunReceipt
          key={run.id}
          run={run}
          moneyHref={`/w/${workspace.slug}/money`}
          verifyHref={`/transparency?workspace=${workspace.id}`}
        />
      ))}
    </ArticleFrame>
  );
}
