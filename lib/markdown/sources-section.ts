import type rehypeSanitize from "rehype-sanitize";
import type { CitationNumbers, NumberedSource } from "./citation-numbers";
import { type ArticleSource, UNKNOWN_SOURCE_TITLE, webUrl } from "./source";

export type HtmlRoot = Parameters<ReturnType<typeof rehypeSanitize>>[0];
export type HtmlElement = Extract<HtmlRoot["children"][number], { type: "element" }>;
export type HtmlNode = HtmlElement["children"][number];

interface SectionOptions {
  readonly sources: ReadonlyMap<string, ArticleSource>;
  /** Of its heading, 1 to 6. */
  readonly depth: number;
  readonly heading: string;
  readonly withQuotes: boolean;
}

/** The list of cited sources, or nothing when the article cites none. */
export function sourcesSection(
  numbers: CitationNumbers,
  options: SectionOptions,
): HtmlElement | undefined {
  if (numbers.sources.length === 0) return undefined;
  const heading = element(`h${options.depth}`, { id: "sources" }, [text(options.heading)]);
  const entries = numbers.sources.map((source) => entryOf(source, options));
  const list = element("ol", {}, entries);
  return element("section", { className: ["sources"], ariaLabelledBy: ["sources"] }, [
    heading,
    list,
  ]);
}

function entryOf(source: NumberedSource, options: SectionOptions): HtmlElement {
  const cited = options.sources.get(source.sourceId);
  const title = text(cited?.title ?? UNKNOWN_SOURCE_TITLE);
  const href = webUrl(cited?.url);
  const name = href === undefined ? title : element("a", { href }, [title]);
  const children: HtmlNode[] = [element("cite", { dir: "auto" }, [name])];
  if (options.withQuotes) {
    for (const quote of source.quotes) {
      children.push(text(" "), element("q", { dir: "auto" }, [text(quote)]));
    }
  }
  for (const link of backLinks(source)) children.push(text(" "), link);
  return element("li", { id: `source-${source.number}` }, children);
}

function backLinks(source: NumberedSource): HtmlElement[] {
  return Array.from({ length: Math.min(source.references, BACK_LINKS_MAX) }, (_, i) => {
    const id = i === 0 ? `ref-${source.number}` : `ref-${source.number}-${i + 1}`;
    const ariaLabel = `Back to mention ${i + 1} of source ${source.number}`;
    return element("a", { href: `#${id}`, ariaLabel }, [text("↩")]);
  });
}

function element(
  tagName: string,
  properties: HtmlElement["properties"],
  children: HtmlElement["children"],
): HtmlElement {
  return { type: "element", tagName, properties, children };
}

function text(value: string): Extract<HtmlNode, { type: "text" }> {
  return { type: "text", value };
}

const BACK_LINKS_MAX = 20;
