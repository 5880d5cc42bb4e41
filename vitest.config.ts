import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)) };

// Unit tests do no I/O beyond loopback peers; `.db.test.ts` files get a real PostgreSQL of their own.
export default defineConfig({
  resolve: { alias },
  test: {
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{app,lib,test,tools}/**/*.test.ts"],
          exclude: ["**/*.db.test.ts", "test/architecture/fixture/**"],
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
    ],
  },
});
