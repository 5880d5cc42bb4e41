import { Send } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { Form } from "@/app/_ui/form.client";
import { LinkButton } from "@/app/_ui/link-button";
import { Notice } from "@/app/_ui/notice";
import { RadioCards } from "@/app/_ui/radio-cards.client";
import { Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select.client";
import { TextField } from "@/app/_ui/text-field.client";
import { getRevision } from "@/lib/pipeline";
import {
  type DestinationView,
  findDestinations,
  findPublications,
  planPublication,
} from "@/lib/publishing";
import {
  type ArticleContext,
  ArticleFrame,
  type ArticlePageProps,
  loadArticle,
} from "../article-page";
import { RefreshWhile } from "../refresh-while.client";
import { PublicationList } from "./publication-list";

export const metadata: Metadata = { title: "Publish" };

/** Where the approved text goes, what exactly is sent there, and what became of it. */
export default async function PublishPage(props: Readonly<ArticlePageProps>): Promise<JSX.Element> {
  const context = await loadArticle(props);
  const { actor, article, base, workspace } = context;
  const [destinations, publications] = await Promise.all([
    findDestinations(actor, { limit: 100, after: null }),
    findPublications(actor, { limit: 50, after: null }, article.id),
  ]);
  const isMoving = publications.data.some((row) =>
    ["queued", "sending", "unknown"].includes(row.status),
  );
  const number = article.revision;
  const revision = number === null ? null : await getRevision(actor, article.id, number);
  const isApproved = revision?.approval?.decision === "approve";
  return (
    <ArticleFrame
      context={context}
      part="publish"
      {...(isApproved
        ? {
            secondary: (
              <LinkButton href={`/api/v1${context.api}/download`} download>
                Download as zip
              </LinkButton>
            ),
          }
        : {})}
    >
      <RefreshWhile isOn={isMoving} />
      {publications.data.length > 0 && (
        <Section title="Where it is">
          <PublicationList publications={publications.data} workspaceId={workspace.id} />
        </Section>
      )}
      {!isApproved ? (
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
      ) : destinations.data.length === 0 ? (
        <EmptyState
          icon={<Send aria-hidden />}
          title="No destination yet"
          action={
            <LinkButton href={`/w/${workspace.slug}/destinations`} tone="primary">
              Add a destination
            </LinkButton>
          }
        >
          Your own site, or pages that AutoInk serves itself.
        </EmptyState>
      ) : (
        <Section title="Publish" description={`Revision ${number}, as approved`}>
          <PublishForm context={context} destinations={destinations.data} />
        </Section>
      )}
    </ArticleFrame>
  );
}

interface PublishFormProps {
  context: ArticleContext;
  destinations: readonly DestinationView[];
}

async function PublishForm({
  context,
  destinations,
}: Readonly<PublishFormProps>): Promise<JSX.Element> {
  const { actor, article, api } = context;
  const [first] = destinations;
  const plan = first === undefined ? null : await planPublication(actor, article.id, first.id);
  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[24rem_minmax(0,1fr)]">
      <Form
        path={`${api}/publications`}
        submitLabel="Send to destination"
        after={{ kind: "refresh" }}
      >
        <Select
          name="destination_id"
          label="Destination"
          options={destinations.map(({ id, name, kind }) => ({
            value: id,
            label: `${name} (${kind})`,
          }))}
        />
        <RadioCards
          name="mode"
          label="As"
          defaultValue="draft"
          options={[
            { value: "draft", label: "Draft", description: "Nobody outside sees it yet." },
            {
              value: "publish",
              label: "Published page",
              description: "Public as soon as it is there.",
            },
          ]}
        />
        <TextField
          name="scheduled_at"
          type="datetime-local"
          kind="instant"
          label="Publish at"
          optional
          hint="Only for a published page."
        />
      </Form>
      {plan !== null && (
        <div className="min-w-0">
          <h3 className="mb-2 font-medium">The exact request</h3>
          <pre className="max-h-96 overflow-auto rounded-md border bg-desk p-4 font-mono text-xs whitespace-pre-wrap">
            {`${plan.method} ${plan.url}\n${Object.entries(plan.headers)
              .map(([name, value]) => `${name}: ${value}`)
              .join("\n")}\n\n${plan.body}`}
          </pre>
        </div>
      )}
    </div>
  );
}
