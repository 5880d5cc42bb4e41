import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { requireDiskSpace } from "./installation";
import { freePort } from "./postgres";

// Guarantee: a start that can't work says why in one line, and ends.

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "autoink-start-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What `npm start` says and how it ends, with settings of its own. */
async function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "supervise.ts")], {
    env: {
      NODE_ENV: "production",
      PATH: process.env["PATH"] ?? "",
      AUTOINK_DATA_DIR: folder,
      ...environment,
    },
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const [code] = (await once(child, "exit")) as [number | null];
  const lines = errors.split("\n").filter((line) => line.startsWith("AutoInk did not start"));
  return { code, lines };
}

/** A database of its own on the server of the test run. */
async function givenDatabase(): Promise<string> {
  const { owner } = inject("databaseUrls");
  const name = `start_${process.pid}_${Date.now()}`;
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  await client.end();
  const url = new URL(owner);
  url.pathname = `/${name}`;
  return url.href;
}

describe("a start", () => {
  it("on a port that is in use names the port and the setting", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const { code, lines } = await start({ PORT: String(port) });
    server.close();
    expect(code).toBe(1);
    expect(lines).toEqual([
      `AutoInk did not start: Port ${port} is in use. Stop what listens there, or set PORT to another one.`,
    ]);
  });

  it("with a DATABASE_URL that leads nowhere says so, without the password", async () => {
    const nowhere = `postgresql://owner:hush-hush@127.0.0.1:${await freePort()}/autoink`;
    const { code, lines } = await start({
      PORT: String(await freePort()),
      DATABASE_URL: nowhere,
    });
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/DATABASE_URL does not lead to a database that lets us in/);
    expect(lines[0]).not.toContain("hush-hush");
  });

  it("on the database of a later version leaves it alone", async () => {
    const url = await givenDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(
      `CREATE TABLE _prisma_migrations (migration_name text, rolled_back_at timestamptz);
       INSERT INTO _prisma_migrations VALUES ('29990101000000_of_a_later_version', NULL)`,
    );
    const { code, lines } = await start({ PORT: String(await freePort()), DATABASE_URL: url });
    const { rows } = await client.query(
      "SELECT count(*)::int AS tables FROM information_schema.tables WHERE table_schema IN ('public', 'ledger')",
    );
    await client.end();
    expect(code).toBe(1);
    expect(lines[0]).toMatch(
      /migrated by a later version of AutoInk .*Start that version, or restore a backup/,
    );
    expect(rows).toEqual([{ tables: 1 }]);
  });

  it("on a disk without room says how much is needed", () => {
    expect(() => requireDiskSpace("/data", 50 * 1024 * 1024)).toThrow(
      "The disk of /data has 50 MiB left; AutoInk needs at least 200.",
    );
  });

  it("makes its secrets once, for its owner's eyes only", async () => {
    await start({ PORT: String(await freePort()), DATABASE_URL: "postgresql://x@127.0.0.1:1/x" });
    const file = statSync(join(folder, "secrets.env"));
    expect(file.mode & 0o777).toBe(0o600);
  });
});
