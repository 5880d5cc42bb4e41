import { type Citation, type ReadArticle, readArticle, type TextBlock } from "@/lib/markdown";
import { type FactIndex, indexFacts } from "./facts";
import { normaliseForMatch } from "./normalise";

/** As much of a stored source as the checks need. */
export interface CheckedSnapshot {
  readonly id: string;
  readonly text: string;
  /** The team's own text: it may be taken over without limit. */
  readonly isOwn: boolean;
}

export interface CheckInput {
  readonly title: string;
  readonly markdown: string;
  readonly meta: { readonly description?: string | undefined; readonly slug?: string | undefined };
  readonly snapshots: readonly CheckedSnapshot[];
  /** What became of each address that {@link linksToCheck} names. */
  readonly linkResults?: ReadonlyMap<string, { readonly ok: boolean; readonly detail: string }>;
}

/** A snapshot with what was computed from it, at most once. */
export class SourceText {
  readonly snapshot: CheckedSnapshot;
  private cachedText: string | undefined;
  private cachedFacts: FactIndex | undefined;

  constructor(snapshot: CheckedSnapshot) {
    this.snapshot = snapshot;
  }

  get normalised(): string {
    this.cachedText ??= normaliseForMatch(this.snapshot.text);
    return this.cachedText;
  }

  get facts(): FactIndex {
    this.cachedFacts ??= indexFacts(this.normalised);
    return this.cachedFacts;
  }

  /** True when the words stand in the source. */
  holds(quote: string): boolean {
    return this.normalised.includes(normaliseForMatch(quote));
  }
}

/** An article with all that more than one rule asks for. */
export class CheckedArticle {
  readonly input: CheckInput;
  readonly read: ReadArticle;
  readonly texts: readonly TextBlock[];
  readonly sources: ReadonlyMap<string, SourceText>;
  private readonly citations: ReadonlyMap<string, Citation>;
  private readonly quoteEnds: readonly {
    offset: number;
    end: number;
    footnotes: readonly string[];
  }[];

  constructor(input: CheckInput) {
    this.input = input;
    this.read = readArticle(input.markdown);
    this.texts = this.read.blocks.filter((block) => isText(block));
    this.sources = new Map(
      input.snapshots.map((snapshot) => [snapshot.id.toLowerCase(), new SourceText(snapshot)]),
    );
    this.citations = new Map(
      this.read.citations.map((citation) => [citation.key.toLowerCase(), citation]),
    );
    this.quoteEnds = this.read.blocks.filter((block) => block.kind === "blockquote");
  }

  /** The sources that these footnotes cite; none for footnotes of the author's own. */
  sourcesOf(footnotes: readonly string[]): SourceText[] {
    return footnotes.flatMap((key) => {
      const citation = this.citations.get(key.toLowerCase());
      const source = citation === undefined ? undefined : this.sources.get(citation.sourceId);
      return source === undefined ? [] : [source];
    });
  }

  /** The footnotes that back a quoted paragraph: its own, else those of the quotation around it. */
  footnotesOfQuoted(block: TextBlock): readonly string[] {
    if (block.footnotes.length > 0) return block.footnotes;
    // Quotations are in order and inner ones come later, so the last that fits is the innermost.
    const around = this.quoteEnds.findLast(
      (quote) => quote.offset <= block.offset && block.end <= quote.end,
    );
    return around?.footnotes ?? [];
  }
}

function isText(block: ReadArticle["blocks"][number]): block is TextBlock {
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "table_row":
    case "code":
      return true;
    case "blockquote":
    case "image":
    case "link":
      return false;
  }
}
