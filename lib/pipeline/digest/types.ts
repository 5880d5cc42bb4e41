/** What the digest reads of a brief. */
export interface DigestBrief {
  readonly topic: string;
  readonly audience?: string | undefined;
  readonly keywords?: readonly string[] | undefined;
  readonly tone?: string | undefined;
  /** A BCP 47 tag. */
  readonly language?: string | undefined;
  readonly word_count?: number | undefined;
  readonly instructions?: string | undefined;
}

/** A stored source. */
export interface DigestSnapshot {
  readonly id: string;
  readonly title: string;
  readonly url?: string | undefined;
  /** What quotations are taken from. */
  readonly text: string;
  /** Says where headings and links are. */
  readonly markdown: string;
  readonly isOwn: boolean;
  readonly wordCount: number;
}

export interface DigestEvidence {
  source_id: string;
  /** Stands word for word in the source's text, white space collapsed. */
  quote: string;
}

export interface DigestSection {
  heading: string;
  intent?: string | undefined;
  evidence: DigestEvidence[];
}

export interface DigestOutline {
  title: string;
  sections: DigestSection[];
}

export interface DigestDraft {
  title: string;
  markdown: string;
  meta: { description: string; slug: string };
}
