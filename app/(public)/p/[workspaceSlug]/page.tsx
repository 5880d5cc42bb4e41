import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { JSX } from "react";
import { findHostedSite, type HostedSite } from "@/lib/publishing";

interface HostedSiteProps {
  params: Promise<{ workspaceSlug: string }>;
}

async function load({ params }: Readonly<HostedSiteProps>): Promise<HostedSite> {
  const site = await findHostedSite((await params).workspaceSlug);
  if (site === null) notFound();
  return site;
}

export async function generateMetadata(props: Readonly<HostedSiteProps>): Promise<Metadata> {
  const site = await load(props);
  return {
    title: { absolute: site.name },
    description: `Articles by ${site.name}.`,
    alternates: { canonical: site.url, types: { "application/rss+xml": `${site.url}/feed.xml` } },
  };
}

/** What a workspace has published here, the latest first. */
export default async function HostedSitePage(
  props: Readonly<HostedSiteProps>,
): Promise<JSX.Element> {
  const site = await load(props);
  return (
    <main className="mx-auto max-w-[46rem] px-5 py-8 sm:py-14">
      <h1 className="mb-10 font-serif text-3xl font-semibold tracking-tight">{site.name}</h1>
      {site.pages.length === 0 && <p className="text-soft">Nothing is published here yet.</p>}
      <ul className="flex flex-col divide-y">
        {site.pages.map((page) => (
          <li key={page.slug} className="py-5">
            <h2 className="font-serif text-xl font-semibold" dir="auto">
              <Link href={new URL(page.url).pathname} className="hover:underline">
                {page.title}
              </Link>
            </h2>
            {page.description !== "" && (
              <p className="mt-1 text-soft" dir="auto">
                {page.description}
              </p>
            )}
          </li>
        ))}
      </ul>
    </main>
  );
}
