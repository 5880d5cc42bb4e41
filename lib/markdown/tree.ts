import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { bluntDeepMarkers } from "./nesting";

// The one parser of articles. Everything here reads the same tree, so that a check, the preview and
// the published page never disagree about what is a quotation or a citation.

const parser = unified().use(remarkParse).use(remarkGfm).freeze();

export type MarkdownRoot = ReturnType<typeof parser.parse>;
export type MarkdownNode = MarkdownRoot | MarkdownRoot["children"][number];
export type MarkdownParent = Extract<MarkdownNode, { children: unknown[] }>;

/** Where something stands: line and column count from 1, offsets are UTF-16 units from 0. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  /** The offset after the last character. */
  readonly end: number;
}

/** Deeper nesting than this is shown as its source text: later passes recurse. */
export const NESTING_MAX = 100;

/**
 * Parses GitHub flavoured Markdown. Never throws; nesting is bounded.
 * Offsets in the tree are offsets in `markdown`.
 */
export function parseMarkdown(markdown: string): MarkdownRoot {
  try {
    const tree = parser.parse(bluntDeepMarkers(markdown));
    cutDeepNodes(tree, markdown);
    return tree;
  } catch (error) {
    // The parser recurses on nested emphasis. A stack overflow means nobody wrote this to be read.
    if (error instanceof RangeError) return asOneParagraph(markdown);
    throw error;
  }
}

/** The place of a parsed node. Nodes made by us have none and count as the start of the text. */
export function placeOf(node: MarkdownNode): Place {
  const start = node.position?.start;
  const end = node.position?.end;
  return {
    line: start?.line ?? 1,
    column: start?.column ?? 1,
    offset: start?.offset ?? 0,
    end: end?.offset ?? 0,
  };
}

/** The children of a node, or none. */
export function childrenOf(node: MarkdownNode): readonly MarkdownNode[] {
  return "children" in node ? node.children : [];
}

/** The readable text inside a node: no markers, no references, no raw HTML, no image. */
export function textOf(node: MarkdownNode): string {
  if (node.type === "text" || node.type === "inlineCode" || node.type === "code") return node.value;
  if (node.type === "break") return "\n";
  return childrenOf(node).map(textOf).join("");
}

/**
 * Calls `visitor` for every node, parents first, in the order of the text. What is inside a node that
 * `isLeaf` accepts is passed over.
 */
export function walk(
  root: MarkdownNode,
  visitor: (node: MarkdownNode) => void,
  isLeaf: (node: MarkdownNode) => boolean = () => false,
): void {
  visitor(root);
  if (isLeaf(root)) return;
  for (const child of childrenOf(root)) walk(child, visitor, isLeaf);
}

function cutDeepNodes(root: MarkdownRoot, markdown: string): void {
  const pending: { parent: MarkdownParent; depth: number }[] = [{ parent: root, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { parent, depth } = next;
    if (depth === NESTING_MAX) {
      const { offset, end } = placeOf(parent);
      parent.children = [{ type: "text", value: markdown.slice(offset, end) }];
      continue;
    }
    for (const child of childrenOf(parent)) {
      if ("children" in child) pending.push({ parent: child, depth: depth + 1 });
    }
  }
}

function asOneParagraph(markdown: string): MarkdownRoot {
  const position = {
    start: { line: 1, column: 1, offset: 0 },
    end: { line: 1, column: 1, offset: markdown.length },
  };
  const text = { type: "text" as const, value: markdown, position };
  return {
    type: "root",
    children: [{ type: "paragraph", children: [text], position }],
    position,
  };
}
