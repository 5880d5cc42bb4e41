/** What an image is stored as. GIF and AVIF become WebP, which every browser and CMS of today takes. */
export type ImageMediaType = "image/png" | "image/jpeg" | "image/webp";

/** An image that we have written ourselves: its pixels and nothing else of the sent file. */
export interface StoredImage {
  readonly mediaType: ImageMediaType;
  /** In pixels, as it is seen: the camera's orientation is applied. */
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** A file that is refused: `unsupported` is no image we read, or a broken one; `too_large` has too many pixels. */
export type ImageOutcome =
  | { readonly kind: "stored"; readonly image: StoredImage }
  | { readonly kind: "unsupported" }
  | { readonly kind: "too_large" };

// Every limit of an image, in one place.

/** Of the file that is sent; the guard takes no larger body of any kind. */
export const IMAGE_BYTES_MAX = 10 * 1024 * 1024;
/** Of all frames together, once decoded: 4 bytes each, so 160 MB of memory. */
export const IMAGE_PIXELS_MAX = 40_000_000;
/** WebP can't be wider or higher. */
export const IMAGE_SIDE_MAX = 16_383;
/** Of the image as we write it. */
export const IMAGE_STORED_BYTES_MAX = 20 * 1024 * 1024;
