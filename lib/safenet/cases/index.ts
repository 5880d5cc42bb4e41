import { ADDRESS_CASES } from "./address-cases";
import { DNS_CASES } from "./dns-cases";
import { EMBEDDED_CASES } from "./embedded-cases";
import { FORM_CASES } from "./form-cases";
import type { GuardCase } from "./guard-case";
import { LEGITIMATE_CASES } from "./legitimate-cases";
import { REDIRECT_CASES } from "./redirect-cases";
import { RULE_CASES } from "./rule-cases";
import { SPELLING_CASES } from "./spelling-cases";

export type { CaseClass, DnsAnswer, GuardCase, RedirectAnswer } from "./guard-case";

/** What a guard of outbound requests is asked, and has to say: data alone, for any guard. */
export const GUARD_CASES: readonly GuardCase[] = [
  ...ADDRESS_CASES,
  ...EMBEDDED_CASES,
  ...SPELLING_CASES,
  ...FORM_CASES,
  ...DNS_CASES,
  ...REDIRECT_CASES,
  ...RULE_CASES,
  ...LEGITIMATE_CASES,
];
