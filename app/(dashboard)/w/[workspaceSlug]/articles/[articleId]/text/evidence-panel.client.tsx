"use client";

import { type JSX, useEffect, useRef } from "react";
import { Button } from "@/app/_ui/button";
import { ExternalLink } from "@/app/_ui/text-link";
import { useDesk } from "./desk.client";
import { findSpan } from "./passage";
import { useSnapshots } from "./use-snapshots.client";

/** A citation of the text, with its source. */
export interface CitedEvidence {
  readonly key: string;
  readonly sourceId: string;
  readonly title: string;
  readonly url: string | null;
  readonly quote: string;
  /** Where the text uses it first; null when it never does. */
  readonly place: { readonly line: number; readonly column: number } | null;
}

interface EvidencePanelProps {
  /** Of the article, below /api/v1. */
  api: string;
  citations: readonly CitedEvidence[];
}

/** Each citation with the words it stands on; the chosen one with what surrounds them in the source. */
export function EvidencePanel({ api, citations }: Readonly<EvidencePanelProps>): JSX.Element {
  const { evidence } = useDesk();
  if (citations.length === 0) {
    return (
      <p className="text-soft">
        This text cites nothing yet. “Cite a source” above the text finds a passage.
      </p>
    );
  }
  return (
    <ol className="flex flex-col gap-5">
      {citations.map((citation) => (
        <Citation
          key={citation.key}
          api={api}
          citation={citation}
          isChosen={citation.key === evidence}
        />
      ))}
    </ol>
  );
}

interface CitationProps {
  api: string;
  citation: CitedEvidence;
  isChosen: boolean;
}

function Citation({ api, citation, isChosen }: Readonly<CitationProps>): JSX.Element {
  const { showEvidence, goTo } = useDesk();
  const { key, title, url, quote, place } = citation;
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) item.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    <li
      ref={item}
      aria-current={isChosen ? "true" : undefined}
      className="scroll-mt-4 border-l-2 pl-3 aria-[current]:border-accent"
    >
      <p className="text-sm text-faint">
        [{key}] {url === null ? title : <ExternalLink href={url}>{title}</ExternalLink>}
      </p>
      {isChosen ? (
        <Surroundings api={api} citation={citation} />
      ) : (
        <blockquote className="mt-1 font-serif text-soft">{quote}</blockquote>
      )}
      <div className="mt-1 -ml-2 flex flex-wrap gap-1">
        {!isChosen && (
          <Button tone="quiet" size="sm" onClick={() => showEvidence(key)}>
            Show in the source
          </Button>
        )}
        {place !== null && (
          <Button tone="quiet" size="sm" onClick={() => goTo(place)}>
            Go to line {place.line}
          </Button>
        )}
      </div>
    </li>
  );
}

function Surroundings({
  api,
  citation,
}: Readonly<{ api: string; citation: CitedEvidence }>): JSX.Element {
  const { texts, isFailed } = useSnapshots(api, [citation.sourceId]);
  const text = texts.get(citation.sourceId);
  if (text === undefined) {
    return (
      <>
        <blockquote className="mt-1 font-serif">{citation.quote}</blockquote>
        <p role="status" className="text-sm text-faint">
          {isFailed ? "What surrounds these words could not be loaded." : "Opening the source…"}
        </p>
      </>
    );
  }
  const span = findSpan(text, citation.quote);
  if (span === null) {
    return (
      <>
        <blockquote className="mt-1 font-serif">{citation.quote}</blockquote>
        <p className="text-sm text-red">These words are not in the stored source.</p>
      </>
    );
  }
  return (
    <blockquote className="mt-1 font-serif whitespace-pre-line text-soft">
      {span.before}
      <mark className="rounded-sm bg-accent-wash text-ink">{span.words}</mark>
      {span.after}
    </blockquote>
  );
}
