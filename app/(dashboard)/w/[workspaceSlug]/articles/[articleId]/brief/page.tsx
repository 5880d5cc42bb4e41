import type { Metadata } from "next";
import type { JSX } from "react";
import { Form } from "@/app/_ui/form.client";
import { Notice } from "@/app/_ui/notice";
import { Section } from "@/app/_ui/section";
import { TextArea } from "@/app/_ui/text-area.client";
import { TextField } from "@/app/_ui/text-field.client";
import { TextLink } from "@/app/_ui/text-link";
import { findWallet } from "@/lib/billing";
import { findRuns, findSources, findWriters, type WriterOption } from "@/lib/pipeline";
import type { Brief } from "@/lib/pipeline/schema";
import {
  type ArticleContext,
  ArticleFrame,
  type ArticlePageProps,
  loadArticle,
} from "../article-page";
import { StartRunForm } from "./start-run-form.client";

export const metadata: Metadata = { title: "Brief" };

/** What the article is to be, who writes it, and what that may cost at most. */
export default async function BriefPage(props: Readonly<ArticlePageProps>): Promise<JSX.Element> {
  const context = await loadArticle(props);
  const { actor, article, base } = context;
  const [sources, runs, wallet, writers] = await Promise.all([
    findSources(actor, article.id),
    findRuns(actor, { limit: 1, after: null }, article.id),
    findWallet(actor),
    findWriters(actor),
  ]);
  const readable = sources.filter((source) => source.status !== "failed").length;
  const [run] = runs.data;
  const isActive = run !== undefined && ["queued", "running", "waiting"].includes(run.status);
  return (
    <ArticleFrame context={context} part="brief">
      <div className="grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Section title="Brief">
          <BriefForm context={context} brief={article.brief} />
        </Section>
        <div>
          <Section title="Writer and cost">
            {readable === 0 ? (
              <Notice tone="caution" title="There is no source to write from.">
                <TextLink href={`${base}/sources`}>Add a source</TextLink> first.
              </Notice>
            ) : isActive ? (
              <Notice tone="neutral" title="A run of this article is in progress.">
                <TextLink href={`${base}/outline`}>Go to it</TextLink>. Another one can start when
                it has ended.
              </Notice>
            ) : (
              <StartRunForm
                api={context.api}
                base={base}
                writers={writers.map(toChoice)}
                availableNanos={wallet.available_nanos}
                moneyHref={`/w/${context.workspace.slug}/money`}
              />
            )}
          </Section>
        </div>
      </div>
    </ArticleFrame>
  );
}

function toChoice({ writer, label, description, isFree }: WriterOption) {
  return { writer, label, description, isFree };
}

function BriefForm({
  context,
  brief,
}: Readonly<{ context: ArticleContext; brief: Brief }>): JSX.Element {
  return (
    <Form
      method="PATCH"
      path={context.api}
      submitLabel="Save brief"
      submitTone="secondary"
      after={{ kind: "refresh", say: "Brief saved" }}
    >
      <TextField name="brief.topic" label="Topic" defaultValue={brief.topic} maxLength={500} />
      <TextField
        name="brief.audience"
        label="Audience"
        optional
        defaultValue={brief.audience ?? ""}
        hint="Who reads it, and what they know already."
      />
      <TextField
        name="brief.keywords"
        label="Keywords"
        kind="list"
        optional
        defaultValue={(brief.keywords ?? []).join(", ")}
        hint="Separated by commas."
      />
      <TextField name="brief.tone" label="Tone" optional defaultValue={brief.tone ?? ""} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          name="brief.language"
          label="Language"
          optional
          defaultValue={brief.language ?? ""}
          hint="A tag such as en or pt-BR."
        />
        <TextField
          name="brief.word_count"
          type="number"
          label="Words"
          optional
          defaultValue={brief.word_count ?? ""}
          min={50}
          max={5000}
        />
      </div>
      <TextArea
        name="brief.instructions"
        label="Instructions"
        optional
        rows={5}
        defaultValue={brief.instructions ?? ""}
        hint="What it must say, and what it must not."
      />
    </Form>
  );
}
