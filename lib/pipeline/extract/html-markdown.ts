import TurndownService from "turndown";
import { escapeMarkdown } from "@/lib/markdown";

/** Writes a part of a page as Markdown. */
export function toMarkdown(root: HTMLElement): string {
  return turndown.turndown(root).trim();
}

function makeTurndown(): TurndownService {
  const service = new TurndownService({
    headingStyle: "atx",
    codeBlockStyle: "fenced",
    bulletListMarker: "-",
    emDelimiter: "*",
  });
  // Its own escaping leaves tildes, bare addresses and references as they are.
  service.escape = escapeKeepingEnds;
  // An address that lost its target is only its text.
  service.addRule("anchorWithoutTarget", {
    filter: (node) => node.nodeName === "A" && (node.getAttribute("href") ?? "") === "",
    replacement: (content) => content,
  });
  service.addRule("code", {
    filter: "pre",
    replacement: (_content, node) => fenced(node.textContent ?? ""),
  });
  service.addRule("cell", {
    filter: ["td", "th"],
    replacement: (content) => ` ${content.replaceAll(/\s+/g, " ").trim()} |`,
  });
  service.addRule("row", {
    filter: "tr",
    replacement: (content, node) => {
      const row = `\n|${content.replaceAll("\n", " ")}`;
      return isFirstRow(node) ? `${row}\n|${" --- |".repeat(cellsIn(node))}` : row;
    },
  });
  service.addRule("table", {
    filter: "table",
    replacement: (content) => `\n\n${content.replaceAll(/\n{2,}/g, "\n").trim()}\n\n`,
  });
  service.addRule("tableParts", {
    filter: ["thead", "tbody", "tfoot"],
    replacement: (content) => content,
  });
  return service;
}

/** The spaces at the ends separate this text from its neighbours. */
function escapeKeepingEnds(text: string): string {
  const start = /^\s/.test(text) ? " " : "";
  const end = /\S\s+$/.test(text) ? " " : "";
  return `${start}${escapeMarkdown(text)}${end}`;
}

function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `\n\n${fence}\n${code.replace(/^\n+/, "").trimEnd()}\n${fence}\n\n`;
}

function isFirstRow(row: Node): boolean {
  if (hasElementBefore(row)) return false;
  const parent = row.parentNode;
  if (parent === null || parent.nodeName === "TABLE") return true;
  return parent.nodeName === "THEAD" || !hasElementBefore(parent);
}

function hasElementBefore(node: Node): boolean {
  let sibling = node.previousSibling;
  while (
    sibling !== null &&
    sibling.nodeName !== "TR" &&
    !/^T(?:HEAD|BODY)$/.test(sibling.nodeName)
  ) {
    sibling = sibling.previousSibling;
  }
  return sibling !== null;
}

function cellsIn(row: Node): number {
  let cells = 0;
  for (let child = row.firstChild; child !== null; child = child.nextSibling) {
    if (child.nodeName === "TD" || child.nodeName === "TH") cells += 1;
  }
  return Math.max(1, cells);
}

const turndown = makeTurndown();
