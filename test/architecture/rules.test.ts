import { cruise } from "dependency-cruiser";
import { expect, it } from "vitest";
import config from "@/.dependency-cruiser.mjs";

// Guarantee: the rules still bite. A path pattern that stops matching would pass in silence, so each
// file of the fixture breaks one rule, and this test fails when that goes unnoticed.

const EXPECTED: ReadonlyArray<[file: string, rule: string]> = [
  ["app/api/raw/route.ts", "route-goes-through-the-wrapper"],
  ["app/posts.ts", "borders-go-through-domains"],
  ["app/peeks.client.tsx", "browser-code-sees-schemas-only"],
  ["lib/pipeline/looks-up.ts", "domain-imports-nothing-above"],
  ["lib/pipeline/dials.ts", "only-safenet-dials"],
  ["lib/pipeline/hashes.ts", "only-crypto-has-primitives"],
  ["lib/pipeline/queries.ts", "only-platform-opens-the-database"],
  ["lib/pipeline/spawns.ts", "only-hooks-start-processes"],
  ["lib/pipeline/renders.ts", "framework-stays-at-the-border"],
  ["lib/pipeline/through-the-wall.ts", "folder-has-one-door"],
  ["lib/pipeline/names-a-vendor.ts", "adapters-are-chosen-by-kind"],
  ["lib/pipeline/schema.ts", "schema-runs-anywhere"],
  ["lib/adapters/ai/openai.ts", "vendors-do-not-know-each-other"],
  ["lib/adapters/ai/reads-rows.ts", "adapters-stay-in-their-folder"],
  ["lib/ledger/looks-up.ts", "core-imports-nothing-above"],
  ["lib/ledger/calls-safenet.ts", "cores-stand-alone"],
  ["lib/platform/looks-up.ts", "platform-imports-nothing-above"],
];

const result = await cruise(["app", "lib"], {
  ...config.options,
  baseDir: new URL("fixture", import.meta.url).pathname,
  ruleSet: config,
  validate: true,
} as never);

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

const { violations } = (result.output as { summary: { violations: readonly Violation[] } }).summary;

it.each(EXPECTED)("%s breaks %s", (file, rule) => {
  expect(
    violations.filter((violation) => violation.from === file).map(({ rule: { name } }) => name),
  ).toContain(rule);
});
