import type { JSX } from "react";

export interface ArticlePreviewProps {
  /** Shown as the h1 of the article; left out where the page's header has it. */
  title?: string;
  /** What lib/markdown rendered: already sanitized. Anything else must not be passed. */
  html: string;
  /** BCP 47, for hyphenation and screen readers. */
  lang?: string;
}

/** An article as its readers will see it. */
export function ArticlePreview({ title, html, lang }: Readonly<ArticlePreviewProps>): JSX.Element {
  return (
    <article className="reading" lang={lang} dir="auto">
      {title !== undefined && <h1>{title}</h1>}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized by lib/markdown, see the prop. */}
      <div className="contents" dangerouslySetInnerHTML={{ __html: html }} />
    </article>
  );
}
