export {
  type Block,
  blocksOf,
  type ImageBlock,
  type LinkBlock,
  type QuoteBlock,
  type ReadArticle,
  readArticle,
  type TextBlock,
} from "./blocks";
export { canonicalMarkdown } from "./canonical";
export {
  type Citation,
  type CitationProblem,
  type CitationProblemKind,
  formatCitation,
  nextCitationKey,
  type ParsedCitations,
  parseCitations,
} from "./citation";
export { exportMarkdown } from "./export";
export { type OutlineEntry, outlineOf, slugOf } from "./outline";
export { escapeMarkdown, plainText, wordCount, wordSegmenter } from "./plain-text";
export { type RenderOptions, renderArticle } from "./render";
export type { ArticleSource } from "./source";
export type { Place } from "./tree";
