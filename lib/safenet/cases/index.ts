import type { SafenetCase } from "./case";
import { DNS_CASES } from "./dns";
import { IPV4_FORM_CASES } from "./ipv4-forms";
import { IPV6_FORM_CASES } from "./ipv6-forms";
import { LEGITIMATE_CASES } from "./legitimate";
import { NAME_CASES } from "./names";
import { REDIRECT_CASES } from "./redirects";
import { REGISTRY_CASES } from "./registry";
import { SECRET_CASES } from "./secrets";
import { URL_PART_CASES } from "./url-parts";

export { dialOf, type SafenetCase } from "./case";

/** Every way to ask for something that must not be dialled, and what must not be refused. Data only. */
export const SAFENET_CASES: readonly SafenetCase[] = [
  ...REGISTRY_CASES,
  ...IPV4_FORM_CASES,
  ...IPV6_FORM_CASES,
  ...NAME_CASES,
  ...URL_PART_CASES,
  ...DNS_CASES,
  ...REDIRECT_CASES,
  ...SECRET_CASES,
  ...LEGITIMATE_CASES,
];
