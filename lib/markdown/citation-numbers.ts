import { type Citation, identifierOf } from "./citation";

/** One cited source as the reader meets it. */
export interface NumberedSource {
  readonly number: number;
  readonly sourceId: string;
  /** The words taken from it, each once, in the order of use. */
  readonly quotes: readonly string[];
  readonly references: number;
}

export interface CitationNumbers {
  readonly sources: readonly NumberedSource[];
  /** From the identifier of a footnote to the number of its source. */
  readonly byIdentifier: ReadonlyMap<string, number>;
}

/** Numbers the sources from 1 by first use. A citation that nothing refers to gets no number. */
export function numberCitations(citations: readonly Citation[]): CitationNumbers {
  const used = citations
    .flatMap((citation) => citation.referencePlaces.map((place) => ({ citation, place })))
    .sort((a, b) => a.place.offset - b.place.offset);
  const sources = new Map<string, Draft>();
  const byIdentifier = new Map<string, number>();
  for (const { citation } of used) {
    const source = sources.get(citation.sourceId) ?? startSource(citation, sources.size + 1);
    sources.set(citation.sourceId, source);
    source.references += 1;
    source.quotes.add(citation.quote);
    byIdentifier.set(identifierOf(citation.key), source.number);
  }
  return {
    sources: [...sources.values()].map((source) => ({ ...source, quotes: [...source.quotes] })),
    byIdentifier,
  };
}

interface Draft {
  readonly number: number;
  readonly sourceId: string;
  readonly quotes: Set<string>;
  references: number;
}

function startSource(citation: Citation, number: number): Draft {
  return { number, sourceId: citation.sourceId, quotes: new Set(), references: 0 };
}
