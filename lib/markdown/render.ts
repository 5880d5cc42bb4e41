import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { SKIP, visit } from "unist-util-visit";
import { citationsIn, identifierOf, isCitationDefinition } from "./citation";
import { type CitationNumbers, numberCitations } from "./citation-numbers";
import { headingIds } from "./outline";
import { ARTICLE_SCHEMA } from "./sanitize-schema";
import type { ArticleSource } from "./source";
import { type HtmlElement, type HtmlRoot, sourcesSection } from "./sources-section";
import { type MarkdownNode, type MarkdownRoot, parseMarkdown, textOf } from "./tree";

export interface RenderOptions {
  /** The snapshots that citations name, by id. */
  readonly sources: ReadonlyMap<string, ArticleSource>;
  /** Added to every heading's depth, which stays at most 6. */
  readonly headingOffset?: number;
  /** `full` lists the quoted words under each source, `links` only the sources. */
  readonly citationStyle?: "full" | "links";
  /** The heading above the sources. */
  readonly sourcesHeading?: string;
}

/**
 * Renders an article as an HTML fragment that may be put into a page as it is.
 *
 * Raw HTML in the article is dropped, and what is left passes an allow-list of elements, attributes
 * and URL schemes. Citations become numbers, by first use, that link to a list of sources at the end.
 */
export function renderArticle(markdown: string, options: RenderOptions): string {
  const offset = options.headingOffset ?? 0;
  const tree = parseMarkdown(markdown);
  const numbers = numberCitations(citationsIn(tree, markdown).citations);
  prepare(tree, numbers, offset);

  const html = toHtml.runSync(tree);
  const section = sourcesSection(numbers, {
    sources: options.sources,
    depth: Math.min(2 + offset, DEPTH_MAX),
    heading: options.sourcesHeading ?? "Sources",
    withQuotes: options.citationStyle !== "links",
  });
  if (section !== undefined) html.children.push({ type: "text", value: "\n" }, section);

  const clean = sanitizer.runSync(html);
  markLinks(clean);
  return sanitizer.stringify(clean);
}

/** Shifts headings and gives them ids, and puts numbers in the place of citations. */
function prepare(tree: MarkdownRoot, numbers: CitationNumbers, headingOffset: number): void {
  const nextId = headingIds();
  const nextReferenceId = referenceIds();
  visit(tree, (node, index, parent) => {
    if (node.type === "heading") {
      const id = nextId(textOf(node).trim());
      node.data = { ...node.data, hProperties: { id } };
      node.depth = clampDepth(node.depth + headingOffset);
    }
    if (isCitationDefinition(node)) return SKIP;
    if (node.type === "footnoteReference" && parent !== undefined && index !== undefined) {
      const number = numbers.byIdentifier.get(identifierOf(node.identifier));
      if (number !== undefined) {
        parent.children[index] = citationMark(number, nextReferenceId(number));
      }
    }
    return undefined;
  });
  tree.children = tree.children.filter((node) => !isNumbered(node, numbers));
}

/** `ref-1` for the first mention of source 1, then `ref-1-2`, `ref-1-3`. */
function referenceIds(): (number: number) => string {
  const uses = new Map<number, number>();
  return (number) => {
    const use = (uses.get(number) ?? 0) + 1;
    uses.set(number, use);
    return use === 1 ? `ref-${number}` : `ref-${number}-${use}`;
  };
}

function isNumbered(node: MarkdownNode, numbers: CitationNumbers): boolean {
  if (node.type !== "footnoteDefinition" || !isCitationDefinition(node)) return false;
  return numbers.byIdentifier.has(identifierOf(node.identifier));
}

function citationMark(number: number, id: string): MarkdownRoot["children"][number] {
  const link: HtmlElement = {
    type: "element",
    tagName: "a",
    properties: { href: `#source-${number}`, id, ariaLabel: `Source ${number}` },
    children: [{ type: "text", value: String(number) }],
  };
  // Any inline node will do: hName and hChildren replace what it would have become.
  return { type: "emphasis", children: [], data: { hName: "sup", hChildren: [link] } };
}

function clampDepth(depth: number): 1 | 2 | 3 | 4 | 5 | 6 {
  return DEPTHS[Math.max(1, Math.min(depth, DEPTH_MAX)) - 1] ?? DEPTH_MAX;
}

/** A page that is opened in another tab must not get a handle on this one. */
function markLinks(tree: HtmlRoot): void {
  visit(tree, "element", (element) => {
    const { href } = element.properties;
    if (element.tagName !== "a" || typeof href !== "string") return;
    if (EXTERNAL.test(href)) element.properties = { ...element.properties, rel: ["noopener"] };
  });
}

const DEPTH_MAX = 6;
const DEPTHS = [1, 2, 3, 4, 5, 6] as const;
const EXTERNAL = /^(?:https?:)?\/\//i;

const toHtml = unified().use(remarkRehype, { clobberPrefix: "" }).freeze();
const sanitizer = unified().use(rehypeSanitize, ARTICLE_SCHEMA).use(rehypeStringify).freeze();
