export { extractSource } from "./extract-source";
export type {
  Extracted,
  ExtractedText,
  ExtractFailure,
  ExtractFailureCode,
  RawSource,
} from "./extracted";
export { SOURCE_BYTES_MAX, TEXT_CHARS_MAX } from "./limits";
