import sharp, { type Metadata, type Sharp } from "sharp";
import {
  IMAGE_PIXELS_MAX,
  IMAGE_SIDE_MAX,
  IMAGE_STORED_BYTES_MAX,
  type ImageMediaType,
  type ImageOutcome,
} from "./port";
import { type ImageKind, imageKindOf } from "./signature";

const DECODE_SECONDS_MAX = 20;
const JPEG_QUALITY = 88;
const WEBP_QUALITY = 86;

/**
 * Decodes an image and writes it anew, so that place, camera, thumbnails and whatever else a file can carry
 * are gone. The size is read from the header and refused before a single pixel is decoded. Never rejects for
 * what a file holds.
 */
export async function rewriteImage(bytes: Uint8Array): Promise<ImageOutcome> {
  const kind = imageKindOf(bytes);
  if (kind === null) return { kind: "unsupported" };
  const isMoving = kind === "gif" || kind === "webp";
  try {
    const header = await sharp(bytes, { limitInputPixels: false, animated: isMoving }).metadata();
    if (!isWithinLimits(header)) return { kind: "too_large" };
    const image = sharp(bytes, {
      limitInputPixels: IMAGE_PIXELS_MAX,
      animated: isMoving,
      failOn: "error",
    });
    const written = writeAs(kind, image.autoOrient());
    const { data, info } = await written
      .timeout({ seconds: DECODE_SECONDS_MAX })
      .toBuffer({ resolveWithObject: true });
    if (data.length > IMAGE_STORED_BYTES_MAX) return { kind: "too_large" };
    // An animation's frames lie under one another: each is as high as one page.
    const height = info.pageHeight ?? info.height;
    return {
      kind: "stored",
      image: {
        mediaType: MEDIA_TYPES[kind],
        width: info.width,
        height,
        data: Uint8Array.from(data),
      },
    };
  } catch {
    // The decoder says no in many words, all of which mean: this is not a whole image.
    return { kind: "unsupported" };
  }
}

const MEDIA_TYPES: Readonly<Record<ImageKind, ImageMediaType>> = {
  png: "image/png",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/webp",
  avif: "image/webp",
};

/** `height` counts all frames of an animation. */
function isWithinLimits({ width, height, pageHeight }: Metadata): boolean {
  if (width * height > IMAGE_PIXELS_MAX) return false;
  return width <= IMAGE_SIDE_MAX && (pageHeight ?? height) <= IMAGE_SIDE_MAX;
}

function writeAs(kind: ImageKind, image: Sharp): Sharp {
  switch (MEDIA_TYPES[kind]) {
    case "image/png":
      return image.png();
    case "image/jpeg":
      return image.jpeg({ quality: JPEG_QUALITY });
    case "image/webp":
      return image.webp({ quality: WEBP_QUALITY });
  }
}
