import { existsSync, statfsSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { migrate, roleUrls } from "./migrate.ts";
import { type EmbeddedPostgres, freePort, runningPort, startPostgres } from "./postgres.ts";
import { loadSecrets } from "./secrets.ts";

// What `npm start`, `npm run demo` and the browser tests share: from an empty folder to a migrated
// database and the environment of the two processes.

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const DISK_BYTES_MIN = 200 * 1024 * 1024;

/** Says what is being done, with its time. */
export type Report = (text: string) => void;

export interface Installation {
  /** For the web and worker processes. The owner's database address is not in it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly postgres: EmbeddedPostgres | null;
}

interface Options {
  readonly dataDir: string;
  readonly given: Readonly<Record<string, string | undefined>>;
  readonly report: Report;
  readonly onDatabaseExit?: (code: number | null) => void;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Prepares an installation. Running it again on the same folder changes nothing. */
export async function prepareInstallation(options: Options): Promise<Installation> {
  const { given, report } = options;
  const dataDir = resolve(ROOT, options.dataDir);
  const { secrets, made } = loadSecrets(dataDir, given);
  if (made > 0) report(`Made ${made} secrets in ${join(options.dataDir, "secrets.env")}`);
  requireDiskSpace(dataDir, freeBytes(dataDir));
  const postgres = isSet(given["DATABASE_URL"])
    ? null
    : await openEmbedded(options, dataDir, secrets);
  const ownerUrl = postgres?.url ?? given["DATABASE_URL"] ?? "";
  if (postgres === null) await requireDatabase(ownerUrl);
  report(
    postgres === null ? "Reached the database of DATABASE_URL" : "Started the embedded PostgreSQL",
  );
  const passwords = {
    app: secrets["DATABASE_APP_PASSWORD"] ?? "",
    system: secrets["DATABASE_SYSTEM_PASSWORD"] ?? "",
  };
  const applied = await migrate(ownerUrl, passwords);
  report(
    applied.length === 0 ? "The database is up to date" : `Applied ${applied.length} migrations`,
  );
  const urls = roleUrls(ownerUrl, passwords);
  const { AUTH_SECRET = "", PASSWORD_PEPPER = "", ENCRYPTION_KEYS = "" } = secrets;
  return {
    environment: {
      AUTOINK_DATA_DIR: dataDir,
      DATABASE_APP_URL: urls.app,
      DATABASE_SYSTEM_URL: urls.system,
      AUTH_SECRET,
      PASSWORD_PEPPER,
      ENCRYPTION_KEYS,
    },
    postgres,
  };
}

async function openEmbedded(
  options: Options,
  dataDir: string,
  secrets: Readonly<Record<string, string>>,
): Promise<EmbeddedPostgres> {
  return startPostgres({
    dataDir: join(dataDir, "postgres"),
    password: secrets["DATABASE_OWNER_PASSWORD"] ?? "",
    port: await freePort(),
    ...(options.settings === undefined ? {} : { settings: options.settings }),
    ...(options.onDatabaseExit === undefined ? {} : { onExit: options.onDatabaseExit }),
  });
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Fails with one clear line when there is too little room for a database. */
export function requireDiskSpace(folder: string, free: number): void {
  if (free < DISK_BYTES_MIN) {
    throw new Error(
      `The disk of ${folder} has ${Math.floor(free / 1024 / 1024)} MiB left; AutoInk needs at least 200.`,
    );
  }
}

async function requireDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    await client.query("SELECT 1");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`DATABASE_URL does not lead to a database that lets us in: ${reason}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Fails with one clear line when somebody listens on the port already. */
export function requireFreePort(host: string, port: number): Promise<void> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "EADDRINUSE" ? "is in use" : `can't be opened (${error.code})`;
      fail(
        new Error(`Port ${port} ${reason}. Stop what listens there, or set PORT to another one.`),
      );
    });
    probe.listen(port, host, () => probe.close(() => done()));
  });
}

/** Reads an .env file beside package.json, if there is one; what is set already stays. */
export function loadDotEnv(): void {
  const file = join(ROOT, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * Gives this process the settings of an installation that runs, from its data folder, where they are not
 * set already: for the commands of an operator.
 */
export function joinInstallation(): void {
  loadDotEnv();
  const dataDir = resolve(ROOT, settingOf("AUTOINK_DATA_DIR") ?? ".autoink");
  if (settingOf("DATABASE_SYSTEM_URL") !== undefined) return;
  const { secrets } = loadSecrets(dataDir, process.env);
  const ownerUrl = settingOf("DATABASE_URL") ?? embeddedUrl(dataDir);
  if (ownerUrl === undefined)
    throw new Error("Start AutoInk, or set DATABASE_URL: no database runs here.");
  const { app, system } = roleUrls(ownerUrl, {
    app: secrets["DATABASE_APP_PASSWORD"] ?? "",
    system: secrets["DATABASE_SYSTEM_PASSWORD"] ?? "",
  });
  Object.assign(process.env, secrets, {
    AUTOINK_DATA_DIR: dataDir,
    DATABASE_APP_URL: app,
    DATABASE_SYSTEM_URL: system,
  });
}

function settingOf(name: string): string | undefined {
  const value = process.env[name];
  return isSet(value) ? value : undefined;
}

function embeddedUrl(dataDir: string): string | undefined {
  const port = runningPort(join(dataDir, "postgres"));
  return port === undefined ? undefined : `postgresql://owner@127.0.0.1:${port}/postgres`;
}
