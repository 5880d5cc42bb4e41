export {
  IMAGE_BYTES_MAX,
  IMAGE_PIXELS_MAX,
  type ImageMediaType,
  type ImageOutcome,
  type StoredImage,
} from "./port";
export { rewriteImage } from "./rewrite-image";
