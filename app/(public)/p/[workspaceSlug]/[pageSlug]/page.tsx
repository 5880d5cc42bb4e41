import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { JSX } from "react";
import { ArticlePreview } from "@/app/_ui/article-preview";
import { getNonce } from "@/lib/http/page-session";
import { findHostedPage } from "@/lib/publishing";
import { jsonLd } from "./json-ld";

interface HostedPageProps {
  params: Promise<{ workspaceSlug: string; pageSlug: string }>;
}

async function load({ params }: Readonly<HostedPageProps>) {
  const { workspaceSlug, pageSlug } = await params;
  const found = await findHostedPage(workspaceSlug, decodeURIComponent(pageSlug));
  if (found === null) notFound();
  return found;
}

export async function generateMetadata(props: Readonly<HostedPageProps>): Promise<Metadata> {
  const { site, page } = await load(props);
  const { title, description, url } = page;
  return {
    title: { absolute: `${title} · ${site.name}` },
    description,
    alternates: { canonical: url, types: { "application/rss+xml": `${site.url}/feed.xml` } },
    openGraph: {
      type: "article",
      title,
      description,
      url,
      siteName: site.name,
      publishedTime: page.published_at,
      modifiedTime: page.updated_at,
    },
    twitter: { card: "summary", title, description },
  };
}

/** A published article as the public reads it. */
export default async function HostedArticle(
  props: Readonly<HostedPageProps>,
): Promise<JSX.Element> {
  const { site, page } = await load(props);
  const published = new Date(page.published_at);
  return (
    <div className="mx-auto max-w-[46rem] px-5 py-8 sm:py-14">
      <script nonce={await getNonce()} type="application/ld+json">
        {jsonLd(site, page)}
      </script>
      <header className="mb-10 border-b pb-4">
        <Link
          href={new URL(site.url).pathname}
          className="font-serif text-lg font-semibold hover:underline"
        >
          {site.name}
        </Link>
      </header>
      <main>
        <ArticlePreview
          title={page.title}
          html={page.html}
          {...(page.language === null ? {} : { lang: page.language })}
        />
        <footer className="mt-12 border-t pt-4 text-soft">
          <time dateTime={page.published_at}>
            {published.toLocaleDateString("en", { dateStyle: "long", timeZone: "UTC" })}
          </time>
          {page.author_name !== null && <> · {page.author_name}</>}
        </footer>
      </main>
    </div>
  );
}
