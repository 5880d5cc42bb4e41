import { BookOpen } from "lucide-react";
import type { Metadata } from "next";
import type { JSX } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { Form } from "@/app/_ui/form.client";
import { LinkButton } from "@/app/_ui/link-button";
import { RefreshWhile } from "@/app/_ui/refresh-while.client";
import { Section } from "@/app/_ui/section";
import { Switch } from "@/app/_ui/switch.client";
import { Tabs } from "@/app/_ui/tabs.client";
import { TextArea } from "@/app/_ui/text-area.client";
import { TextField } from "@/app/_ui/text-field.client";
import { findSources } from "@/lib/pipeline";
import { ArticleFrame, type ArticlePageProps, loadArticle } from "../article-page";
import { FileSourceForm } from "./file-source-form.client";
import { SourceList } from "./source-list";

export const metadata: Metadata = { title: "Sources" };

/** What the article may draw on, and what became of each when it was read. */
export default async function SourcesPage(props: Readonly<ArticlePageProps>): Promise<JSX.Element> {
  const context = await loadArticle(props);
  const { actor, article, api, base } = context;
  const sources = await findSources(actor, article.id);
  const isReading = sources.some(
    (source) => source.status === "pending" || source.status === "fetching",
  );
  const isReady = sources.some((source) => source.status === "ready");
  return (
    <ArticleFrame
      context={context}
      part="sources"
      {...(isReady
        ? {
            action: (
              <LinkButton href={`${base}/brief`} tone="primary">
                Continue to the brief
              </LinkButton>
            ),
          }
        : {})}
    >
      <RefreshWhile isOn={isReading} />
      {sources.length === 0 ? (
        <EmptyState icon={<BookOpen aria-hidden />} title="No sources yet">
          Every claim of the article will lead back to one of them. Add the first below.
        </EmptyState>
      ) : (
        <SourceList api={api} sources={sources} />
      )}
      <Section title="Add a source">
        <Tabs label="Kind of source" tabs={ways(api)} />
      </Section>
    </ArticleFrame>
  );
}

function ways(api: string) {
  const path = `${api}/sources`;
  const own = (
    <Switch
      name="is_own"
      label="This is our own material"
      hint="Its words may be used without quotation marks."
    />
  );
  const after = { kind: "refresh" } as const;
  return [
    {
      id: "url",
      label: "Web page",
      panel: (
        <Form path={path} submitLabel="Add page" after={after} isResetAfter>
          <TextField
            name="url"
            type="url"
            label="Address"
            placeholder="https://"
            maxLength={2048}
          />
          {own}
        </Form>
      ),
    },
    {
      id: "text",
      label: "Pasted text",
      panel: (
        <Form path={path} submitLabel="Add text" after={after} isResetAfter>
          <TextField name="title" label="Title" maxLength={200} />
          <TextArea name="text" label="Text" rows={8} />
          {own}
        </Form>
      ),
    },
    { id: "file", label: "File", panel: <FileSourceForm path={`${api}/source-files`} /> },
  ];
}
