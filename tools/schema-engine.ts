import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";

// Prisma's own schema engine in its WASM build, so that migrations need no download. It applies the
// same folders in the same order as `prisma migrate deploy` and keeps the same history table.

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const SCHEMA_FILE = join(ROOT, "prisma/schema.prisma");
export const MIGRATIONS_DIR = join(ROOT, "prisma/migrations");

/** PostgreSQL type ids: the engine reads catalogue columns of type "char", which the adapter knows as text only. */
const CHAR_OID = 18;
const TEXT_OID = 25;
/** …but for this one, which it wants as the adapter interface's single-character type. */
const CHARACTER_COLUMN = "constraint_type";
const CHARACTER_TYPE = 6;
const NOTHING_EXTERNAL = { externalTables: [], externalEnums: [] };

interface QueryResult {
  fields?: { dataTypeID: number }[];
}

interface Pool {
  query(...args: unknown[]): Promise<QueryResult>;
}

interface Rows {
  columnNames: string[];
  columnTypes: number[];
}

interface Adapter {
  queryRaw(query: unknown): Promise<Rows>;
  underlyingDriver(): Pool;
  executeScript(sql: string): Promise<void>;
  dispose(): Promise<void>;
}

interface Engine {
  applyMigrations(input: unknown): Promise<{ appliedMigrationNames: string[] }>;
  diff(input: unknown): Promise<{ stdout?: string }>;
}

interface EngineModule {
  __wbg_set_wasm(exports: unknown): void;
  SchemaEngine: { new: (options: unknown, log: () => void, adapter: unknown) => Promise<Engine> };
}

/** The adapter splits scripts at every semicolon, function bodies included: this one sends them whole. */
function whole(adapter: Adapter): Adapter {
  const pool = adapter.underlyingDriver();
  const query = pool.query.bind(pool);
  adapter.executeScript = async (sql) => {
    await query(sql);
  };
  pool.query = async (...args) => {
    const result = await query(...args);
    for (const field of result.fields ?? []) {
      if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID;
    }
    return result;
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (statement) => {
    const rows = await queryRaw(statement);
    const index = rows.columnNames.indexOf(CHARACTER_COLUMN);
    if (index >= 0) rows.columnTypes[index] = CHARACTER_TYPE;
    return rows;
  };
  return adapter;
}

class MigrationAdapter extends PrismaPg {
  readonly #url: string;

  constructor(url: string) {
    super({ connectionString: url });
    this.#url = url;
  }

  readonly #open: Adapter[] = [];

  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = whole((await super.connect()) as unknown as Adapter);
    this.#open.push(adapter);
    return adapter as never;
  }

  /** Ends the connections that the engine leaves open, and with them its advisory lock. */
  async closeAll(): Promise<void> {
    await Promise.allSettled(this.#open.map((adapter) => adapter.dispose()));
  }

  /** A database of its own for the comparison, dropped after the adapter has left it. */
  override async connectToShadowDb(): ReturnType<PrismaPg["connectToShadowDb"]> {
    const name = `shadow_${randomUUID().replaceAll("-", "")}`;
    const admin = new pg.Client({ connectionString: this.#url });
    await admin.connect();
    await admin.query(`CREATE DATABASE "${name}"`);
    const url = new URL(this.#url);
    url.pathname = `/${name}`;
    const inner = await new PrismaPg({ connectionString: url.href }).connect();
    const adapter = whole(inner as unknown as Adapter);
    const leave = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await leave();
      await admin.query(`DROP DATABASE "${name}" WITH (FORCE)`);
      await admin.end();
    };
    return adapter as never;
  }
}

let loaded: Promise<EngineModule> | undefined;

/** The WASM module lives once in a process: its glue keeps views of the first instance's memory. */
async function loadEngine(): Promise<EngineModule> {
  const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const glue = (await import(
    pathToFileURL(join(folder, "schema_engine_bg.js")).href
  )) as EngineModule;
  const wasm = await WebAssembly.instantiate(readFileSync(join(folder, "schema_engine_bg.wasm")), {
    "./schema_engine_bg.js": glue as unknown as WebAssembly.ModuleImports,
  });
  glue.__wbg_set_wasm(wasm.instance.exports);
  (wasm.instance.exports as { __wbindgen_start: () => void }).__wbindgen_start();
  return glue;
}

async function withEngine<T>(
  databaseUrl: string,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  loaded ??= loadEngine();
  const glue = await loaded;
  const adapter = new MigrationAdapter(databaseUrl);
  try {
    const engine = await glue.SchemaEngine.new(
      { datamodels: [[SCHEMA_FILE, readFileSync(SCHEMA_FILE, "utf8")]] },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(adapter as never),
    );
    return await work(engine);
  } finally {
    await adapter.closeAll();
  }
}

function migrationsList(): object {
  const lockFile = join(MIGRATIONS_DIR, "migration_lock.toml");
  return {
    baseDir: MIGRATIONS_DIR,
    lockfile: {
      path: "migration_lock.toml",
      content: existsSync(lockFile) ? readFileSync(lockFile, "utf8") : null,
    },
    shadowDbInitScript: "",
    migrationDirectories: migrationNames().map((path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: {
          tag: "ok",
          value: readFileSync(join(MIGRATIONS_DIR, path, "migration.sql"), "utf8"),
        },
      },
    })),
  };
}

/** The migrations of this version, oldest first. */
export function migrationNames(): string[] {
  if (!existsSync(MIGRATIONS_DIR)) return [];
  return readdirSync(MIGRATIONS_DIR, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Applies what is missing, each migration once. Returns the names that were applied. */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  const { appliedMigrationNames } = await withEngine(databaseUrl, (engine) =>
    engine.applyMigrations({ migrationsList: migrationsList(), filters: NOTHING_EXTERNAL }),
  );
  return appliedMigrationNames;
}

/** The SQL that leads from the migrations to prisma/schema.prisma, or "" when both agree. */
export async function diffMigrations(databaseUrl: string): Promise<string> {
  const { stdout = "" } = await withEngine(databaseUrl, (engine) =>
    engine.diff({
      from: { tag: "migrations", ...migrationsList() },
      to: {
        tag: "schemaDatamodel",
        files: [{ path: SCHEMA_FILE, content: readFileSync(SCHEMA_FILE, "utf8") }],
      },
      script: true,
      exitCode: false,
      filters: NOTHING_EXTERNAL,
    }),
  );
  return stdout.includes("This is an empty migration") ? "" : stdout;
}
