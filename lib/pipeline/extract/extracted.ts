/** What an extraction works on. */
export interface RawSource {
  readonly bytes: Uint8Array;
  /** A Content-Type header or a declared type; parameters such as `charset=` are read. */
  readonly mediaType?: string | undefined;
  readonly fileName?: string | undefined;
  /** Where it came from, after redirects. Relative links are resolved against it. */
  readonly url?: string | undefined;
}

export interface ExtractedText {
  readonly kind: "extracted";
  readonly title: string;
  readonly markdown: string;
  /** What citations are matched against: paragraphs separated by an empty line. */
  readonly text: string;
  readonly wordCount: number;
  /** A BCP 47 tag, as far as the source declares one. */
  readonly language?: string;
  readonly byline?: string;
  /** The publication date, as the source writes it. */
  readonly publishedAt?: string;
  /** What the source really is, whatever was declared. */
  readonly mediaType: string;
}

export type ExtractFailureCode =
  | "not_text"
  | "empty"
  | "too_large"
  | "unsupported"
  | "malformed"
  | "encrypted";

export interface ExtractFailure {
  readonly kind: "failed";
  readonly code: ExtractFailureCode;
  /** One sentence for the person who added the source. */
  readonly message: string;
}

export type Extracted = ExtractedText | ExtractFailure;

/** Ends an extraction from any depth. {@link extractSource} turns it into a result. */
export class ExtractError extends Error {
  readonly code: ExtractFailureCode;

  constructor(code: ExtractFailureCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "ExtractError";
    this.code = code;
  }
}
