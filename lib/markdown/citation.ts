import {
  childrenOf,
  type MarkdownNode,
  type MarkdownRoot,
  type Place,
  parseMarkdown,
  placeOf,
  walk,
} from "./tree";

// A citation is a GFM footnote whose definition names a stored snapshot and the words taken from it:
//
//   [^1]: source:5f0c…-uuid "the words"
//
// It is plain text on purpose: it survives editors, diffs and hashing, and needs no database to check.

/** One definition and its uses. */
export interface Citation {
  /** The label between `[^` and `]`. */
  readonly key: string;
  /** The id of the stored snapshot, lower case. */
  readonly sourceId: string;
  /** The words taken from the snapshot, on one line. */
  readonly quote: string;
  /** How often the article refers to it. */
  readonly references: number;
  readonly referencePlaces: readonly Place[];
  readonly definitionPlace: Place;
}

export type CitationProblemKind = "malformed" | "undefined" | "duplicate";

/** Something that looks like a citation and can't be used as one. */
export interface CitationProblem {
  readonly kind: CitationProblemKind;
  readonly key: string;
  readonly place: Place;
}

export interface ParsedCitations {
  readonly citations: readonly Citation[];
  readonly problems: readonly CitationProblem[];
}

/** Finds every citation of an article, and every one that is broken. Plain footnotes are neither. */
export function parseCitations(markdown: string): ParsedCitations {
  return citationsIn(parseMarkdown(markdown), markdown);
}

/** Like {@link parseCitations}, for a text that is parsed already. */
export function citationsIn(tree: MarkdownRoot, markdown: string): ParsedCitations {
  const found = collect(tree, markdown);
  const citations: Citation[] = [];
  const problems: CitationProblem[] = [...found.undefinedReferences];
  const seen = new Set<string>();
  for (const { identifier, key, place, body } of found.definitions) {
    if (seen.has(identifier)) problems.push({ kind: "duplicate", key, place });
    else if (body.startsWith(SOURCE_PREFIX)) {
      const parsed = parseDefinition(body);
      const referencePlaces = found.references.get(identifier) ?? [];
      if (parsed === undefined) problems.push({ kind: "malformed", key, place });
      else {
        const references = referencePlaces.length;
        citations.push({ key, ...parsed, references, referencePlaces, definitionPlace: place });
      }
    }
    seen.add(identifier);
  }
  problems.sort((a, b) => a.place.offset - b.place.offset);
  return { citations, problems };
}

/** Writes the definition of a citation as one line without a line end. */
export function formatCitation(key: string, sourceId: string, quote: string): string {
  const escaped = oneLine(quote).replaceAll(/["\\]/g, "\\$&");
  return `[^${key}]: ${SOURCE_PREFIX}${sourceId} "${escaped}"`;
}

/** The next free number for a citation: one more than the highest in use, defined or not. */
export function nextCitationKey(markdown: string): string {
  let highest = 0;
  for (const [, digits] of markdown.matchAll(/\[\^(\d{1,9})\]/g)) {
    highest = Math.max(highest, Number(digits));
  }
  return String(highest + 1);
}

/** Collapses every run of white space to one space and trims the ends. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** The identifier by which references and definitions find each other. */
export function identifierOf(key: string): string {
  return oneLine(key).toLowerCase().toUpperCase();
}

interface Definition {
  readonly identifier: string;
  readonly key: string;
  readonly place: Place;
  readonly body: string;
}

interface Collected {
  readonly definitions: readonly Definition[];
  readonly references: ReadonlyMap<string, readonly Place[]>;
  readonly undefinedReferences: readonly CitationProblem[];
}

function collect(tree: MarkdownRoot, markdown: string): Collected {
  const definitions: Definition[] = [];
  const references = new Map<string, Place[]>();
  const undefinedReferences: CitationProblem[] = [];
  const visitor = (node: MarkdownNode): void => {
    if (node.type === "footnoteDefinition") definitions.push(definitionOf(node, markdown));
    if (node.type === "footnoteReference") {
      const identifier = identifierOf(node.identifier);
      const places = references.get(identifier);
      if (places === undefined) references.set(identifier, [placeOf(node)]);
      else places.push(placeOf(node));
    }
    if (node.type === "text") undefinedReferences.push(...danglingIn(node, markdown));
  };
  // What looks like a reference inside the quoted words is part of them.
  walk(tree, visitor, isCitationDefinition);
  return { definitions, references, undefinedReferences };
}

type DefinitionNode = Extract<MarkdownNode, { type: "footnoteDefinition" }>;

function definitionOf(node: DefinitionNode, markdown: string): Definition {
  const place = placeOf(node);
  const source = markdown.slice(place.offset, place.end);
  // The body is read from the source, not from the tree: in the tree `\"` is already unescaped.
  const body = source.slice(source.indexOf("]:") + 2).trim();
  const key = node.label ?? node.identifier;
  return { identifier: identifierOf(node.identifier), key, place, body };
}

/** `[^x]` without a definition is plain text to the parser. Escaped brackets are meant as text. */
function danglingIn(node: MarkdownNode, markdown: string): CitationProblem[] {
  const { line, column, offset, end } = placeOf(node);
  const source = markdown.slice(offset, end);
  if (!source.includes("[^")) return [];
  return [...source.matchAll(DANGLING)].map((match) => {
    const lead = source.slice(0, match.index);
    const lines = lead.split("\n");
    const place = {
      line: line + lines.length - 1,
      column: lines.length === 1 ? column + match.index : (lines.at(-1)?.length ?? 0) + 1,
      offset: offset + match.index,
      end: offset + match.index + match[0].length,
    };
    return { kind: "undefined", key: match[1] ?? "", place };
  });
}

function parseDefinition(body: string): { sourceId: string; quote: string } | undefined {
  const match = DEFINITION.exec(body);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const quote = oneLine(match[2].replaceAll(/\\(["\\])/g, "$1"));
  return quote === "" ? undefined : { sourceId: match[1].toLowerCase(), quote };
}

/** True when a definition in the tree holds a citation, not a footnote of the author's own. */
export function isCitationDefinition(node: MarkdownNode): boolean {
  if (node.type !== "footnoteDefinition") return false;
  const [first] = childrenOf(node);
  const [text] = first === undefined ? [] : childrenOf(first);
  return text?.type === "text" && text.value.startsWith(SOURCE_PREFIX);
}

const SOURCE_PREFIX = "source:";
const DEFINITION =
  /^source:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})[ \t]+"((?:[^"\\\n]|\\[^\n])*)"$/i;
const DANGLING = /(?<![\\])\[\^([^\s[\]]{1,200})\]/g;
