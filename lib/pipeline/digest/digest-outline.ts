import { groupPassages } from "./group";
import { capitalise, headingsFor } from "./headings";
import { TITLE_CHARS_MAX, WORDS_DEFAULT } from "./limits";
import { collapse, type Passage, passagesOf } from "./passages";
import { selectPassages } from "./select";
import type { DigestBrief, DigestOutline, DigestSnapshot } from "./types";

/**
 * Outlines a source digest: sections with the passages of the sources that answer the brief, word for
 * word. Nothing is written, guessed or looked up: the same input gives the same outline.
 */
export function digestOutline(input: {
  readonly brief: DigestBrief;
  readonly snapshots: readonly DigestSnapshot[];
}): DigestOutline {
  const { brief, snapshots } = input;
  const language = brief.language ?? "en";
  const title = titleOf(brief.topic);
  const chosen = selectPassages(passagesOf(snapshots, language), {
    topic: brief.topic,
    keywords: brief.keywords ?? [],
    language,
    words: brief.word_count ?? WORDS_DEFAULT,
  });
  // The team still needs a place to start when no source has a word.
  if (chosen.length === 0) return { title, sections: [{ heading: title, evidence: [] }] };

  const groups = groupPassages(chosen);
  const headings = headingsFor(groups, title, language);
  const titles = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot.title]));
  return {
    title,
    sections: groups.map((group, i) => ({
      heading: headings[i] ?? title,
      intent: intentOf(group, titles),
      evidence: group.map(({ sourceId, text }) => ({ source_id: sourceId, quote: text })),
    })),
  };
}

/** The topic as a title: one line, with a capital, cut at the limit of a title. */
export function titleOf(topic: string): string {
  const characters = [...capitalise(collapse(topic))];
  if (characters.length === 0) return "Source digest";
  if (characters.length <= TITLE_CHARS_MAX) return characters.join("");
  return `${characters
    .slice(0, TITLE_CHARS_MAX - 1)
    .join("")
    .trim()}…`;
}

function intentOf(group: readonly Passage[], titles: ReadonlyMap<string, string>): string {
  const names = [...new Set(group.map(({ sourceId }) => collapse(titles.get(sourceId) ?? "")))];
  const shown = names.filter((name) => name !== "").map((name) => [...name].slice(0, 80).join(""));
  const list = shown.slice(0, 5).join("; ");
  return list === ""
    ? "Say what the evidence shows."
    : `Say what the evidence shows. From: ${list}.`;
}
