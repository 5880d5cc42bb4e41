import type { TextBlock } from "@/lib/markdown";
import type { CheckedArticle, SourceText } from "./checked-article";
import { type Fact, factsIn } from "./facts";
import { type Finding, finding, placeWithin, type Rule } from "./finding";
import { NUMBER_MIN, QUOTE_WORDS_MIN } from "./limits";
import { isPlaceholder } from "./placeholder";

/** Numbers, dates and quotations that no citation backs, or that the cited source doesn't have. */
export function checkEvidence(article: CheckedArticle): Finding[] {
  return article.texts.flatMap((block) => {
    if (block.kind !== "paragraph" && block.kind !== "table_row") return [];
    if (block.isInQuote) return uncitedBlockquote(article, block);
    if (isPlaceholder(block.text)) return [];
    const sources = article.sourcesOf(block.footnotes);
    const claims = claimsIn(block.text);
    return sources.length === 0
      ? uncited(article, block, claims)
      : notInSource(article, block, claims, sources);
  });
}

type EvidenceRule = Extract<Rule, "uncited_number" | "uncited_date" | "uncited_quote">;

interface Claim {
  readonly rule: EvidenceRule;
  readonly text: string;
  isIn(source: SourceText): boolean;
}

function claimsIn(text: string): Claim[] {
  const facts = factsIn(text).filter(isWorthACitation);
  return [
    ...facts.map((fact) => ({
      rule: fact.kind === "date" ? ("uncited_date" as const) : ("uncited_number" as const),
      text: fact.text,
      isIn: (source: SourceText) => fact.forms.some((form) => source.facts.has(form)),
    })),
    ...quotesIn(text).map((quote) => ({
      rule: "uncited_quote" as const,
      text: quote,
      isIn: (source: SourceText) => source.holds(quote),
    })),
  ];
}

function isWorthACitation(fact: Fact): boolean {
  if (fact.kind === "date") return true;
  return fact.forms.some((form) => form.includes(".") || Math.abs(Number(form)) >= NUMBER_MIN);
}

/** One finding per rule and paragraph: a table of figures needs one citation, not forty. */
function uncited(article: CheckedArticle, block: TextBlock, claims: readonly Claim[]): Finding[] {
  return RULES.flatMap((rule) => {
    const first = claims.find((claim) => claim.rule === rule);
    if (first === undefined) return [];
    const place = placeWithin(article.input.markdown, block, first.text);
    const message = `There is no citation for ${NOUNS[rule]} "${shown(first.text)}". Cite the source that says so, or leave it out.`;
    return [finding(rule, "warning", message, { place, excerpt: block.text })];
  });
}

function notInSource(
  article: CheckedArticle,
  block: TextBlock,
  claims: readonly Claim[],
  sources: readonly SourceText[],
): Finding[] {
  const unbacked = claims.filter((claim) => !sources.some((source) => claim.isIn(source)));
  return unbacked.map((claim) => {
    const place = placeWithin(article.input.markdown, block, claim.text);
    const message = `No source cited in this paragraph has ${NOUNS[claim.rule]} "${shown(claim.text)}". Correct it, or cite the source that has it.`;
    return finding(claim.rule, "warning", message, { place, excerpt: block.text });
  });
}

function uncitedBlockquote(article: CheckedArticle, block: TextBlock): Finding[] {
  if (article.footnotesOfQuoted(block).length > 0) return [];
  const message =
    "This quotation cites nothing. Add the citation, or write it as text of your own.";
  return [finding("uncited_quote", "warning", message, { place: block, excerpt: block.text })];
}

function quotesIn(text: string): string[] {
  return QUOTATIONS.flatMap((pattern) => [...text.matchAll(pattern)])
    .map((match) => (match[1] ?? "").replace(/[,.;]$/, "").trim())
    .filter((quote) => (quote.match(WORD) ?? []).length >= QUOTE_WORDS_MIN);
}

function shown(text: string): string {
  const characters = [...text.slice(0, 200)];
  return characters.length <= 60 ? text : `${characters.slice(0, 59).join("")}…`;
}

const RULES = ["uncited_number", "uncited_date", "uncited_quote"] as const;
const NOUNS: Readonly<Record<EvidenceRule, string>> = {
  uncited_number: "the number",
  uncited_date: "the date",
  uncited_quote: "the quotation",
};
const QUOTATIONS = [
  /"([^"\n]{8,2000})"/g,
  /[“„]([^“”„\n]{8,2000})[”“]/g,
  /«([^«»\n]{8,2000})»/g,
  /「([^「」\n]{4,2000})」/g,
];
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+/gu;
