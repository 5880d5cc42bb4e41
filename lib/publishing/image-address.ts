import { equalBytes, hmacSha256 } from "@/lib/crypto";
import { env } from "@/lib/platform/env";

// One address for the whole life of an image: /uploads/{id}. It stands in the Markdown, so the preview, a
// hosted page and every connector find the same image by it.

const IMAGE_SOURCE = /<img src="\/uploads\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"/g;

/** Where an image is, below the address of this installation. */
export function uploadPath(id: string): string {
  return `/uploads/${id}`;
}

/** The ids of our images in HTML that renderArticle made, each one once. */
export function uploadIdsIn(html: string): string[] {
  return [...new Set([...html.matchAll(IMAGE_SOURCE)].map(([, id = ""]) => id))];
}

/**
 * An absolute address that whoever has it may read, for receivers that can't sign in and copy the image.
 * It is the same each time, so that a repeated message is the same bytes.
 */
export function sharedImageUrl(id: string): string {
  return `${env().PUBLIC_URL}${uploadPath(id)}?key=${shareKeyOf(id)}`;
}

/** Whether a key is the one of sharedImageUrl. */
export function isShareKey(id: string, key: string): boolean {
  return equalBytes(Buffer.from(key, "utf8"), Buffer.from(shareKeyOf(id), "utf8"));
}

function shareKeyOf(id: string): string {
  const secret = Buffer.from(env().AUTH_SECRET, "base64");
  return hmacSha256(secret, `autoink-shared-image\0${id}`).toString("base64url");
}
