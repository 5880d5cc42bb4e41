import { Send } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { EmptyState } from "@/app/_ui/empty-state";
import { LinkButton } from "@/app/_ui/link-button";
import { Notice } from "@/app/_ui/notice";
import { RefreshWhile } from "@/app/_ui/refresh-while.client";
import { Section } from "@/app/_ui/section";
import { hasPermission } from "@/lib/identity";
import { getRevision, type RevisionView } from "@/lib/pipeline";
import { clock } from "@/lib/platform/clock";
import {
  type DestinationView,
  findDestinations,
  findPublications,
  type PublicationView,
  type PublishInput,
  planPublication,
} from "@/lib/publishing";
import {
  type ArticleContext,
  ArticleFrame,
  type ArticlePageProps,
  loadArticle,
} from "../article-page";
import { PublicationList } from "./publication-list";
import { isChangedThere, isMoving } from "./publication-words";
import { choiceOf, type PublishSearch } from "./publish-choice";
import { PublishForm } from "./publish-form.client";

export const metadata: Metadata = { title: "Publish" };

interface PublishPageProps extends ArticlePageProps {
  searchParams: Promise<PublishSearch>;
}

/** Where the approved text goes, what exactly is sent there, and what became of it. */
export default async function PublishPage(props: Readonly<PublishPageProps>): Promise<JSX.Element> {
  const context = await loadArticle(props);
  const search = await props.searchParams;
  const { actor, article, base, workspace, api } = context;
  const [destinations, publications] = await Promise.all([
    findDestinations(actor, { limit: 100, after: null }),
    findPublications(actor, { limit: 50, after: null }, article.id),
  ]);
  const number = article.revision;
  const latest = number === null ? null : await getRevision(actor, article.id, number);
  const approved = latest?.approval?.decision === "approve" ? latest : null;
  const now = clock.now();
  const choice = choiceOf(search, destinations.data, now);
  return (
    <ArticleFrame
      context={context}
      part="publish"
      {...(approved === null ? {} : { secondary: <DownloadLink api={api} /> })}
    >
      <RefreshWhile isOn={publications.data.some((row) => isMoving(row, now))} />
      {publications.data.length > 0 && (
        <Section title="Where it is">
          <PublicationList
            publications={publications.data}
            workspaceApi={`/workspaces/${workspace.id}`}
            api={api}
            destinationsHref={`/w/${workspace.slug}/destinations`}
            sent={await sentTexts(context, publications.data)}
            approved={approved}
            now={now}
          />
        </Section>
      )}
      {approved === null ? (
        <NotApproved number={number} base={base} />
      ) : choice === null ? (
        <NoDestination context={context} />
      ) : (
        <Section title="Publish" description={`Revision ${approved.number}, as approved`}>
          <Publish context={context} destinations={destinations.data} choice={choice} />
        </Section>
      )}
    </ArticleFrame>
  );
}

function DownloadLink({ api }: Readonly<{ api: string }>): JSX.Element {
  return (
    <LinkButton href={`/api/v1${api}/download`} download>
      Download as zip
    </LinkButton>
  );
}

function NotApproved({
  number,
  base,
}: Readonly<{ number: number | null; base: string }>): JSX.Element {
  return (
    <Notice
      tone="caution"
      title={number === null ? "There is no text yet." : `Revision ${number} is not approved.`}
      action={
        <LinkButton href={`${base}/text`} tone="primary">
          Go to the text
        </LinkButton>
      }
    >
      Only an approved revision can be published, exactly as it was approved.
    </Notice>
  );
}

function NoDestination({ context }: Readonly<{ context: ArticleContext }>): JSX.Element {
  const { actor, base, workspace } = context;
  if (!hasPermission(actor, "destination:manage")) {
    return (
      <EmptyState icon={<Send aria-hidden />} title="No destination yet">
        Ask an owner of this workspace to add one. Until then you can download the article.
      </EmptyState>
    );
  }
  const back = encodeURIComponent(`${base}/publish`);
  return (
    <EmptyState
      icon={<Send aria-hidden />}
      title="No destination yet"
      action={
        <div className="flex flex-wrap justify-center gap-3">
          <ActionButton
            label="Use pages that AutoInk serves"
            tone="primary"
            request={{
              method: "POST",
              path: `/workspaces/${workspace.id}/destinations`,
              body: { kind: "hosted", name: "AutoInk pages" },
            }}
            after={{ kind: "refresh" }}
          />
          <LinkButton href={`/w/${workspace.slug}/destinations?return=${back}`}>
            Add a destination
          </LinkButton>
        </div>
      }
    >
      Pages that AutoInk serves need nothing else. Or add your own site: WordPress, Ghost or a
      webhook.
    </EmptyState>
  );
}

interface PublishProps {
  context: ArticleContext;
  destinations: readonly DestinationView[];
  choice: PublishInput;
}

async function Publish(props: Readonly<PublishProps>): Promise<JSX.Element> {
  const { context, destinations, choice } = props;
  const { actor, article, api } = context;
  const plan = await planPublication(actor, article.id, choice);
  const headers = Object.entries(plan.headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <PublishForm
      path={`${api}/publications`}
      destinations={destinations.map(({ id, name, kind }) => ({
        value: id,
        label: `${name} (${kind})`,
      }))}
      initial={{
        to: choice.destination_id,
        as: choice.scheduled_at === undefined ? choice.mode : "schedule",
        at: choice.scheduled_at ?? null,
      }}
    >
      <section
        aria-label="The exact request"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must take the focus.
        tabIndex={0}
        className="max-h-[32rem] overflow-auto rounded-md border bg-desk p-4"
      >
        <pre className="font-mono text-xs whitespace-pre-wrap wrap-anywhere">
          {`${plan.method} ${plan.url}\n${headers.join("\n")}\n\n${readable(plan.body)}`}
        </pre>
      </section>
    </PublishForm>
  );
}

/** JSON with a line per member; anything else, and JSON that was cut, as it is. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** The texts that are at destinations, for comparing where one differs. */
async function sentTexts(
  { actor, article }: ArticleContext,
  publications: readonly PublicationView[],
): Promise<Map<number, RevisionView>> {
  const numbers = publications.filter(isChangedThere).map((row) => row.revision);
  const texts = await Promise.all(
    [...new Set(numbers)].map((number) => getRevision(actor, article.id, number)),
  );
  return new Map(texts.map((text) => [text.number, text]));
}
