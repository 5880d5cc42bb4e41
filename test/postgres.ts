import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrate, roleUrls } from "@/tools/migrate";
import { freePort, startPostgres } from "@/tools/postgres";

declare module "vitest" {
  export interface ProvidedContext {
    databaseUrls: { owner: string; app: string; system: string };
    /** A folder of the run, as AUTOINK_DATA_DIR. */
    dataDir: string;
  }
}

/** Starts a PostgreSQL of its own for the test run and ends it afterwards. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "autoink-test-"));
  chmodSync(folder, 0o755);
  const server = await startPostgres({
    dataDir: join(folder, "postgres"),
    password: "owner",
    port: await freePort(),
    settings: { fsync: "off", synchronous_commit: "off", max_connections: "200" },
  });
  const passwords = { app: "app", system: "system" };
  await migrate(server.url, passwords);
  const { app, system } = roleUrls(server.url, passwords);
  project.provide("dataDir", join(folder, "data"));
  project.provide("databaseUrls", { owner: server.url, app, system });
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
