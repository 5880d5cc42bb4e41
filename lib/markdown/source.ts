/** What a reader is told about a cited source. */
export interface ArticleSource {
  readonly title: string;
  readonly url?: string | undefined;
}

/** Shown for a citation whose source is not there any more. */
export const UNKNOWN_SOURCE_TITLE = "Source not available";

/** The URL in its normal form when it is an http(s) one that Markdown and HTML can carry. */
export function webUrl(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return undefined;
  return parsed.href.replaceAll("<", "%3C").replaceAll(">", "%3E");
}
