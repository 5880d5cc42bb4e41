import { downloadZip } from "@/lib/adapters/cms";
import { type Actor, requirePermission } from "@/lib/identity";
import { requireApproved } from "@/lib/pipeline";
import { withWorkspace } from "@/lib/platform/db";
import { documentOf } from "./document";
import { readImage } from "./image-bytes";

/**
 * The approved revision as a zip, for sites that AutoInk can't reach. The file name is plain ASCII.
 * @throws AppError not_found | not_approved
 */
export async function downloadArticle(
  actor: Actor,
  articleId: string,
): Promise<{ fileName: string; bytes: Uint8Array }> {
  requirePermission(actor, "workspace:read");
  const document = await withWorkspace(actor, async (tx) => {
    const revision = await requireApproved(tx, actor.workspaceId, articleId);
    return documentOf(tx, revision);
  });
  const images = new Map<string, Uint8Array>();
  for (const { id } of document.images) {
    const bytes = await readImage(actor.workspaceId, id);
    if (bytes !== null) images.set(id, bytes);
  }
  const name = document.slug.replace(/[^a-z0-9-]/g, "");
  return {
    fileName: `${name === "" ? "article" : name}.zip`,
    bytes: downloadZip(document, images),
  };
}
