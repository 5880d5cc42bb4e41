import { wordCount } from "@/lib/markdown";
import { factsIn } from "@/lib/pipeline/checks";
import { FIGURE_WORDS_MAX, FIGURES_PER_SECTION_MAX } from "./limits";
import { collapse, sentencesOf } from "./passages";
import type { DigestEvidence } from "./types";

/** A number or a date with the sentence that it stands in. */
export interface Figure {
  readonly sourceId: string;
  readonly value: string;
  readonly sentence: string;
}

/** The numbers and dates of a section's evidence, each sentence once. */
export function figuresIn(evidence: readonly DigestEvidence[], language: string): Figure[] {
  const figures: Figure[] = [];
  const seen = new Set<string>();
  for (const { source_id: sourceId, quote } of evidence) {
    for (const sentence of sentencesOf(collapse(quote), language)) {
      const value = factsIn(sentence).find(isTelling)?.text;
      const isShort = wordCount(sentence, language) <= FIGURE_WORDS_MAX;
      if (value === undefined || !isShort || seen.has(sentence)) continue;
      seen.add(sentence);
      figures.push({ sourceId, value: value.trim(), sentence });
      if (figures.length === FIGURES_PER_SECTION_MAX) return figures;
    }
  }
  return figures;
}

/** "Step 1" and "the 3 of them" are no figures. */
function isTelling(fact: ReturnType<typeof factsIn>[number]): boolean {
  return fact.kind === "date" || fact.text.length > 1;
}
