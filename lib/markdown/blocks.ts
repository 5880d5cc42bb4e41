import { citationsIn, isCitationDefinition, oneLine, type ParsedCitations } from "./citation";
import {
  childrenOf,
  type MarkdownNode,
  type MarkdownRoot,
  type Place,
  parseMarkdown,
  placeOf,
  textOf,
  walk,
} from "./tree";

/** A heading, or one of the units that prose is made of: a paragraph, a table row, a code block. */
export interface TextBlock extends Place {
  readonly kind: "heading" | "paragraph" | "table_row" | "code";
  readonly text: string;
  /** 1 to 6 for a heading, else 0. */
  readonly depth: number;
  /** True inside a block quotation. */
  readonly isInQuote: boolean;
  /** The keys of the footnotes that it refers to. */
  readonly footnotes: readonly string[];
}

export interface QuoteBlock extends Place {
  readonly kind: "blockquote";
  readonly text: string;
  readonly footnotes: readonly string[];
}

export interface ImageBlock extends Place {
  readonly kind: "image";
  readonly url: string;
  readonly alt: string;
}

export interface LinkBlock extends Place {
  readonly kind: "link";
  readonly url: string;
  readonly text: string;
}

export type Block = TextBlock | QuoteBlock | ImageBlock | LinkBlock;

/** Everything in an article that a check looks at, in the order of the text. */
export function blocksOf(markdown: string): Block[] {
  return blocksIn(parseMarkdown(markdown));
}

export interface ReadArticle extends ParsedCitations {
  readonly blocks: readonly Block[];
}

/** The blocks and the citations of an article from one pass of the parser. */
export function readArticle(markdown: string): ReadArticle {
  const tree = parseMarkdown(markdown);
  return { blocks: blocksIn(tree), ...citationsIn(tree, markdown) };
}

function blocksIn(tree: MarkdownRoot): Block[] {
  const urls = definedUrls(tree);
  const blocks: Block[] = [];
  const visit = (node: MarkdownNode, isInQuote: boolean): void => {
    // A citation's definition is a record, not part of the text.
    if (isCitationDefinition(node)) return;
    const block = toBlock(node, isInQuote, urls);
    if (block !== undefined) blocks.push(block);
    for (const child of childrenOf(node)) visit(child, isInQuote || node.type === "blockquote");
  };
  visit(tree, false);
  return blocks;
}

function toBlock(
  node: MarkdownNode,
  isInQuote: boolean,
  urls: ReadonlyMap<string, string>,
): Block | undefined {
  if (node.type === "heading") return textBlock("heading", node, isInQuote, node.depth);
  if (node.type === "paragraph") return textBlock("paragraph", node, isInQuote);
  if (node.type === "tableRow") return textBlock("table_row", node, isInQuote);
  if (node.type === "code") return textBlock("code", node, isInQuote);
  if (node.type === "blockquote") {
    const text = oneLine(quoteText(node));
    return { kind: "blockquote", ...placeOf(node), text, footnotes: footnotesIn(node) };
  }
  if (node.type === "image" || node.type === "imageReference") {
    return { kind: "image", ...placeOf(node), url: targetOf(node, urls), alt: node.alt ?? "" };
  }
  if (node.type === "link" || node.type === "linkReference") {
    return { kind: "link", ...placeOf(node), url: targetOf(node, urls), text: textOf(node) };
  }
  return undefined;
}

type Pointing = Extract<
  MarkdownNode,
  { type: "image" | "imageReference" | "link" | "linkReference" }
>;

function targetOf(node: Pointing, urls: ReadonlyMap<string, string>): string {
  return "url" in node ? node.url : (urls.get(node.identifier) ?? "");
}

function textBlock(
  kind: TextBlock["kind"],
  node: MarkdownNode,
  isInQuote: boolean,
  depth = 0,
): TextBlock {
  const parts = node.type === "tableRow" ? childrenOf(node).map(textOf).join("\t") : textOf(node);
  const footnotes = footnotesIn(node);
  return { kind, ...placeOf(node), text: parts.trim(), depth, isInQuote, footnotes };
}

/** The blocks of a quotation, with a space between: a paragraph end separates words too. */
function quoteText(node: MarkdownNode): string {
  if (node.type === "paragraph" || node.type === "heading" || node.type === "code") {
    return textOf(node);
  }
  return childrenOf(node).map(quoteText).join("\n");
}

function footnotesIn(node: MarkdownNode): string[] {
  const keys: string[] = [];
  walk(node, (child) => {
    if (child.type === "footnoteReference") keys.push(child.label ?? child.identifier);
  });
  return keys;
}

function definedUrls(tree: MarkdownRoot): Map<string, string> {
  const urls = new Map<string, string>();
  walk(tree, (node) => {
    if (node.type === "definition" && !urls.has(node.identifier)) {
      urls.set(node.identifier, node.url);
    }
  });
  return urls;
}
