import { withSystem, withWorkspace } from "@/lib/platform/db";
import type { Upload } from "@/prisma/generated/client";
import { publicNow } from "./hosted-pages";
import { isShareKey } from "./image-address";

/** An image as it is served. */
export interface ImageFile {
  readonly mediaType: string;
  readonly data: Uint8Array<ArrayBuffer>;
  /** Whether anybody may keep a copy. */
  readonly isPublic: boolean;
}

interface Visitor {
  /** Of the address that a webhook's receiver gets. */
  readonly key: string | null;
  /** Asked only for an image that is not public. */
  isMemberOf(workspaceId: string): Promise<boolean>;
}

/**
 * An image for whoever asks, or null: the public sees what a published page of the same workspace shows,
 * the holder of its key sees it, and members see all of theirs. A missing image and somebody else's are alike.
 */
export async function findImage(id: string, visitor: Visitor): Promise<ImageFile | null> {
  const found = await withSystem(async (tx) => {
    const upload = await tx.upload.findUnique({
      where: { id },
      select: { ownerWorkspaceId: true },
    });
    if (upload === null) return null;
    const { ownerWorkspaceId } = upload;
    const page = await tx.hostedPage.findFirst({
      where: {
        ownerWorkspaceId,
        uploadIds: { has: id },
        ...publicNow(),
        article: { workspace: { deletedAt: null } },
      },
      select: { articleId: true },
    });
    return { ownerWorkspaceId, isPublished: page !== null };
  });
  if (found === null) return null;
  const { ownerWorkspaceId: workspaceId } = found;
  const isPublic = found.isPublished || (visitor.key !== null && isShareKey(id, visitor.key));
  if (!isPublic && !(await visitor.isMemberOf(workspaceId))) return null;
  return withWorkspace({ workspaceId }, async (tx) => {
    const row = await tx.upload.findFirst({ where: { ownerWorkspaceId: workspaceId, id } });
    return row === null ? null : toFile(row, isPublic);
  });
}

function toFile(row: Upload, isPublic: boolean): ImageFile {
  return { mediaType: row.mediaType, data: Uint8Array.from(row.data), isPublic };
}
