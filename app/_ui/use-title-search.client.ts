import { useEffect, useState } from "react";
import { api } from "./api-client";
import type { Command } from "./command";

const PAUSE_MS = 180;
const CHARS_MIN = 2;
const CHARS_MAX = 200;
const RESULTS_MAX = 8;

/** A list of the API that finds by title. Plain data: it comes from a server component. */
export interface TitleSearch {
  /** The heading of what is found: "Articles". */
  readonly label: string;
  /** The list below /api/v1; it takes `?query=`. */
  readonly path: string;
  /** Where a page is, followed by a slash and its id. */
  readonly hrefBase: string;
}

interface Found {
  readonly of: string;
  readonly commands: readonly Command[];
}

const NOTHING: Found = { of: "", commands: [] };

/** Looks a text up by title once the typing pauses; an answer that comes too late is dropped. */
export function useTitleSearch(
  search: TitleSearch | undefined,
  query: string,
): { commands: readonly Command[]; isLooking: boolean } {
  const [found, setFound] = useState(NOTHING);
  const text = query.trim().slice(0, CHARS_MAX);
  const isWanted = search !== undefined && text.length >= CHARS_MIN;
  const { label = "", path = "", hrefBase = "" } = search ?? {};
  useEffect(() => {
    if (!isWanted) return;
    const stop = new AbortController();
    const look = async () => {
      const params = new URLSearchParams({ query: text, limit: String(RESULTS_MAX) });
      const answer = await api.ask(
        { method: "GET", path: `${path}?${params.toString()}`, signal: stop.signal },
        (data) => toCommands(data, label, hrefBase),
      );
      if (!stop.signal.aborted) setFound({ of: text, commands: answer.ok ? answer.data : [] });
    };
    const timer = setTimeout(() => void look(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [isWanted, text, label, path, hrefBase]);
  // What was found for the text before stays until the new answer is here: no flicker while typing.
  if (!isWanted) return { commands: [], isLooking: false };
  return { commands: found.commands, isLooking: found.of !== text };
}

function toCommands(data: unknown, group: string, hrefBase: string): Command[] {
  const { data: rows } = data as { data: readonly { id: string; title: string }[] };
  return rows.map(({ id, title }) => ({
    id: `found-${id}`,
    label: title,
    group,
    run: { kind: "link", href: `${hrefBase}/${encodeURIComponent(id)}` },
  }));
}
