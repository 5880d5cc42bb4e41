import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { MIGRATIONS_DIR, migrationNames } from "@/tools/schema-engine";
import { bindIds, type RegressUrls, regress, UNORDERED } from "./regress";

const CHAINED = "20261124140000_chain_the_ledger";
const HERE = import.meta.dirname;

const read = (name: string) => readFileSync(join(HERE, name), "utf8");
const migrationOf = (name: string) =>
  readFileSync(join(MIGRATIONS_DIR, name, "migration.sql"), "utf8");

/** The migration is no SQL, or none that can be applied. */
export class NotMigrated extends Error {}

/** The migrations that make the ledger, from its chain on, as one text. */
function ledgerMigrations(): string {
  return migrationNames()
    .filter((name) => name >= CHAINED)
    .map(migrationOf)
    .filter((text) => /^(?:CREATE|ALTER)\b[^;]*\bledger\./m.test(text))
    .join("\n");
}

/** Makes a database for each run of the script: the first version with a history, chained by the migration that is given. */
export class RegressDatabases {
  readonly migration = ledgerMigrations();
  readonly #script = read("ledger.sql");
  readonly #urls: RegressUrls;
  readonly #admin: pg.Client;
  readonly #template = `ledger_template_${process.pid}`;
  #made = 0;

  private constructor(urls: RegressUrls, admin: pg.Client) {
    this.#urls = urls;
    this.#admin = admin;
  }

  /** Prepares the template on a server whose roles are there. */
  static async create(urls: RegressUrls): Promise<RegressDatabases> {
    const admin = new pg.Client({ connectionString: urls.owner });
    await admin.connect();
    const databases = new RegressDatabases(urls, admin);
    await databases.#prepare();
    return databases;
  }

  async #prepare(): Promise<void> {
    await this.#admin.query(`CREATE DATABASE ${this.#template}`);
    await withClient(this.#urlsOf(this.#template).owner, async (client) => {
      for (const name of migrationNames()) {
        if (name >= CHAINED) break;
        await client.query(migrationOf(name));
      }
      await client.query(bindIds(read("history.sql")));
    });
  }

  /** The transcript of the script after this migration, as text. */
  async transcriptOf(migration: string): Promise<string> {
    const lines: string[] = [];
    for await (const line of this.lines(migration)) lines.push(line);
    return `${lines.join("\n")}\n`;
  }

  /** The same line by line. The database is dropped when the reader stops. @throws NotMigrated */
  async *lines(migration: string): AsyncGenerator<string> {
    this.#made += 1;
    const name = `${this.#template}_${this.#made}`;
    await this.#admin.query(
      `CREATE DATABASE ${name} TEMPLATE ${this.#template} STRATEGY file_copy`,
    );
    try {
      const urls = this.#urlsOf(name);
      await withClient(urls.owner, (client) => client.query(migration)).catch((error: unknown) => {
        throw new NotMigrated("The migration was refused.", { cause: error });
      });
      await this.#admin.query(`ALTER DATABASE ${name} SET track_functions = 'pl'`);
      yield* regress(this.#script, urls);
    } finally {
      await this.#admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  }

  /** Drops the template and closes the connection. */
  async drop(): Promise<void> {
    await this.#admin.query(`DROP DATABASE ${this.#template} WITH (FORCE)`);
    await this.#admin.end();
  }

  #urlsOf(database: string): RegressUrls {
    const at = (address: string): string => {
      const url = new URL(address);
      url.pathname = `/${database}`;
      return url.href;
    };
    const { owner, system, app } = this.#urls;
    return { owner: at(owner), system: at(system), app: at(app) };
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, options: UNORDERED });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
