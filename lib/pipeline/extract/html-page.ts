import { parseHTML } from "linkedom";
import { ExtractError } from "./extracted";
import { HTML_DEPTH_MAX, HTML_ELEMENTS_MAX, HTML_OPEN_TAGS_MAX, HTML_TAGS_MAX } from "./limits";

export interface ParsedPage {
  readonly document: Document;
  readonly body: HTMLElement;
  /**
   * The sum of the depths of all elements. Passes that look at the whole text of every element take
   * time in proportion to it.
   */
  readonly depthSum: number;
}

/**
 * Parses a page, drops what nobody reads and makes its links absolute.
 * Throws `too_large` or `malformed` when the page is beyond what the later passes can bear.
 */
export function parsePage(html: string, url: string | undefined): ParsedPage {
  requireParsable(html);
  // Without the outer element the parser makes the first element the whole document.
  const whole = /<html[\s>]/i.test(html) ? html : `<html><head></head><body>${html}</body></html>`;
  const { document } = parseHTML(whole);
  const depthSum = measure(document);
  for (const element of [...document.querySelectorAll(DROPPED)]) element.remove();
  makeLinksAbsolute(document, url);
  return { document, body: ensureBody(document), depthSum };
}

/** Counts tags before they become elements: the parser has no limit of its own. */
function requireParsable(html: string): void {
  let tags = 0;
  let open = 0;
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]{0,20})/gi)) {
    tags += 1;
    if (tags > HTML_TAGS_MAX) throw tooManyElements();
    if (MAY_STAY_OPEN.has((name ?? "").toLowerCase())) continue;
    open = slash === "/" ? Math.max(0, open - 1) : open + 1;
    if (open > HTML_OPEN_TAGS_MAX) throw tooDeep();
  }
}

/** Walks without recursion, since how deep the page is isn't known yet. */
function measure(document: Document): number {
  let elements = 0;
  let depthSum = 0;
  const pending: { node: Element; depth: number }[] = [
    { node: document.documentElement, depth: 1 },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    elements += 1;
    depthSum += next.depth;
    if (elements > HTML_ELEMENTS_MAX) throw tooManyElements();
    if (next.depth > HTML_DEPTH_MAX) throw tooDeep();
    let child = next.node.firstChild;
    for (; child !== null; child = child.nextSibling) {
      if (isElement(child)) pending.push({ node: child, depth: next.depth + 1 });
      else shortenSpace(child);
    }
  }
  return depthSum;
}

function isElement(node: ChildNode): node is Element & ChildNode {
  return node.nodeType === ELEMENT_NODE;
}

/** The Markdown writer takes time with the square of the length of a run of white space. */
function shortenSpace(node: ChildNode): void {
  const text = node.nodeValue ?? "";
  if (text.length <= SPACE_RUN_CHARS_MAX) return;
  node.nodeValue = text.replaceAll(/\s{2,}/g, (run) => run.slice(0, SPACE_RUN_CHARS_MAX));
}

/** The parser adds no `<body>` of its own, although both tags are optional. */
function ensureBody(document: Document): HTMLElement {
  const present = document.querySelector("body");
  if (present !== null) return present;
  const root = document.documentElement;
  const body = document.createElement("body");
  const children = [...root.childNodes].filter((child) => child.nodeName.toLowerCase() !== "head");
  body.append(...children);
  root.append(body);
  return body;
}

function tooDeep(): ExtractError {
  return new ExtractError(
    "malformed",
    "The page nests its elements too deeply to be read. Paste its text instead.",
  );
}

function tooManyElements(): ExtractError {
  return new ExtractError(
    "too_large",
    "The page has too many elements to be read. Add a shorter page, or paste the part you need.",
  );
}

function makeLinksAbsolute(document: Document, url: string | undefined): void {
  const base = resolveUrl(document.querySelector("base[href]")?.getAttribute("href"), url) ?? url;
  for (const link of [...document.querySelectorAll("a[href]")]) {
    const href = link.getAttribute("href");
    const target = href?.startsWith("#") === true ? undefined : resolveUrl(href, base);
    if (target === undefined) link.removeAttribute("href");
    else link.setAttribute("href", target);
  }
  for (const image of [...document.querySelectorAll("img")]) {
    const target = resolveUrl(image.getAttribute("src"), base);
    if (target === undefined) image.remove();
    else image.setAttribute("src", target);
  }
}

/** An absolute http(s) or mailto address, or nothing. */
function resolveUrl(
  reference: string | null | undefined,
  base: string | undefined,
): string | undefined {
  if (reference === null || reference === undefined) return undefined;
  const address = reference.trim();
  if (!URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  return LINK_SCHEMES.has(url.protocol) ? url.href : undefined;
}

const ELEMENT_NODE = 1;
const SPACE_RUN_CHARS_MAX = 200;
// Tags that HTML lets one leave open: they say nothing about the depth.
const MAY_STAY_OPEN: ReadonlySet<string> = new Set(
  "p li dt dd td th tr tbody thead tfoot option br hr img meta link input area base col wbr source".split(
    " ",
  ),
);
const LINK_SCHEMES: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);
const DROPPED =
  "script:not([type='application/ld+json']), style, noscript, template, svg, iframe, object, embed, canvas, video, audio, link, button, select, textarea, input";
