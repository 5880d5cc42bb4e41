"use client";

import { type JSX, type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/app/_ui/button";
import { LineDiff } from "@/app/_ui/line-diff";
import { insertCitation, insertImage, insertNewCitation } from "@/app/_ui/markdown-commands";
import { MarkdownEditor, type MarkdownEditorProps } from "@/app/_ui/markdown-editor.client";
import type { MarkdownView } from "@/app/_ui/markdown-view";
import { useMedia } from "@/app/_ui/media.client";
import { Notice } from "@/app/_ui/notice";
import { Tabs } from "@/app/_ui/tabs.client";
import { useHydrated } from "@/app/_ui/use-hydrated.client";
import {
  type ArticleSource,
  formatCitation,
  nextCitationKey,
  parseCitations,
} from "@/lib/markdown";
import { type CitableSource, CitationPicker } from "./citation-picker.client";
import { ConflictNotice } from "./conflict-notice.client";
import { type TextPlace, useDesk } from "./desk.client";
import { ImageDialog } from "./image-dialog.client";
import type { Passage } from "./passage";
import { TextPreview } from "./text-preview.client";
import { type OpenedText, type TextDraft, useTextDraft } from "./use-text-draft.client";

/** Room for text, preview and rail beside each other. */
const WIDE = "(width >= 96rem)";

interface TextWorkbenchProps {
  opened: OpenedText;
  /** Of the article, below /api/v1. */
  api: string;
  /** Where images are taken, below /api/v1. */
  uploads: string;
  nonce: string;
  findings: NonNullable<MarkdownEditorProps["findings"]>;
  /** What can be cited. */
  citable: readonly CitableSource[];
  sources: Readonly<Record<string, ArticleSource>>;
}

/** The editor with a live preview. Saving makes a new revision; nothing is overwritten. */
export function TextWorkbench(props: Readonly<TextWorkbenchProps>): JSX.Element {
  const draft = useTextDraft(props.opened);
  const { content, change, theirs } = draft;
  return (
    <div className="flex flex-col gap-5">
      {draft.trouble !== null && <Notice tone="bad" title={draft.trouble} role="alert" />}
      <KeptNotice draft={draft} opened={props.opened} />
      {theirs !== null && (
        <ConflictNotice
          theirs={theirs}
          mine={content}
          isSending={draft.isSending}
          onKeepMine={() => void draft.save(theirs.number)}
          onTakeTheirs={draft.takeTheirs}
        />
      )}
      <label className="flex flex-col gap-1.5">
        <span className="font-medium">Title</span>
        <input
          className="control font-serif text-lg"
          value={content.title}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
      </label>
      <EditAndPreview {...props} draft={draft} />
      <label className="flex flex-col gap-1.5">
        <span className="font-medium">Description for search engines</span>
        <textarea
          className="control"
          rows={2}
          value={content.description}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        <span className="text-sm text-faint">
          {content.description.length} characters; 50 to 160 are shown in full.
        </span>
      </label>
      <SaveBar draft={draft} revision={props.opened.revision} />
    </div>
  );
}

function SaveBar({
  draft,
  revision,
}: Readonly<{ draft: TextDraft; revision: number }>): JSX.Element {
  const isHydrated = useHydrated();
  const { isChanged, isSending } = draft;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        tone="secondary"
        pending={isSending}
        disabled={!isHydrated || !isChanged}
        onClick={() => void draft.save()}
      >
        Save as new revision
      </Button>
      <span role="status" className="text-sm text-soft">
        {isSending
          ? "Saving…"
          : isChanged
            ? "Not saved yet; this tab keeps it over a reload."
            : `All saved in revision ${revision}.`}
      </span>
    </div>
  );
}

interface KeptNoticeProps {
  draft: TextDraft;
  opened: OpenedText;
}

/** Text that was typed before a reload, or before another's text was taken. */
function KeptNotice({ draft, opened }: Readonly<KeptNoticeProps>): JSX.Element | null {
  const { kept } = draft;
  if (kept === null) return null;
  return (
    <Notice
      tone="neutral"
      title="This tab has text of yours that was not saved."
      action={
        <div className="flex flex-wrap gap-3">
          <Button onClick={draft.restore}>Restore your unsaved text</Button>
          <Button tone="quiet" onClick={draft.discard}>
            Throw it away
          </Button>
        </div>
      }
    >
      {kept.base !== opened.revision && (
        <p>
          You typed it on revision {kept.base}; the latest is revision {opened.revision}.
        </p>
      )}
      <details className="mt-1">
        <summary>Compare it with revision {opened.revision}</summary>
        <div className="mt-2">
          <LineDiff
            before={opened.markdown}
            after={kept.markdown}
            beforeLabel={`Revision ${opened.revision}`}
            afterLabel="Yours, not saved"
          />
        </div>
      </details>
    </Notice>
  );
}

function EditAndPreview(props: Readonly<TextWorkbenchProps & { draft: TextDraft }>): JSX.Element {
  const { draft, sources } = props;
  const { showEvidence } = useDesk();
  const isWide = useMedia(WIDE, false);
  const [tab, setTab] = useState("edit");
  const preview: ReactNode = (
    <TextPreview
      title={draft.content.title}
      markdown={draft.content.markdown}
      sources={sources}
      onCitation={showEvidence}
    />
  );
  const editor = <Editor {...props} key={draft.turn} onGoTo={() => setTab("edit")} />;
  if (isWide) {
    return (
      <div className="grid grid-cols-2 gap-x-8">
        {editor}
        <section
          aria-label="Preview"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must take the focus.
          tabIndex={0}
          className="max-h-[70dvh] overflow-y-auto"
        >
          {preview}
        </section>
      </div>
    );
  }
  return (
    <Tabs
      label="Text and preview"
      value={tab}
      onValueChange={setTab}
      tabs={[
        { id: "edit", label: "Edit", panel: editor },
        { id: "preview", label: "Preview", panel: preview },
      ]}
    />
  );
}

interface EditorProps extends TextWorkbenchProps {
  draft: TextDraft;
  /** The text has to be seen for a place in it to be shown. */
  onGoTo: () => void;
}

function Editor(props: Readonly<EditorProps>): JSX.Element {
  const { draft, onGoTo } = props;
  const { showEvidence, onGoTo: listen } = useDesk();
  const [isPicking, setPicking] = useState(false);
  const [isAddingImage, setAddingImage] = useState(false);
  const [view, setView] = useState<MarkdownView | undefined>(undefined);
  useGoTo(view, listen, onGoTo);
  const cite = (passage: Passage): void => {
    setPicking(false);
    const { markdown } = draft.content;
    const known = parseCitations(markdown).citations.find(
      ({ sourceId, quote }) => sourceId === passage.sourceId && quote === passage.text,
    );
    const key = known?.key ?? nextCitationKey(markdown);
    const definition = formatCitation(key, passage.sourceId, passage.text);
    // After the dialog has given the focus back.
    setTimeout(() =>
      view?.run(known === undefined ? insertNewCitation(key, definition) : insertCitation(key)),
    );
  };
  return (
    <>
      <MarkdownEditor
        label="Text of the article"
        initialValue={draft.content.markdown}
        nonce={props.nonce}
        onChange={(markdown) => draft.change({ markdown })}
        onSave={() => void draft.save()}
        findings={props.findings}
        onCitation={showEvidence}
        onPickCitation={() => setPicking(true)}
        onInsertImage={() => setAddingImage(true)}
        onReady={setView}
      />
      <CitationPicker
        api={props.api}
        sources={props.citable}
        isOpen={isPicking}
        onOpenChange={setPicking}
        onPick={cite}
      />
      <ImageDialog
        path={props.uploads}
        isOpen={isAddingImage}
        onOpenChange={setAddingImage}
        onUploaded={({ alt, url }) => {
          setAddingImage(false);
          setTimeout(() => view?.run(insertImage(alt, url)));
        }}
      />
    </>
  );
}

/** Where a finding or a citation was asked for while the preview was shown, until the editor is there. */
let waiting: TextPlace | null = null;

function useGoTo(
  view: MarkdownView | undefined,
  listen: (listener: (place: TextPlace) => void) => void,
  onGoTo: () => void,
): void {
  const latest = useRef(onGoTo);
  useEffect(() => {
    latest.current = onGoTo;
  });
  useEffect(() => {
    if (view !== undefined && waiting !== null) {
      view.goTo(waiting);
      waiting = null;
    }
    listen((place) => {
      if (view === undefined) waiting = place;
      else view.goTo(place);
      latest.current();
    });
  }, [view, listen]);
  // The editor goes when the preview is shown; the next place is kept for its return.
  useEffect(
    () => () =>
      listen((place) => {
        waiting = place;
        latest.current();
      }),
    [listen],
  );
}
