"use client";

import { type JSX, useDeferredValue, useMemo } from "react";
import { ArticlePreview } from "@/app/_ui/article-preview";
import { type ArticleSource, type Citation, parseCitations, renderArticle } from "@/lib/markdown";

interface TextPreviewProps {
  title: string;
  markdown: string;
  sources: Readonly<Record<string, ArticleSource>>;
  /** A mark of a citation was followed. */
  onCitation: (key: string) => void;
}

/** The text as readers will see it; a mark of a citation leads to its evidence instead of down the page. */
export function TextPreview(props: Readonly<TextPreviewProps>): JSX.Element {
  const { title, markdown, sources, onCitation } = props;
  const text = useDeferredValue(markdown);
  const html = useMemo(
    () => renderArticle(text, { sources: new Map(Object.entries(sources)) }),
    [text, sources],
  );
  return (
    <div
      onClickCapture={(event) => {
        const link = event.target instanceof Element ? event.target.closest("sup a[id]") : null;
        const key = link === null ? null : keyOfMark(text, link.id);
        if (key === null) return;
        event.preventDefault();
        onCitation(key);
      }}
    >
      <ArticlePreview title={title} html={html} />
    </div>
  );
}

const MARK = /^ref-(\d+)(?:-(\d+))?$/;

/** `ref-2-3` is the third mention of the second source. */
function keyOfMark(markdown: string, id: string): string | null {
  const match = MARK.exec(id);
  if (match === null) return null;
  const uses = parseCitations(markdown)
    .citations.flatMap((citation) => citation.referencePlaces.map((place) => ({ citation, place })))
    .sort((a, b) => a.place.offset - b.place.offset);
  const sourceIds = [...new Set(uses.map(({ citation }) => citation.sourceId))];
  const sourceId = sourceIds[Number(match[1]) - 1];
  const mentions: Citation[] = uses
    .filter(({ citation }) => citation.sourceId === sourceId)
    .map(({ citation }) => citation);
  return mentions[Number(match[2] ?? "1") - 1]?.key ?? null;
}
