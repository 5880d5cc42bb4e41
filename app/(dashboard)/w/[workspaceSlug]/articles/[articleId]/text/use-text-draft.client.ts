import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { api as client } from "@/app/_ui/api-client";
import { problemSentence } from "@/app/_ui/api-problem";
import { useSend } from "@/app/_ui/use-send.client";
import type { RevisionView } from "@/lib/pipeline/schema";
import { keepUnsaved, readUnsaved, type UnsavedText } from "./unsaved-text";

/** The text as it was opened. */
export interface OpenedText {
  /** Of revisions, below /api/v1. */
  readonly path: string;
  /** The revision that this text was opened as: a later one by somebody else is a conflict. */
  readonly revision: number;
  readonly title: string;
  readonly markdown: string;
  readonly description: string;
  readonly slug: string;
}

type Content = Omit<UnsavedText, "base">;

export interface TextDraft {
  readonly content: Content;
  change(part: Partial<Content>): void;
  /** Counts up when the whole text is replaced: the editor starts over. */
  readonly turn: number;
  readonly isChanged: boolean;
  readonly isSending: boolean;
  readonly trouble: string | null;
  /** What this tab kept over a reload, until it is restored or thrown away. */
  readonly kept: UnsavedText | null;
  restore(): void;
  discard(): void;
  /** What somebody else saved meanwhile. */
  readonly theirs: RevisionView | null;
  save(base?: number): Promise<void>;
  takeTheirs(): void;
}

/** What is typed, kept over reloads, saved as the next revision, and never written over by another's. */
export function useTextDraft(opened: OpenedText): TextDraft {
  const router = useRouter();
  const { isSending, send } = useSend();
  const original = contentOf(opened);
  const [content, setContent] = useState<Content>(original);
  const [turn, setTurn] = useState(0);
  const [kept, setKept] = useState<UnsavedText | null>(null);
  const [theirs, setTheirs] = useState<RevisionView | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const isChanged = !isSame(content, original);
  useKept(opened, setKept);

  const change = (part: Partial<Content>): void => {
    const next = { ...content, ...part };
    setContent(next);
    if (kept === null)
      keepUnsaved(opened.path, isSame(next, original) ? null : { ...next, base: opened.revision });
  };
  const replace = (next: Content): void => {
    setContent(next);
    setTurn((count) => count + 1);
  };
  const save = async (base = opened.revision): Promise<void> => {
    setTrouble(null);
    const answer = await send(
      { method: "POST", path: opened.path, body: bodyOf(content, opened.slug, base) },
      { kind: "refresh", say: "Saved as a new revision" },
    );
    if (answer.ok) {
      setTheirs(null);
      if (kept === null) keepUnsaved(opened.path, null);
      return;
    }
    const latest = answer.problem.code === "revision_conflict" ? await fetchLatest(opened) : null;
    setTheirs(latest);
    if (latest === null) setTrouble(problemSentence(answer.problem));
  };
  return {
    ...{ content, change, turn, isChanged, isSending, trouble, kept, theirs, save },
    restore: () => {
      if (kept === null) return;
      const { base: _, ...text } = kept;
      replace(text);
      setKept(null);
      keepUnsaved(opened.path, { ...text, base: opened.revision });
    },
    discard: () => {
      setKept(null);
      keepUnsaved(opened.path, isChanged ? { ...content, base: opened.revision } : null);
    },
    takeTheirs: () => {
      if (theirs === null) return;
      // Their text opens when the page is asked anew; mine waits there as what this tab kept.
      keepUnsaved(opened.path, { ...content, base: opened.revision });
      setTheirs(null);
      router.refresh();
    },
  };
}

/** Looks once, after the page is there: the server knows nothing of what a tab kept. */
function useKept(opened: OpenedText, setKept: (kept: UnsavedText | null) => void): void {
  const first = useRef(opened);
  useEffect(() => {
    const { path } = first.current;
    const found = readUnsaved(path);
    if (found === null) return;
    if (isSame(found, contentOf(first.current))) keepUnsaved(path, null);
    else setKept(found);
  }, [setKept]);
}

function contentOf({ title, markdown, description }: OpenedText): Content {
  return { title, markdown, description };
}

function isSame(one: Content, other: Content): boolean {
  return (
    one.title === other.title &&
    one.markdown === other.markdown &&
    one.description === other.description
  );
}

function bodyOf({ title, markdown, description }: Content, slug: string, base: number) {
  const meta = {
    ...(description === "" ? {} : { description }),
    ...(slug === "" ? {} : { slug }),
  };
  return { title, markdown, meta, base_revision: base };
}

async function fetchLatest({ path }: OpenedText): Promise<RevisionView | null> {
  const answer = await client.ask(
    { method: "GET", path: `${path}?limit=1` },
    (data) => (data as { data: RevisionView[] }).data[0] ?? null,
  );
  return answer.ok ? answer.data : null;
}
