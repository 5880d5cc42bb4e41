import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The test of the changed file comes first: most often it notices, and the first failure ends the run. */
class OwnTestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const own = new Set(this.ctx.config.related?.map((path) => path.replace(/\.ts$/, ".test.ts")));
    return files.toSorted(
      (one, other) => Number(own.has(other.moduleId)) - Number(own.has(one.moduleId)),
    );
  }
}

// The unit tests of the core of the ledger, for `npm run test:mutation:ts`, whose runner takes no projects. Those of a
// log's whole life are left out: they take too long to be asked about each mutant.
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    restoreMocks: true,
    isolate: false,
    // In memory where there is some: what a disk adds is the wait for its flushes.
    env: { TMPDIR: existsSync("/dev/shm") ? "/dev/shm" : tmpdir() },
    sequence: { sequencer: OwnTestFirst },
    include: ["lib/ledger/**/*.test.ts", "lib/billing/{judge-payment,usd-amount}.test.ts"],
    exclude: ["**/*.db.test.ts", "lib/ledger/attestation/{crash,growth}.test.ts"],
    setupFiles: ["test/same-draws.ts"],
    // A promise that is never kept fails its test before the run gives the mutant up.
    testTimeout: 3_000,
  },
});
