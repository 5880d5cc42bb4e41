export { extractSource } from "./extract-source";
export type {
  Extracted,
  ExtractedText,
  ExtractFailure,
  ExtractFailureCode,
  RawSource,
} from "./extracted";
