import MiniSearch from "minisearch";
import { CANDIDATES_MAX, EVIDENCE_MAX } from "./limits";
import type { Passage } from "./passages";
import { similarity, termsOf } from "./terms";

export interface Question {
  readonly topic: string;
  readonly keywords: readonly string[];
  readonly language: string;
  /** How many words of evidence are wanted. */
  readonly words: number;
}

/**
 * Chooses what to quote: the passages that answer the question best (BM25), each as different as it
 * can be from those before it (maximal marginal relevance), with every source heard.
 */
export function selectPassages(passages: readonly Passage[], question: Question): Passage[] {
  const candidates = rank(passages, question).slice(0, CANDIDATES_MAX);
  const nearest = new Map<Passage, number>();
  const chosen: Passage[] = [];
  const heard = new Set<number>();
  let words = 0;
  while (chosen.length < Math.min(EVIDENCE_MAX, candidates.length) && !isEnough(words, question)) {
    const best = bestOf(candidates, (candidate) => {
      if (chosen.includes(candidate.passage)) return Number.NEGATIVE_INFINITY;
      const bonus = heard.has(candidate.passage.source) ? 0 : UNHEARD_BONUS;
      const repeats = nearest.get(candidate.passage) ?? 0;
      return RELEVANCE_WEIGHT * candidate.score - (1 - RELEVANCE_WEIGHT) * repeats + bonus;
    });
    if (best === undefined) break;
    // The rest only says the same again.
    if ((nearest.get(best.passage) ?? 0) > SIMILARITY_MAX) break;
    chosen.push(best.passage);
    heard.add(best.passage.source);
    words += Math.max(1, best.passage.terms.size);
    for (const { passage } of candidates) {
      const likeness = similarity(passage.terms, best.passage.terms);
      nearest.set(passage, Math.max(likeness, nearest.get(passage) ?? 0));
    }
  }
  return chosen;
}

interface Candidate {
  readonly passage: Passage;
  /** 0 to 1. */
  readonly score: number;
}

function isEnough(words: number, question: Question): boolean {
  return words >= question.words;
}

/** Best first; equals stay in the order of the sources, since the sort is stable. */
function rank(passages: readonly Passage[], question: Question): Candidate[] {
  const scores = bm25(passages, question);
  const highest = Math.max(0, ...scores.values());
  return passages
    .map((passage, i) => {
      const relevance = highest === 0 ? 0 : (scores.get(i) ?? 0) / highest;
      // Authors put first what matters most.
      const lead = 1 / (1 + passage.position);
      return { passage, score: relevance * (1 - LEAD_WEIGHT) + lead * LEAD_WEIGHT };
    })
    .sort((a, b) => b.score - a.score);
}

function bm25(passages: readonly Passage[], question: Question): Map<number, number> {
  const index = new MiniSearch({
    fields: ["text", "heading"],
    tokenize: (text) => termsOf(text, question.language),
    processTerm: (term) => term,
  });
  index.addAll(passages.map(({ text, heading }, id) => ({ id, text, heading })));
  const query = [question.topic, ...question.keywords, ...question.keywords].join(" ");
  const results = index.search(query, { boost: { heading: HEADING_BOOST } });
  return new Map(results.map((result) => [Number(result.id), result.score]));
}

function bestOf(
  candidates: readonly Candidate[],
  worth: (candidate: Candidate) => number,
): Candidate | undefined {
  let best: Candidate | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    const value = worth(candidate);
    // The first of equals wins: the candidates' order doesn't depend on anything but the input.
    if (value > highest) {
      best = candidate;
      highest = value;
    }
  }
  return best;
}

const RELEVANCE_WEIGHT = 0.7;
const LEAD_WEIGHT = 0.15;
const UNHEARD_BONUS = 0.2;
const SIMILARITY_MAX = 0.8;
const HEADING_BOOST = 1.5;
