import { canonicalMarkdown, escapeMarkdown, formatCitation, slugOf } from "@/lib/markdown";
import { PLACEHOLDER_START } from "@/lib/pipeline/checks";
import { figuresIn } from "./figures";
import { DESCRIPTION_WIDTH_MAX, SLUG_CHARS_MAX } from "./limits";
import { collapse } from "./passages";
import type {
  DigestBrief,
  DigestDraft,
  DigestEvidence,
  DigestOutline,
  DigestSection,
  DigestSnapshot,
} from "./types";

/**
 * Writes a source digest from an outline, which people may have changed: a lead, then for each section
 * a place for the team's own text, the evidence as cited block quotations, and its key figures.
 * Evidence that its source doesn't have word for word is left out.
 */
export function digestDraft(input: {
  readonly brief: DigestBrief;
  readonly outline: DigestOutline;
  readonly snapshots: readonly DigestSnapshot[];
}): DigestDraft {
  const { brief, outline } = input;
  const texts = new Map(input.snapshots.map(({ id, text }) => [id.toLowerCase(), collapse(text)]));
  const sections = outline.sections.map((section) => ({
    ...section,
    evidence: section.evidence.filter((evidence) => isVerbatim(evidence, texts)),
  }));
  const sources = new Set(sections.flatMap(({ evidence }) => evidence.map((one) => one.source_id)));
  const notes = new Notes();
  const blocks = [
    leadOf(brief, sources.size),
    ...sections.flatMap((section) => sectionBlocks(section, brief, notes)),
    notes.definitions(),
  ];
  return {
    title: outline.title,
    markdown: canonicalMarkdown(blocks.filter((block) => block !== "").join("\n\n")),
    meta: { description: descriptionOf(brief, sources.size), slug: slugFor(outline.title) },
  };
}

/** Hands out citation numbers and keeps their definitions for the end. */
class Notes {
  private readonly lines: string[] = [];

  cite(sourceId: string, quote: string): string {
    const key = String(this.lines.length + 1);
    this.lines.push(formatCitation(key, sourceId, quote));
    return `[^${key}]`;
  }

  definitions(): string {
    return this.lines.join("\n");
  }
}

function isVerbatim(
  { source_id, quote }: DigestEvidence,
  texts: ReadonlyMap<string, string>,
): boolean {
  const wanted = collapse(quote);
  return wanted !== "" && texts.get(source_id.toLowerCase())?.includes(wanted) === true;
}

function leadOf(brief: DigestBrief, sources: number): string {
  const topic = escapeMarkdown(collapse(brief.topic));
  if (sources === 0) return `No source says anything yet about **${topic}**.`;
  const verb = sources === 1 ? "says" : "say";
  return `This digest gathers what ${countOf(sources)} ${verb} about **${topic}**. Every quotation is word for word and names its source.`;
}

function sectionBlocks(section: DigestSection, brief: DigestBrief, notes: Notes): string[] {
  const heading = escapeMarkdown(collapse(section.heading));
  const quotes = section.evidence.map(({ source_id, quote }) => {
    const mark = notes.cite(source_id, quote);
    return `> ${escapeMarkdown(quote)}${mark}`;
  });
  const figures = figuresIn(section.evidence, brief.language ?? "en").map((figure) => {
    const mark = notes.cite(figure.sourceId, figure.sentence);
    return `- **${escapeMarkdown(figure.value)}**: “${escapeMarkdown(figure.sentence)}”${mark}`;
  });
  return [
    `## ${heading}`,
    placeholderFor(section, brief),
    ...quotes,
    ...(figures.length === 0 ? [] : ["### Key figures", figures.join("\n")]),
  ];
}

function placeholderFor(section: DigestSection, brief: DigestBrief): string {
  const readers = collapse(brief.audience ?? "");
  const audience = readers === "" ? "your readers" : escapeMarkdown(readers);
  const task =
    section.evidence.length === 0
      ? "write this section. No source was attached to it"
      : "say what the following passages mean and how they fit together";
  return `*${PLACEHOLDER_START} ${task}, for ${audience}.*`;
}

function descriptionOf(brief: DigestBrief, sources: number): string {
  const start = sources === 0 ? "Notes about " : `What ${countOf(sources)} say about `;
  const end = ", with word-for-word quotations and citations.";
  const room = DESCRIPTION_WIDTH_MAX - start.length - end.length;
  return `${start}${cutToWidth(collapse(brief.topic), room)}${end}`;
}

/** Cuts at the last whole character; one of East Asia is as wide as two. */
function cutToWidth(text: string, width: number): string {
  let used = 0;
  let cut = "";
  for (const character of text) {
    used += (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
    if (used > width - 1) return `${cut.trim()}…`;
    cut += character;
  }
  return cut;
}

function slugFor(title: string): string {
  // Marks are not allowed in an address by our own rule for slugs, letters of any script are.
  const slug = slugOf(title).replaceAll(/\p{M}/gu, "");
  const parts = slug.split("-").filter((part) => part !== "");
  const short = [...parts.join("-")].slice(0, SLUG_CHARS_MAX).join("").replace(/-$/, "");
  return short === "" ? "source-digest" : short;
}

/** In words: a digit would look like one of the sources' figures. */
function countOf(sources: number): string {
  if (sources === 1) return "one source";
  return `${NUMBER_WORDS[sources] ?? String(sources)} sources`;
}

const NUMBER_WORDS =
  "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );
