// Changes each decision of the outbound guard, one at a time, and asks its unit tests: see lib/safenet/README.md.
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner", "./tools/mutation-ignores.mjs"],
  ignorers: ["defaults-of-elements"],
  vitest: { configFile: "vitest.mutation.safenet.config.ts" },
  mutate: ["lib/safenet/{address,host,judge,operator,redirect,url,workspace-rules}.ts"],
  ignorePatterns: ["app", "bench", "dist", "docs", "e2e", "public", "reports", "test-results"],
  concurrency: 2,
  // Only an endless loop takes so long.
  timeoutMS: 10_000,
  thresholds: { high: 100, low: 100, break: 100 },
  reporters: ["clear-text", "json"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: "reports/mutation/safenet.json" },
};
