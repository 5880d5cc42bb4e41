import { rewriteImage, type StoredImage } from "@/lib/adapters/storage";
import { recordEvent } from "@/lib/audit";
import { type Actor, requirePermission } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { type Tx, withWorkspace } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import type { Upload } from "@/prisma/generated/client";
import { uploadPath } from "./image-address";
import { ALT_CHARS_MAX, type UploadView } from "./schema";

export { IMAGE_BYTES_MAX } from "@/lib/adapters/storage";

/** What all images of a workspace may weigh together. */
const WORKSPACE_BYTES_MAX = 1024 * 1024 * 1024;

/** Everything of a row but the image itself. */
const FACTS = {
  id: true,
  mediaType: true,
  width: true,
  height: true,
  bytes: true,
  alt: true,
  createdAt: true,
} as const;
type Facts = Pick<Upload, keyof typeof FACTS>;

/**
 * Takes an image and the words that stand for it. The same id is the same image.
 * @throws AppError forbidden | invalid_query | unsupported_image | image_too_large | unprocessable
 */
export async function createUpload(
  actor: Actor,
  id: string,
  input: { readonly alt: string; readonly file: Uint8Array },
): Promise<UploadView> {
  requirePermission(actor, "article:write");
  const alt = requireAlt(input.alt);
  const image = await requireImage(input.file);
  const row = await withWorkspace(actor, async (tx) => {
    const key = { ownerWorkspaceId: actor.workspaceId, id };
    const known = await tx.upload.findFirst({ where: key, select: FACTS });
    if (known !== null) return known;
    await requireRoom(tx, actor.workspaceId, image.data.length);
    const created = await tx.upload.create({
      data: {
        ...key,
        mediaType: image.mediaType,
        width: image.width,
        height: image.height,
        bytes: image.data.length,
        alt,
        data: image.data,
        createdBy: actor.userId,
        createdAt: clock.now(),
      },
      select: FACTS,
    });
    await recordEvent(tx, {
      workspaceId: actor.workspaceId,
      userId: actor.userId,
      action: "upload.created",
      subjectKind: "upload",
      subjectId: id,
      detail: { media_type: image.mediaType, bytes: image.data.length },
    });
    return created;
  });
  return toView(row);
}

/** The images of a workspace by age. @throws AppError forbidden */
export async function findUploads(actor: Actor, page: PageQuery): Promise<Page<UploadView>> {
  requirePermission(actor, "workspace:read");
  const rows = await withWorkspace(actor, (tx) =>
    tx.upload.findMany({
      where: {
        ownerWorkspaceId: actor.workspaceId,
        ...(page.after === null ? {} : { id: { gt: page.after } }),
      },
      orderBy: { id: "asc" },
      take: page.limit + 1,
      select: FACTS,
    }),
  );
  return toPage(rows, page.limit, (row) => row.id, toView);
}

/**
 * Deletes an image that no revision and no hosted page shows: history must stay readable.
 * @throws AppError forbidden | not_found | upload_in_use
 */
export async function deleteUpload(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "article:write");
  const ownerWorkspaceId = actor.workspaceId;
  await withWorkspace(actor, async (tx) => {
    const uses =
      (await tx.hostedPage.count({ where: { ownerWorkspaceId, uploadIds: { has: id } } })) +
      (await tx.revision.count({
        where: { ownerWorkspaceId, markdown: { contains: uploadPath(id) } },
      }));
    if (uses > 0) throw new AppError("upload_in_use");
    const { count } = await tx.upload.deleteMany({ where: { ownerWorkspaceId, id } });
    if (count === 0) throw new AppError("not_found");
    await recordEvent(tx, {
      workspaceId: ownerWorkspaceId,
      userId: actor.userId,
      action: "upload.deleted",
      subjectKind: "upload",
      subjectId: id,
    });
  });
}

function requireAlt(text: string): string {
  const alt = text.trim();
  if (alt !== "" && alt.length <= ALT_CHARS_MAX && alt.isWellFormed() && !alt.includes("\0")) {
    return alt;
  }
  throw new AppError("invalid_query", {
    detail: `alt says what the image shows, in 1 to ${ALT_CHARS_MAX} characters.`,
  });
}

async function requireImage(file: Uint8Array): Promise<StoredImage> {
  const outcome = await rewriteImage(file);
  switch (outcome.kind) {
    case "stored":
      return outcome.image;
    case "unsupported":
      throw new AppError("unsupported_image", {
        detail: "Send a whole PNG, JPEG, WebP, GIF or AVIF image.",
      });
    case "too_large":
      throw new AppError("image_too_large", {
        detail: "Make the image smaller: at most 40 million pixels, 16 383 on a side.",
      });
    default:
      return outcome satisfies never;
  }
}

async function requireRoom(tx: Tx, workspaceId: string, bytes: number): Promise<void> {
  const { _sum: sum } = await tx.upload.aggregate({
    where: { ownerWorkspaceId: workspaceId },
    _sum: { bytes: true },
  });
  if ((sum.bytes ?? 0) + bytes <= WORKSPACE_BYTES_MAX) return;
  throw new AppError("unprocessable", {
    detail: "The images of this workspace weigh 1 GiB together. Delete some that nothing shows.",
  });
}

function toView(row: Facts): UploadView {
  return {
    id: row.id,
    url: uploadPath(row.id),
    media_type: row.mediaType,
    width: row.width,
    height: row.height,
    bytes: row.bytes,
    alt: row.alt,
    created_at: row.createdAt.toISOString(),
  };
}
