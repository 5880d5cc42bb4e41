"use client";

import { type JSX, useEffect, useRef, useState } from "react";
import {
  insertCitation,
  insertLink,
  toggleHeading,
  toggleMark,
  togglePrefix,
} from "./markdown-commands";
import type { EditorFinding } from "./markdown-findings";
import { type CitationChoice, MarkdownToolbar, type ToolName } from "./markdown-toolbar.client";
import type { MarkdownView } from "./markdown-view";

export interface MarkdownEditorProps {
  /** "Text of the article". */
  label: string;
  initialValue: string;
  /** Of the page's Content-Security-Policy. */
  nonce: string;
  onChange?: (text: string) => void;
  /** Ctrl-S and Cmd-S. */
  onSave?: () => void;
  /** Inside a Form: the member of the body that holds the text. */
  name?: string;
  findings?: readonly EditorFinding[];
  citations?: readonly CitationChoice[];
  /** A citation in the text was clicked, or Ctrl-Enter pressed in one. */
  onCitation?: (key: string) => void;
  /** Opens a picker of citations, instead of the menu of those that the text has. */
  onPickCitation?: () => void;
  /** Opens a dialog for an image. */
  onInsertImage?: () => void;
  /** The editor once it is loaded, and undefined when it goes. */
  onReady?: (view: MarkdownView | undefined) => void;
  isReadOnly?: boolean;
  placeholder?: string;
}

const NO_FINDINGS: readonly EditorFinding[] = [];
const NO_CITATIONS: readonly CitationChoice[] = [];

const COMMANDS = {
  bold: toggleMark("**"),
  italic: toggleMark("_"),
  h2: toggleHeading(2),
  h3: toggleHeading(3),
  list: togglePrefix("- "),
  numbers: togglePrefix("1. "),
  quote: togglePrefix("> "),
  link: insertLink,
} satisfies Record<ToolName, unknown>;

/** Writes Markdown, exactly. `initialValue` is read once; give a `key` to start over with another. */
export function MarkdownEditor(props: Readonly<MarkdownEditorProps>): JSX.Element {
  const { label, initialValue, name, isReadOnly = false } = props;
  const { findings = NO_FINDINGS, citations = NO_CITATIONS } = props;
  const carrier = useRef<HTMLInputElement>(null);
  const { host, view } = useMarkdownView(props, carrier);

  useEffect(() => view?.showFindings(findings), [view, findings]);

  return (
    <div className="overflow-hidden rounded-md border border-stroke bg-raised focus-within:border-accent focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent">
      {!isReadOnly && (
        <MarkdownToolbar
          isReady={view !== undefined}
          citations={citations}
          {...(props.onPickCitation === undefined ? {} : { onPick: props.onPickCitation })}
          {...(props.onInsertImage === undefined ? {} : { onImage: props.onInsertImage })}
          onTool={(tool) => view?.run(COMMANDS[tool])}
          onCite={(key) => view?.run(insertCitation(key))}
        />
      )}
      <div ref={host} className="h-[60dvh] min-h-72 overflow-hidden">
        {view === undefined && (
          <section
            aria-label={label}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must take the focus.
            tabIndex={0}
            className="h-full overflow-auto px-7 py-4 font-mono text-base leading-6.5 whitespace-pre-wrap"
          >
            {initialValue}
          </section>
        )}
      </div>
      {name !== undefined && (
        <input
          ref={carrier}
          type="hidden"
          name={name}
          data-keep-empty=""
          defaultValue={initialValue}
        />
      )}
      {findings.length > 0 && <FindingList findings={findings} onGoTo={(at) => view?.goTo(at)} />}
    </div>
  );
}

interface Opened {
  host: React.RefObject<HTMLDivElement | null>;
  /** Undefined until the editor is loaded: the text can be read meanwhile. */
  view: MarkdownView | undefined;
}

function useMarkdownView(
  props: Readonly<MarkdownEditorProps>,
  carrier: React.RefObject<HTMLInputElement | null>,
): Opened {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const text = useRef(props.initialValue);
  const [view, setView] = useState<MarkdownView | undefined>(undefined);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    let isGone = false;
    let opened: MarkdownView | undefined;
    const open = async () => {
      const { openMarkdownView } = await import("./markdown-view");
      if (isGone || host.current === null) return;
      const { label, nonce, isReadOnly = false, placeholder = "" } = latest.current;
      opened = openMarkdownView({
        parent: host.current,
        ...{ label, nonce, isReadOnly, placeholder, text: text.current },
        onChange: (changed) => {
          text.current = changed;
          if (carrier.current !== null) carrier.current.value = changed;
          latest.current.onChange?.(changed);
        },
        onSave: () => latest.current.onSave?.(),
        onCitation: (key) => latest.current.onCitation?.(key),
        onPick: () => latest.current.onPickCitation?.(),
      });
      setView(opened);
      latest.current.onReady?.(opened);
    };
    void open();
    return () => {
      isGone = true;
      opened?.destroy();
      setView(undefined);
      latest.current.onReady?.(undefined);
    };
  }, [carrier]);
  return { host, view };
}

const SEVERITY_WORDS = { error: "Error", warning: "Warning", note: "Note" };
const SEVERITY_TONES = { error: "text-red", warning: "text-amber", note: "text-accent" };

interface FindingListProps {
  findings: readonly EditorFinding[];
  onGoTo: (finding: EditorFinding) => void;
}

function FindingList({ findings, onGoTo }: Readonly<FindingListProps>): JSX.Element {
  return (
    <ul
      aria-label="Findings"
      className="max-h-40 divide-y overflow-y-auto border-t bg-desk text-sm"
    >
      {findings.map((finding) => (
        <li key={`${finding.line}:${finding.column} ${finding.message}`}>
          <button
            type="button"
            onClick={() => onGoTo(finding)}
            className="touch flex w-full items-baseline gap-3 px-3 py-1.5 text-left hover:bg-sunken focus-visible:-outline-offset-2"
          >
            <span className="w-14 shrink-0 font-mono text-xs text-faint tabular-nums">
              {finding.line}:{finding.column}
            </span>
            <span className={SEVERITY_TONES[finding.severity]}>
              {SEVERITY_WORDS[finding.severity]}
            </span>
            <span className="min-w-0">{finding.message}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
