import { ArrowRight, Plus } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { LinkButton } from "@/app/_ui/link-button";
import { Money } from "@/app/_ui/money";
import { PageHeader } from "@/app/_ui/page-header";
import { Section } from "@/app/_ui/section";
import { TextLink } from "@/app/_ui/text-link";
import { findWallet, type WalletView } from "@/lib/billing";
import { requireWorkspace } from "@/lib/http/page-session";
import { findArticles, findWaiting } from "@/lib/pipeline";
import { findDestinations, findTroubledPublications } from "@/lib/publishing";
import { ArticleList } from "./articles/article-list";
import { FirstSteps } from "./first-steps";
import { type NextAction, nextAction } from "./next-action";
import { TroubleList, WaitingList } from "./waiting-list";

export const metadata: Metadata = { title: "Home" };

const ARTICLES_SHOWN = 6;
/** How far back an unfinished article is looked for. */
const ARTICLES_READ = 50;
const WAITING_SHOWN = 5;

interface WorkspacePageProps {
  params: Promise<{ workspaceSlug: string }>;
}

/** Where a workspace opens: the one thing to do next, what waits, and what was touched last. */
export default async function WorkspacePage(
  props: Readonly<WorkspacePageProps>,
): Promise<JSX.Element> {
  const { actor, workspace } = await requireWorkspace((await props.params).workspaceSlug);
  const [articles, waiting, troubled, wallet, destinations] = await Promise.all([
    findArticles(actor, { limit: ARTICLES_READ, after: null }),
    findWaiting(actor, ARTICLES_READ),
    findTroubledPublications(actor, WAITING_SHOWN),
    findWallet(actor),
    findDestinations(actor, { limit: 1, after: null }),
  ]);
  const base = `/w/${workspace.slug}`;
  const isEmpty = articles.data.length === 0;
  const next = nextAction({ base, waiting, troubled, articles: articles.data });
  return (
    <>
      <PageHeader
        title="Home"
        description={<WalletLine wallet={wallet} href={`${base}/money`} />}
        {...(isEmpty || next === null
          ? {}
          : { secondary: <NewArticle base={base} tone="secondary" /> })}
      />
      {isEmpty ? (
        <FirstSteps
          base={base}
          workspaceId={workspace.id}
          hasDestination={destinations.data.length > 0}
        />
      ) : (
        <>
          <NextCard base={base} next={next} />
          {waiting.length > 0 && (
            <Section
              title="Waits for a decision"
              action={<TextLink href={`${base}/approvals`}>All approvals</TextLink>}
            >
              <WaitingList base={base} waiting={waiting.slice(0, WAITING_SHOWN)} />
            </Section>
          )}
          {troubled.length > 0 && (
            <Section title="Publications that need a look">
              <TroubleList base={base} troubled={troubled} />
            </Section>
          )}
          <Section
            title="Recent articles"
            action={<TextLink href={`${base}/articles`}>All articles</TextLink>}
          >
            <ArticleList base={base} articles={articles.data.slice(0, ARTICLES_SHOWN)} />
          </Section>
        </>
      )}
    </>
  );
}

function NewArticle(props: Readonly<{ base: string; tone: "primary" | "secondary" }>): JSX.Element {
  return (
    <LinkButton href={`${props.base}/articles/new`} tone={props.tone} icon={<Plus aria-hidden />}>
      New article
    </LinkButton>
  );
}

function NextCard(props: Readonly<{ base: string; next: NextAction | null }>): JSX.Element {
  const { base, next } = props;
  return (
    <section
      aria-label="Next"
      className="mb-10 flex flex-wrap items-center justify-between gap-x-8 gap-y-4 rounded-md border bg-raised px-5 py-5"
    >
      <div className="min-w-0 flex-1 basis-64">
        <p className="text-xs font-medium text-faint">Next</p>
        <p className="mt-1 font-serif text-xl font-semibold text-balance">
          {next?.title ?? "Everything here is published"}
        </p>
        <p className="mt-0.5 text-soft">{next?.detail ?? "Start the next article."}</p>
      </div>
      {next === null ? (
        <NewArticle base={base} tone="primary" />
      ) : (
        <LinkButton href={next.href} tone="primary" icon={<ArrowRight aria-hidden />}>
          {next.verb}
        </LinkButton>
      )}
    </section>
  );
}

function WalletLine(props: Readonly<{ wallet: WalletView; href: string }>): JSX.Element {
  const { wallet, href } = props;
  return (
    <>
      <Money nanos={wallet.available_nanos} precision="cents" /> available
      {wallet.held_nanos !== "0" && (
        <>
          {" · "}
          <Money nanos={wallet.held_nanos} /> held for work in progress
        </>
      )}
      {" · "}
      <TextLink href={href}>Money</TextLink>
    </>
  );
}
