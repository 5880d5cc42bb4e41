import { isCitationDefinition } from "./citation";
import { childrenOf, type MarkdownNode, parseMarkdown, textOf } from "./tree";

/**
 * The readable text of an article: blocks separated by an empty line, items of a tight list and rows
 * of a table by a line end. Citation definitions, raw HTML and images are left out.
 */
export function plainText(markdown: string): string {
  return flowText(childrenOf(parseMarkdown(markdown)));
}

/**
 * Counts words the way the language does. `language` is a BCP 47 tag; a wrong one counts as English.
 */
export function wordCount(text: string, language = "en"): number {
  let words = 0;
  for (const segment of wordSegmenter(language).segment(text)) {
    if (segment.isWordLike === true) words += 1;
  }
  return words;
}

/** One word segmenter per language. Making one is slow. */
export function wordSegmenter(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known !== undefined) return known;
  const made = new Intl.Segmenter(supportedLanguage(language), { granularity: "word" });
  if (segmenters.size < SEGMENTERS_MAX) segmenters.set(language, made);
  return made;
}

/**
 * Writes text so that Markdown shows exactly these characters, as one paragraph. White space is
 * collapsed.
 */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replaceAll(/\s+/g, " ")
      .trim()
      .replaceAll(/[\\`*_{}[\]<>#|~&!@]/g, "\\$&")
      // The parser reads a bare address as it stands, backslashes and all. This hides it from the parser.
      .replaceAll(/:(?=\/\/)/g, "\\$&")
      .replaceAll(/(www)\./gi, "$1\\.")
      .replace(/^[-+=]/, "\\$&")
      .replace(/^(\d{1,9})([.)])/, "$1\\$2")
  );
}

function flowText(nodes: readonly MarkdownNode[]): string {
  return nodes
    .map(blockText)
    .filter((text) => text !== "")
    .join("\n\n");
}

function blockText(node: MarkdownNode): string {
  if (node.type === "list") return joinItems(node.children, node.spread === true ? "\n\n" : "\n");
  if (node.type === "table") return joinItems(node.children, "\n");
  if (node.type === "tableRow") return node.children.map(textOf).join("\t").trim();
  if (isCitationDefinition(node)) return "";
  return FLOW.has(node.type) ? flowText(childrenOf(node)) : textOf(node).trim();
}

function joinItems(nodes: readonly MarkdownNode[], separator: string): string {
  return nodes
    .map(blockText)
    .filter((text) => text !== "")
    .join(separator);
}

function supportedLanguage(language: string): string {
  try {
    return Intl.Segmenter.supportedLocalesOf(language)[0] ?? "en";
  } catch {
    // Not a language tag at all: it came from somebody's HTML.
    return "en";
  }
}

const FLOW: ReadonlySet<string> = new Set(["blockquote", "listItem", "footnoteDefinition"]);
const SEGMENTERS_MAX = 50;
const segmenters = new Map<string, Intl.Segmenter>();
