import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { QUEUES } from "../lib/platform/queues.ts";
import {
  applyMigrations,
  diffMigrations,
  MIGRATIONS_DIR,
  migrationNames,
} from "./schema-engine.ts";
import { seedPriceTable } from "./seed-prices.ts";

/** The two roles that the product itself connects as, and their passwords. */
export interface RolePasswords {
  readonly app: string;
  readonly system: string;
}

/**
 * Brings a database up to this version: tables, guards, functions, the queue, the list of prices and the passwords of the
 * two roles. Running it again changes nothing. `ownerUrl` connects as a role that may create roles.
 * Returns the names of the migrations that were applied.
 */
export async function migrate(ownerUrl: string, passwords: RolePasswords): Promise<string[]> {
  await refuseNewerSchema(ownerUrl);
  const applied = await applyMigrations(ownerUrl);
  await prepareQueue(ownerUrl);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const [role, password] of Object.entries({
      app: passwords.app,
      system: passwords.system,
    })) {
      await client.query(
        `ALTER ROLE ${client.escapeIdentifier(`autoink_${role}`)} LOGIN PASSWORD ${client.escapeLiteral(password)}`,
      );
    }
    await client.query(KEEP_WORKSPACE_SHARE);
    await seedPriceTable(client);
    await client.query(
      `GRANT USAGE ON SCHEMA pgboss TO autoink_app, autoink_system;
       GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO autoink_app, autoink_system;
       GRANT USAGE ON ALL SEQUENCES IN SCHEMA pgboss TO autoink_app, autoink_system;
       GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO autoink_app, autoink_system;`,
    );
  } finally {
    await client.end();
  }
  return applied;
}

/**
 * The queue counts a workspace's active jobs when it picks the next one, and takes no lock: pickers at one
 * time each see room for one more. Here they take turns per workspace, and who comes too late gets nothing.
 */
const KEEP_WORKSPACE_SHARE = `
  CREATE OR REPLACE FUNCTION pgboss.keep_workspace_share() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    share integer := NULLIF(current_setting('autoink.workspace_share', true), '')::integer;
    taken integer;
  BEGIN
    IF share IS NULL THEN RETURN NEW; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.name || ':' || NEW.group_id, 0));
    SELECT count(*) INTO taken FROM pgboss.job
      WHERE name = NEW.name AND group_id = NEW.group_id AND state = 'active';
    IF taken >= share THEN RETURN NULL; END IF;
    RETURN NEW;
  END $$;
  CREATE OR REPLACE TRIGGER keep_workspace_share BEFORE UPDATE ON pgboss.job FOR EACH ROW
    WHEN (OLD.state < 'active' AND NEW.state = 'active' AND NEW.group_id IS NOT NULL)
    EXECUTE FUNCTION pgboss.keep_workspace_share();`;

/** The addresses under which the product connects, derived from the owner's. */
export function roleUrls(
  ownerUrl: string,
  passwords: RolePasswords,
): { app: string; system: string } {
  const as = (role: string, password: string): string => {
    const url = new URL(ownerUrl);
    url.username = `autoink_${role}`;
    url.password = encodeURIComponent(password);
    return url.href;
  };
  return { app: as("app", passwords.app), system: as("system", passwords.system) };
}

/** A database that a later version has migrated is left alone: this version does not know its shape. */
async function refuseNewerSchema(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const history = await client.query<{ name: string | null }>(
      "SELECT to_regclass('public._prisma_migrations')::text AS name",
    );
    if (history.rows[0]?.name === null) return;
    const known = new Set(migrationNames());
    const { rows } = await client.query<{ migration_name: string }>(
      "SELECT migration_name FROM public._prisma_migrations WHERE rolled_back_at IS NULL",
    );
    const unknown = rows.find((row) => !known.has(row.migration_name));
    if (unknown !== undefined) {
      throw new Error(
        `The database was migrated by a later version of AutoInk (${unknown.migration_name}). Start that version, or restore a backup.`,
      );
    }
  } finally {
    await client.end();
  }
}

async function prepareQueue(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    max: 2,
    supervise: false,
    schedule: false,
  });
  await boss.start();
  try {
    for (const [name, options] of Object.entries(QUEUES)) {
      const known = await boss.getQueue(name);
      if (known === null) await boss.createQueue(name, options);
      else await boss.updateQueue(name, options);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

async function writeNextMigration(ownerUrl: string, name: string): Promise<void> {
  const sql = await diffMigrations(ownerUrl);
  if (sql === "") {
    process.stdout.write("The schema and the migrations agree.\n");
    return;
  }
  const stamp = new Date().toISOString().replaceAll(/[-:T]/g, "").slice(0, 14);
  const folder = join(MIGRATIONS_DIR, `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "migration.sql"), sql);
  process.stdout.write(`Wrote ${folder}.\n`);
}

async function main(): Promise<void> {
  const [verb, name] = process.argv.slice(2);
  const {
    DATABASE_URL: url,
    DATABASE_APP_PASSWORD: app,
    DATABASE_SYSTEM_PASSWORD: system,
  } = process.env;
  if (url === undefined)
    throw new Error("Set DATABASE_URL to the owner's address of the database.");
  if (verb === "diff" && name !== undefined) return writeNextMigration(url, name);
  if (verb === "apply" && app !== undefined && system !== undefined) {
    const applied = await migrate(url, { app, system });
    process.stdout.write(
      applied.length === 0 ? "Nothing to apply.\n" : `Applied ${applied.join(", ")}.\n`,
    );
    return;
  }
  throw new Error(
    "Usage: migrate.ts apply (with DATABASE_APP_PASSWORD and DATABASE_SYSTEM_PASSWORD) | migrate.ts diff NAME",
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
  process.exit();
}
