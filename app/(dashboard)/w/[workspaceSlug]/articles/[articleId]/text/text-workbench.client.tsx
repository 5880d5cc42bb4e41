"use client";

import { useRouter } from "next/navigation";
import { type JSX, useDeferredValue, useMemo, useState } from "react";
import { problemSentence } from "@/app/_ui/api-problem";
import { ArticlePreview } from "@/app/_ui/article-preview";
import { Button } from "@/app/_ui/button";
import { MarkdownEditor, type MarkdownEditorProps } from "@/app/_ui/markdown-editor.client";
import { Notice } from "@/app/_ui/notice";
import { Tabs } from "@/app/_ui/tabs.client";
import { useHydrated } from "@/app/_ui/use-hydrated.client";
import { useSend } from "@/app/_ui/use-send.client";
import { type ArticleSource, renderArticle } from "@/lib/markdown";

interface TextWorkbenchProps {
  /** Of revisions, below /api/v1. */
  path: string;
  /** The revision that this text was opened as: a later one by somebody else is a conflict. */
  revision: number;
  title: string;
  markdown: string;
  description: string;
  slug: string;
  nonce: string;
  findings: NonNullable<MarkdownEditorProps["findings"]>;
  citations: NonNullable<MarkdownEditorProps["citations"]>;
  sources: Readonly<Record<string, ArticleSource>>;
}

/** The editor with a live preview. Saving makes a new revision; nothing is overwritten. */
export function TextWorkbench(props: Readonly<TextWorkbenchProps>): JSX.Element {
  const router = useRouter();
  const isHydrated = useHydrated();
  const { isSending, send } = useSend();
  const [title, setTitle] = useState(props.title);
  const [markdown, setMarkdown] = useState(props.markdown);
  const [description, setDescription] = useState(props.description);
  const [trouble, setTrouble] = useState<string | null>(null);
  const isChanged =
    title !== props.title || markdown !== props.markdown || description !== props.description;

  const save = async (): Promise<void> => {
    setTrouble(null);
    const meta = {
      ...(description === "" ? {} : { description }),
      ...(props.slug === "" ? {} : { slug: props.slug }),
    };
    const body = { title, markdown, meta, base_revision: props.revision };
    const answer = await send(
      { method: "POST", path: props.path, body },
      { kind: "stay", say: "Saved as a new revision" },
    );
    if (answer.ok) router.refresh();
    else setTrouble(problemSentence(answer.problem));
  };
  return (
    <div className="flex flex-col gap-5">
      {trouble !== null && <Notice tone="bad" title={trouble} role="alert" />}
      <label className="flex flex-col gap-1.5">
        <span className="font-medium">Title</span>
        <input
          className="control font-serif text-lg"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
      </label>
      <Tabs
        label="Text and preview"
        tabs={[
          {
            id: "edit",
            label: "Edit",
            panel: (
              <MarkdownEditor
                label="Text of the article"
                initialValue={markdown}
                nonce={props.nonce}
                onChange={setMarkdown}
                onSave={() => void save()}
                findings={props.findings}
                citations={props.citations}
              />
            ),
          },
          {
            id: "preview",
            label: "Preview",
            panel: <Preview title={title} markdown={markdown} sources={props.sources} />,
          },
        ]}
      />
      <label className="flex flex-col gap-1.5">
        <span className="font-medium">Description for search engines</span>
        <textarea
          className="control"
          rows={2}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <span className="text-sm text-faint">
          {description.length} characters; 50 to 160 are shown in full.
        </span>
      </label>
      <div className="flex items-center gap-3">
        <Button
          tone="secondary"
          pending={isSending}
          disabled={!isHydrated || !isChanged}
          onClick={() => void save()}
        >
          Save as new revision
        </Button>
        {isChanged && <span className="text-sm text-soft">Not saved yet</span>}
      </div>
    </div>
  );
}

interface PreviewProps {
  title: string;
  markdown: string;
  sources: Readonly<Record<string, ArticleSource>>;
}

function Preview({ title, markdown, sources }: Readonly<PreviewProps>): JSX.Element {
  const text = useDeferredValue(markdown);
  const html = useMemo(
    () => renderArticle(text, { sources: new Map(Object.entries(sources)) }),
    [text, sources],
  );
  return <ArticlePreview title={title} html={html} />;
}
