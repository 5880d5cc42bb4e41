import type { DocumentImage, PublishableDocument } from "@/lib/adapters/cms";
import { type ArticleSource, exportMarkdown, renderArticle, slugOf } from "@/lib/markdown";
import { type RevisionMeta, snapshotsOf } from "@/lib/pipeline";
import type { Tx } from "@/lib/platform/db";
import type { Revision } from "@/prisma/generated/client";
import { sharedImageUrl, uploadIdsIn, uploadPath } from "./image-address";

const DESCRIPTION_CHARS_MAX = 300;

/** Puts a revision into the form that destinations get: rendered, with its sources written out. */
export async function documentOf(tx: Tx, revision: Revision): Promise<PublishableDocument> {
  const { ownerWorkspaceId: workspaceId, articleId } = revision;
  const article = await tx.article.findFirstOrThrow({
    where: { ownerWorkspaceId: workspaceId, id: articleId },
  });
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const sources = sourcesOf(await snapshotsOf(tx, revision));
  const meta = revision.meta as RevisionMeta;
  const { language = null } = article.brief as { language?: string };
  const html = renderArticle(revision.markdown, { sources });
  return {
    key: articleId,
    title: revision.title,
    slug: meta.slug ?? slugFrom(revision.title, articleId),
    description: (meta.description ?? "").slice(0, DESCRIPTION_CHARS_MAX),
    html,
    markdown: exportMarkdown(revision.markdown, sources),
    images: await imagesIn(tx, workspaceId, html),
    language,
    authorName: workspace.name,
    revision: revision.number,
    revisionHash: Buffer.from(revision.hash).toString("hex"),
  };
}

/** The images of this workspace that a text shows. Another workspace's are not among them. */
async function imagesIn(tx: Tx, workspaceId: string, html: string): Promise<DocumentImage[]> {
  const ids = uploadIdsIn(html);
  if (ids.length === 0) return [];
  const rows = await tx.upload.findMany({
    where: { ownerWorkspaceId: workspaceId, id: { in: ids } },
    select: { id: true, mediaType: true, alt: true },
  });
  const images = rows.map(({ id, mediaType, alt }) => ({
    id,
    path: uploadPath(id),
    url: sharedImageUrl(id),
    mediaType,
    extension: mediaType === "image/jpeg" ? "jpg" : mediaType.slice("image/".length),
    alt,
  }));
  return images.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/** Titles and addresses of snapshots by id, as the sources section shows them. */
function sourcesOf(
  snapshots: readonly { id: string; title: string; sourceTitle: string; finalUrl: string | null }[],
): Map<string, ArticleSource> {
  return new Map(
    snapshots.map((snapshot) => [
      snapshot.id,
      {
        title: snapshot.title === "" ? snapshot.sourceTitle : snapshot.title,
        ...(snapshot.finalUrl === null ? {} : { url: snapshot.finalUrl }),
      },
    ]),
  );
}

/** A slug that stays the article's own when a title has no letter to make one of. */
function slugFrom(title: string, articleId: string): string {
  const slug = slugOf(title)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .slice(0, 80)
    .replace(/-+$/, "");
  return slug === "" ? `article-${articleId.slice(-8)}` : slug;
}
