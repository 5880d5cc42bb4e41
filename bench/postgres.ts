import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, roleUrls } from "../tools/migrate.ts";
import { type EmbeddedPostgres, freePort, startPostgres } from "../tools/postgres.ts";

// A database that is thrown away, what it cost in processor time, and pgbench beside it.

const DEBIAN = "/usr/lib/postgresql";
const TICKS_PER_SECOND = 100;

export interface BenchDatabase {
  readonly server: EmbeddedPostgres;
  stop(): Promise<void>;
}

/**
 * Where the database's files are. In memory a flush costs no processor time: what is left is PostgreSQL's own work,
 * which does not depend on the disk of the machine.
 */
export type Storage = "disk" | "memory";

const MEMORY = "/dev/shm";

/** Starts a migrated server with the settings that it ships with, and points the product's settings at it. */
export async function startDatabase(storage: Storage): Promise<BenchDatabase> {
  const root = storage === "memory" && existsSync(MEMORY) ? MEMORY : tmpdir();
  const folder = mkdtempSync(join(root, "autoink-bench-"));
  chmodSync(folder, 0o755);
  const dataDir = join(folder, "postgres");
  const server = await startPostgres({ dataDir, password: "owner", port: await freePort() });
  const passwords = { app: "app", system: "system" };
  await migrate(server.url, passwords);
  const { app, system } = roleUrls(server.url, passwords);
  const key = (fill: number) => Buffer.alloc(32, fill).toString("base64");
  Object.assign(process.env, {
    NODE_ENV: "test",
    DATABASE_APP_URL: app,
    DATABASE_SYSTEM_URL: system,
    AUTH_SECRET: key(1),
    PASSWORD_PEPPER: `bench:${key(2)}`,
    ENCRYPTION_KEYS: `bench:${key(3)}`,
    LOG_LEVEL: "silent",
  });
  return {
    server,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Processor seconds of the server so far: the postmaster, its living children and those it has seen end. */
export function cpuSeconds(server: EmbeddedPostgres): number {
  const postmaster = server.process.pid ?? 0;
  let ticks = 0;
  for (const name of readdirSync("/proc")) {
    const fields = /^\d+$/.test(name) ? statOf(name) : null;
    if (fields === null) continue;
    const [parent, user = 0, system = 0, childUser = 0, childSystem = 0] = fields;
    if (Number(name) === postmaster) ticks += user + system + childUser + childSystem;
    else if (parent === postmaster) ticks += user + system;
  }
  return ticks / TICKS_PER_SECOND;
}

/** ppid, utime, stime, cutime and cstime of a process (proc_pid_stat(5)); null when it is gone. */
function statOf(pid: string): number[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return [1, 11, 12, 13, 14].map((index) => Number(fields[index]));
  } catch {
    return null;
  }
}

/** Debian's pgbench, the newest; null when the package postgresql is not installed. */
function findPgbench(): string | null {
  if (!existsSync(DEBIAN)) return null;
  const versions = readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one));
  return versions.map((version) => join(DEBIAN, version, "bin/pgbench")).find(existsSync) ?? null;
}

/** Statements as text each time, which is pgbench's default, or prepared once in a session. */
export type Protocol = "simple" | "prepared";

/** Runs TPC-B for so many seconds and says how many transactions it did. */
export type TpcB = (seconds: number, protocol: Protocol) => number;

/** TPC-B by pgbench, with its tables filled. Null without pgbench. */
export function prepareTpcB(url: string): TpcB | null {
  const pgbench = findPgbench();
  if (pgbench === null) return null;
  const run = (...args: string[]) =>
    execFileSync(pgbench, [...args, url], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  run("-i", "-q", "-s", "10");
  return (seconds, protocol) => {
    const output = run("-n", "-M", protocol, "-c", "1", "-T", String(seconds));
    return Number(/actually processed: (\d+)/.exec(output)?.[1] ?? Number.NaN);
  };
}
