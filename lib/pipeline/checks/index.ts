export type { CheckedSnapshot, CheckInput } from "./checked-article";
export { type Fact, factsIn } from "./facts";
export type { Finding, Rule, Severity } from "./finding";
export { linksToCheck } from "./links";
export { PLACEHOLDER_START } from "./placeholder";
export { runChecks } from "./run-checks";
