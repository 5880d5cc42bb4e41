import type { HostedPageView } from "@/lib/publishing";

/**
 * schema.org Article as JSON-LD for a script element. "<" is written as an escape, so that no title can
 * end the element.
 */
export function jsonLd(site: { name: string; url: string }, page: HostedPageView): string {
  const data = {
    "@context": "https://schema.org",
    "@type": "Article",
    headline: page.title,
    description: page.description,
    url: page.url,
    mainEntityOfPage: page.url,
    datePublished: page.published_at,
    dateModified: page.updated_at,
    ...(page.language === null ? {} : { inLanguage: page.language }),
    author: { "@type": "Organization", name: page.author_name ?? site.name },
    publisher: { "@type": "Organization", name: site.name, url: site.url },
  };
  return JSON.stringify(data).replaceAll("<", "\\u003c").replaceAll("&", "\\u0026");
}
