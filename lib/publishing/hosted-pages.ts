import { clock } from "@/lib/platform/clock";
import { type Prisma, withSystem } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import type { HostedPage, Workspace } from "@/prisma/generated/client";

// What the public sees. These queries name the workspace by its slug and show published pages only.

const LIST_MAX = 1_000;

export interface HostedPageView {
  slug: string;
  url: string;
  title: string;
  description: string;
  html: string;
  language: string | null;
  author_name: string | null;
  published_at: string;
  updated_at: string;
}

export interface HostedSite {
  name: string;
  url: string;
  pages: HostedPageView[];
}

/** One published page, or null. */
export async function findHostedPage(
  workspaceSlug: string,
  pageSlug: string,
): Promise<{ site: { name: string; url: string }; page: HostedPageView } | null> {
  return withSystem(async (tx) => {
    const workspace = await tx.workspace.findFirst({
      where: { slug: workspaceSlug, deletedAt: null },
    });
    if (workspace === null) return null;
    const row = await tx.hostedPage.findFirst({
      where: { ownerWorkspaceId: workspace.id, slug: pageSlug, ...publicNow() },
    });
    if (row === null) return null;
    return {
      site: { name: workspace.name, url: hostedSiteUrl(workspace.slug) },
      page: toView(workspace, row),
    };
  });
}

/** The published pages of a workspace, the latest first, or null when there is no such workspace. */
export async function findHostedSite(workspaceSlug: string): Promise<HostedSite | null> {
  return withSystem(async (tx) => {
    const workspace = await tx.workspace.findFirst({
      where: { slug: workspaceSlug, deletedAt: null },
    });
    if (workspace === null) return null;
    const rows = await tx.hostedPage.findMany({
      where: { ownerWorkspaceId: workspace.id, ...publicNow() },
      orderBy: { publishedAt: "desc" },
      take: LIST_MAX,
    });
    return {
      name: workspace.name,
      url: hostedSiteUrl(workspace.slug),
      pages: rows.map((row) => toView(workspace, row)),
    };
  });
}

/** Published, or scheduled for a time that has come: nothing has to run at that minute. */
export function publicNow(): Prisma.HostedPageWhereInput {
  return { OR: [{ state: "published" }, { state: "scheduled", publishAt: { lte: clock.now() } }] };
}

/** The address under which AutoInk serves the pages of a workspace. */
export function hostedSiteUrl(workspaceSlug: string): string {
  return `${env().PUBLIC_URL}/p/${workspaceSlug}`;
}

function toView(workspace: Workspace, row: HostedPage): HostedPageView {
  return {
    slug: row.slug,
    url: `${hostedSiteUrl(workspace.slug)}/${encodeURIComponent(row.slug)}`,
    title: row.title,
    description: row.description,
    html: row.html,
    language: row.language,
    author_name: row.authorName,
    published_at: (row.publishedAt ?? row.updatedAt).toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
