import { API_CONTENT_SECURITY_POLICY } from "./security-headers";

/** An image never changes under its address. What only members see is kept by their own browser alone, and shortly. */
const PUBLIC_CACHE = "public, max-age=31536000, immutable";
const MEMBER_CACHE = "private, max-age=300";

/** An image that can be shown and nothing else: no script, no frame, no other type. */
export function imageResponse(image: {
  readonly mediaType: string;
  readonly data: Uint8Array<ArrayBuffer>;
  readonly isPublic: boolean;
}): Response {
  return new Response(image.data, {
    headers: {
      "Content-Type": image.mediaType,
      "Content-Disposition": "inline",
      "Content-Security-Policy": API_CONTENT_SECURITY_POLICY,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": image.isPublic ? PUBLIC_CACHE : MEMBER_CACHE,
    },
  });
}
