import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)) };

// Unit tests do no I/O beyond loopback peers; `.db.test.ts` files get a real PostgreSQL of their own;
// `.worker.test.ts` files have worker processes besides, which they may kill; `.crash.test.ts` files have a PostgreSQL
// that they kill: `npm run test:ledger`. The last project tries the contract of
// the connectors, which the unit tests try on peers, on real content managers: `npm run test:cms`.
export default defineConfig({
  resolve: { alias },
  test: {
    restoreMocks: true,
    // By itself the runner leaves one core alone, which is half of a small machine.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{app,lib,test,tools}/**/*.test.ts"],
          exclude: ["**/*.{db,worker,crash}.test.ts", "test/architecture/fixture/**"],
          // Some try hundreds of drawn inputs, on a machine that may have much else to do.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["{app,lib,test,tools}/**/*.db.test.ts"],
          globalSetup: ["test/postgres.ts"],
          setupFiles: ["test/environment.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "workers",
          include: ["test/workers/*.worker.test.ts"],
          globalSetup: ["test/postgres.ts", "test/workers/bundle.ts"],
          setupFiles: ["test/environment.ts"],
          // One queue: what one file waits for, a worker of another would take.
          fileParallelism: false,
          testTimeout: 3 * 3_600_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "crashes",
          include: ["test/crashes/*.crash.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "cms",
          include: ["lib/adapters/cms/contract*.test.ts"],
          globalSetup: ["test/real-cms/setup.ts"],
          // They count the posts of one site.
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
    ],
  },
});
