/** The kinds of image that are read. Nothing else ever reaches the decoder: no SVG, PDF, TIFF or camera file. */
export type ImageKind = "png" | "jpeg" | "gif" | "webp" | "avif";

const PNG = "89504e470d0a1a0a";
const JPEG = "ffd8ff";
const SIGNATURE_BYTES = 16;

/** What a file is by its first bytes, whatever its name or Content-Type say; null when it is none of ours. */
export function imageKindOf(bytes: Uint8Array): ImageKind | null {
  const head = Buffer.from(bytes.subarray(0, SIGNATURE_BYTES));
  const hex = head.toString("hex");
  const text = head.toString("latin1");
  if (hex.startsWith(PNG)) return "png";
  if (hex.startsWith(JPEG)) return "jpeg";
  if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) return "gif";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "webp";
  // ISO 14496-12 section 4.3: the first box is "ftyp" and names the brand.
  if (text.slice(4, 8) === "ftyp" && ["avif", "avis"].includes(text.slice(8, 12))) return "avif";
  return null;
}
