import pg from "pg";
import { ChainChecker } from "@/lib/ledger";
import { uuidBytes } from "@/lib/ledger/record";
import { unreachable } from "@/lib/platform/errors";

// Runs a script of statements against a ledger and writes down what each of them answers, in the manner of
// PostgreSQL's own regression tests: whatever the functions, guards and rights do differently changes the transcript.
//
// A script is statements that end with ";" at the end of a line. `:w1`, `:t1` and `:h1` stand for ids of workspaces,
// transactions and holds. Lines that begin with "-- @" tell the runner what to do:
//   -- @as owner | system | app w1 | app     who sends the next statements (`app` alone: it names no workspace;
//                                            `app unnamed`: it never has in its session)
//   -- @book w1                              the whole book, and whether its hashes are right
//   -- @fault                                the next statement with all guards off, what find_faults says, and back
//   -- @calls                                the next statement, with the functions in PL/pgSQL that it ran
//   -- @each 0 1 2                           the next statement once for each value, in the place of `$each`
//   -- @other                                the next statement from a second session of the same role, which has to wait
//   -- @join                                 what that session got

/** The addresses of one database for the three roles. */
export interface RegressUrls {
  readonly owner: string;
  readonly system: string;
  readonly app: string;
}

/** Runs a script and yields its transcript line by line, so that whoever compares it can stop early. */
export async function* regress(script: string, urls: RegressUrls): AsyncGenerator<string> {
  const sessions = new Sessions(urls);
  try {
    for (const step of parse(script)) yield* run(step, sessions);
  } finally {
    await sessions.end();
  }
}

type Step =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "directive"; readonly name: string; readonly words: readonly string[] }
  | { readonly kind: "statement"; readonly text: string };

function parse(script: string): Step[] {
  // Statements end with ";" at the end of a line; all else is a line of its own.
  const pieces = script.match(/^-- .*$|^[^-\n](?:.|\n)*?;$/gm) ?? [];
  return pieces.flatMap((text): Step[] => {
    if (!text.startsWith("-- ")) return [{ kind: "statement", text }];
    if (text.startsWith("-- # ")) return [{ kind: "heading", text: text.slice("-- # ".length) }];
    const [, name = "", rest = ""] = /^-- @(\w+) ?(.*)$/.exec(text) ?? [];
    return name === "" ? [] : [{ kind: "directive", name, words: rest.split(" ") }];
  });
}

async function* run(step: Step, sessions: Sessions): AsyncGenerator<string> {
  switch (step.kind) {
    case "heading":
      yield `\n# ${step.text}`;
      return;
    case "directive":
      yield* direct(step.name, step.words, sessions);
      return;
    case "statement": {
      const manner = sessions.takeManner();
      for (const value of sessions.take("each") ?? [""]) {
        yield* state(step.text.replaceAll("$each", value), manner, sessions);
      }
    }
  }
}

async function* direct(
  name: string,
  words: readonly string[],
  sessions: Sessions,
): AsyncGenerator<string> {
  const [first = "", second] = words;
  switch (name) {
    case "as":
      await sessions.become(first as keyof RegressUrls, second);
      yield `-- as ${words.join(" ")}`;
      return;
    case "book":
      yield* book(idOf(first), await sessions.of("owner"));
      return;
    case "join":
      yield* sessions.join();
      return;
    case "calls":
    case "each":
    case "fault":
    case "other":
      sessions.give(name, words);
      return;
    default:
      throw new Error(`There is no directive ${name}.`);
  }
}

async function* state(text: string, manner: Manner, sessions: Sessions): AsyncGenerator<string> {
  yield text;
  const sql = bindIds(text);
  const client = await sessions.current();
  switch (manner) {
    case "other":
      yield await sessions.sendFromOther(sql);
      return;
    case "calls":
      yield* countCalls(sql, client);
      return;
    case "fault":
      await client.query(UNGUARDED);
      yield* answer(() => client.query(sql));
      yield* answer(() => ask(client, "SELECT * FROM ledger.find_faults() ORDER BY 1, 2, 3"));
      await client.query("ROLLBACK");
      return;
    case "plain":
      yield* answer(() => ask(client, sql));
      if (sql.startsWith("BEGIN; ")) await client.query("ROLLBACK");
      return;
    default:
      unreachable(manner);
  }
}

/** The script's short names as ids. */
export function bindIds(sql: string): string {
  return sql.replaceAll(/(?<!:):([wth]\d+)/g, (_, name: string) => `'${idOf(name)}'::uuid`);
}

const ask = (client: pg.Client, text: string) => client.query({ text, rowMode: "array" });

/** What only a superuser can do, with all guards off; it is taken back. */
const UNGUARDED = `BEGIN;
  SET LOCAL session_replication_role = replica;
  ALTER TABLE ledger.accounts DROP CONSTRAINT IF EXISTS accounts_floor;
  ALTER TABLE ledger.holds DROP CONSTRAINT IF EXISTS holds_whole;
  ALTER TABLE ledger.postings DROP CONSTRAINT IF EXISTS postings_line`;

/** Runs a statement in a transaction of its own, and says which functions in PL/pgSQL it called how often. */
async function* countCalls(sql: string, client: pg.Client): AsyncGenerator<string> {
  await client.query("BEGIN");
  const before = await callsOf(client);
  yield* answer(() => ask(client, sql));
  try {
    const after = await callsOf(client);
    const made = [...after].flatMap(([name, calls]) => {
      const count = calls - (before.get(name) ?? 0);
      return count === 0 ? [] : [`${name} ${count}`];
    });
    yield `  calls ${made.join(", ")}`;
  } catch {
    // It was refused, and its transaction with it.
  }
  await client.query("COMMIT");
}

async function callsOf(client: pg.Client): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string; calls: string }>(
    "SELECT funcname AS name, calls FROM pg_stat_xact_user_functions WHERE schemaname = 'ledger' ORDER BY 1",
  );
  return new Map(rows.map(({ name, calls }) => [name, Number(calls)]));
}

type Result = pg.QueryArrayResult<unknown[]>;

async function* answer(
  query: () => Promise<Result | Result[]>,
  prefix = "  ",
): AsyncGenerator<string> {
  try {
    const results = [await query()].flat();
    for (const { rows } of results) {
      for (const row of rows) yield `${prefix}${row.map(words).join(" | ")}`;
    }
    if (results.every(({ rows }) => rows.length === 0)) yield `${prefix}nothing`;
  } catch (error) {
    yield `${prefix}! ${refusalOf(error)}`;
  }
}

function refusalOf(error: unknown): string {
  if (!(error instanceof pg.DatabaseError)) throw error;
  return [error.code, error.constraint].filter((word) => word !== undefined).join(" ");
}

function words(value: unknown): string {
  if (value === null || value === undefined) return "∅";
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\x${value.toString("hex")}`;
  if (Array.isArray(value)) return `{${value.map(words).join(",")}}`;
  return String(value as string | number | boolean);
}

const LETTERS: Readonly<Record<string, string>> = { w: "a", t: "b", h: "c" };

/** The id that a script's short name stands for. */
export function idOf(name: string): string {
  const letter = LETTERS[name.slice(0, 1)] ?? "";
  return `${letter}0000000-0000-4000-8000-${name.slice(1).padStart(12, "0")}`;
}

/** All of a book but its times, which differ from run to run, and the hashes over them: those are verified. */
async function* book(workspaceId: string, owner: pg.Client): AsyncGenerator<string> {
  for (const [title, sql] of Object.entries(BOOK)) {
    yield* answer(
      () => owner.query({ text: sql, values: [workspaceId], rowMode: "array" }),
      `  ${title} `,
    );
  }
  const { rows } = await owner.query<{
    seq: string;
    head: Buffer;
    records: Buffer | null;
    body_hashes: Buffer | null;
  }>(
    `SELECT c.seq, c.head, e.records, e.body_hashes
       FROM ledger.chains c, ledger.export_records(c.workspace_id, 0, 1000000) e WHERE c.workspace_id = $1`,
    [workspaceId],
  );
  const [row] = rows;
  if (row === undefined) return;
  const checker = new ChainChecker(uuidBytes(workspaceId));
  checker.push(row.records ?? Buffer.alloc(0), row.body_hashes ?? undefined);
  const { broken } = checker.end({ count: BigInt(row.seq), head: row.head });
  yield `  hashes ${broken === null ? "are right" : broken.reason}`;
}

const BOOK = {
  chain: "SELECT seq FROM ledger.chains WHERE workspace_id = $1",
  accounts: `SELECT string_agg(number || ': ' || balance_nanos, ', ' ORDER BY number) FROM ledger.accounts
    WHERE workspace_id = $1 AND balance_nanos <> 0`,
  posting: `SELECT seq, line, transaction_id, kind, debit, credit, amount_nanos, left(memo, 20), octet_length(memo),
      left(encode(body_hash, 'hex'), 8) FROM ledger.postings WHERE workspace_id = $1 ORDER BY seq, line LIMIT 40`,
  hold: `SELECT h.id, h.amount_nanos, h.state, h.charged_nanos, h.reserve_seq, h.resolve_seq,
      h.created_at = made.at, h.resolved_at = done.at
    FROM ledger.holds h
      LEFT JOIN LATERAL (SELECT timestamptz 'epoch' + created_us * interval '1 microsecond' AS at FROM ledger.postings p
        WHERE p.workspace_id = h.workspace_id AND p.seq = h.reserve_seq AND line = 1) made ON true
      LEFT JOIN LATERAL (SELECT timestamptz 'epoch' + created_us * interval '1 microsecond' AS at FROM ledger.postings p
        WHERE p.workspace_id = h.workspace_id AND p.seq = h.resolve_seq AND line = 1) done ON true
    WHERE h.workspace_id = $1 ORDER BY h.id`,
  // Each within the minutes of this run, and none before the one that it follows.
  times: `SELECT bool_and(created_us BETWEEN us - 600000000 AND us), bool_and(created_us >= coalesce(before, 0))
    FROM (SELECT created_us, lag(created_us) OVER (ORDER BY seq, line) AS before,
                 extract(epoch FROM clock_timestamp()) * 1000000 AS us
            FROM ledger.postings WHERE workspace_id = $1) p`,
} as const;

/** How a statement is run. */
type Manner = "plain" | "calls" | "fault" | "other";
type Note = Exclude<Manner, "plain"> | "each";

/** On a busy machine it takes a while until a session stands before a lock. */
const WAIT_MS = 10_000;

/** No statement of a script takes long. One that does not end, such as a loop, is refused with 57014. */
const STATEMENT_MS = 5_000;

/** Rows come in no order that nobody asked for, as far as settings can have it so. */
export const UNORDERED =
  "-c enable_sort=off -c enable_indexscan=off -c enable_indexonlyscan=off -c enable_presorted_aggregate=off";

/** The connections of a run, and what the script said of the next statement. */
class Sessions {
  readonly #urls: RegressUrls;
  readonly #clients = new Map<string, pg.Client>();
  readonly #notes = new Map<Note, readonly string[]>();
  #role: keyof RegressUrls = "owner";
  #current: pg.Client | null = null;
  #waiting: Promise<string[]> | null = null;

  constructor(urls: RegressUrls) {
    this.#urls = urls;
  }

  give(note: Note, words: readonly string[]): void {
    this.#notes.set(note, words);
  }

  take(note: Note): readonly string[] | null {
    const words = this.#notes.get(note) ?? null;
    this.#notes.delete(note);
    return words;
  }

  takeManner(): Manner {
    const manners = ["calls", "fault", "other"] as const;
    return manners.find((manner) => this.take(manner) !== null) ?? "plain";
  }

  async become(role: keyof RegressUrls, workspace: string | undefined): Promise<void> {
    const isUnnamed = workspace === "unnamed";
    this.#current = await this.of(role, isUnnamed ? "unnamed" : role);
    this.#role = role;
    if (isUnnamed) return;
    const id = workspace === undefined ? "" : idOf(workspace);
    await this.#current.query("SELECT set_config('app.workspace_id', $1, false)", [id]);
  }

  async of(role: keyof RegressUrls, name: string = role): Promise<pg.Client> {
    const known = this.#clients.get(name);
    if (known !== undefined) return known;
    const client = new pg.Client({
      connectionString: this.#urls[role],
      statement_timeout: STATEMENT_MS,
      options: UNORDERED,
    });
    await client.connect();
    this.#clients.set(name, client);
    return client;
  }

  async current(): Promise<pg.Client> {
    return this.#current ?? this.of(this.#role);
  }

  /** Sends from a second session and returns whether it waits for a lock, which it is given a while to do. */
  async sendFromOther(sql: string): Promise<string> {
    const other = await this.of(this.#role, `other ${this.#role}`);
    const owner = await this.of("owner", "watcher");
    const { rows } = await other.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    let isDone = false;
    this.#waiting = collect(answer(() => other.query({ text: sql, rowMode: "array" }))).finally(
      () => {
        isDone = true;
      },
    );
    for (const until = performance.now() + WAIT_MS; performance.now() < until && !isDone; ) {
      const waits = await owner.query(
        "SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'",
        [rows[0]?.pid],
      );
      if (waits.rowCount === 1) return "  waits";
    }
    return "  does not wait";
  }

  async *join(): AsyncGenerator<string> {
    yield "-- the other session";
    yield* (await this.#waiting) ?? [];
    this.#waiting = null;
  }

  async end(): Promise<void> {
    await this.#waiting?.catch(() => undefined);
    await Promise.all([...this.#clients.values()].map((client) => client.end()));
  }
}

async function collect(lines: AsyncGenerator<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}
