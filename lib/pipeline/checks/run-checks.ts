import { CheckedArticle, type CheckInput } from "./checked-article";
import { checkCitations } from "./citation-rules";
import { checkEvidence } from "./evidence-rules";
import type { Finding, Rule } from "./finding";
import { FINDINGS_PER_RULE_MAX } from "./limits";
import { checkPage } from "./page-rules";
import { checkVerbatim } from "./verbatim-rules";

/**
 * Checks an article against its sources and as a page. Pure: the same input gives the same findings,
 * in the order of the text. An article may be published when none of them is blocking.
 */
export function runChecks(input: CheckInput): Finding[] {
  const article = new CheckedArticle(input);
  const findings = [
    ...checkPage(article),
    ...checkCitations(article),
    ...checkEvidence(article),
    ...checkVerbatim(article),
  ];
  return atMostPerRule(findings).sort(byPlace);
}

function byPlace(a: Finding, b: Finding): number {
  return a.line === b.line ? a.column - b.column : a.line - b.line;
}

function atMostPerRule(findings: readonly Finding[]): Finding[] {
  const counts = new Map<Rule, number>();
  return findings.filter(({ rule }) => {
    const count = (counts.get(rule) ?? 0) + 1;
    counts.set(rule, count);
    return count <= FINDINGS_PER_RULE_MAX;
  });
}
