import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// The tests of what the outbound guard decides, for `npm run test:mutation:safenet`, whose runner takes no projects. They
// need no network; those that do would be asked about each mutant.
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    restoreMocks: true,
    include: ["lib/safenet/{address,operator,redirect,url,workspace-rules,log-mode}.test.ts"],
    setupFiles: ["test/same-draws.ts"],
    // A promise that is never kept fails its test before the run gives the mutant up.
    testTimeout: 5_000,
  },
});
