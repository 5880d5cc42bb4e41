import { type Citation, parseCitations } from "./citation";
import { escapeMarkdown } from "./plain-text";
import { type ArticleSource, UNKNOWN_SOURCE_TITLE, webUrl } from "./source";

/**
 * An article for use outside AutoInk: each citation becomes a footnote that a reader understands,
 * `[^1]: Title, <url> — "span"`. The rest of the text is left as it is.
 */
export function exportMarkdown(
  markdown: string,
  sources: ReadonlyMap<string, ArticleSource>,
): string {
  let exported = "";
  let position = 0;
  const { citations } = parseCitations(markdown);
  const inOrder = [...citations].sort((a, b) => start(a) - start(b));
  for (const citation of inOrder) {
    exported += markdown.slice(position, start(citation));
    exported += readableDefinition(citation, sources.get(citation.sourceId));
    position = citation.definitionPlace.end;
  }
  return exported + markdown.slice(position);
}

function start(citation: Citation): number {
  return citation.definitionPlace.offset;
}

function readableDefinition(citation: Citation, source: ArticleSource | undefined): string {
  const title = escapeMarkdown(source?.title ?? UNKNOWN_SOURCE_TITLE);
  const url = webUrl(source?.url);
  const link = url === undefined ? "" : `, <${url}>`;
  return `[^${citation.key}]: ${title}${link} — "${escapeMarkdown(citation.quote)}"`;
}
