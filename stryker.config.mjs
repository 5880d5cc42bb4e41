// Changes each decision of the core of the ledger, one at a time, and asks the unit tests: see lib/ledger/README.md.
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner", "./tools/mutation-ignores.mjs"],
  ignorers: ["defaults-of-elements"],
  vitest: { configFile: "vitest.mutation.config.ts" },
  mutate: [
    "lib/ledger/{account,check-chain,codes,derive-id,errors,export,poster,record}.ts",
    "lib/ledger/attestation/{attest,checkpoint,compare-heads,cosign,errors,files,heads,keys}.ts",
    "lib/ledger/attestation/{leaf,merkle,note,operate,publish,published-file,receipt,signer}.ts",
    "lib/ledger/attestation/{state-keys,tiles}.ts",
    "lib/billing/{judge-payment,usd-amount}.ts",
  ],
  ignorePatterns: ["app", "bench", "dist", "docs", "e2e", "public", "reports", "test-results"],
  concurrency: 2,
  // Only an endless loop takes so long.
  timeoutMS: 5_000,
  thresholds: { high: 100, low: 100, break: 100 },
  reporters: ["clear-text", "json"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: "reports/mutation/ts.json" },
};
