import { randomInt } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPoster, findFaults, type NewTransaction, verifyChain } from "@/lib/ledger";
import type { RunStatement, Tx } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { migrate, roleUrls } from "@/tools/migrate";
import { type EmbeddedPostgres, freePort, startPostgres } from "@/tools/postgres";
import { type CuttableProxy, startCuttableProxy } from "./cuttable-proxy";

// Guarantee: what the ledger has acknowledged is there after any crash, and what it has not can be asked for again
// under the same id and is booked once. A control without durable commits shows that these crashes do lose what can
// be lost.

const WORKSPACES = 3;
const CALLERS = 8;
const ROUNDS = 25;
/** How long a load runs before its crash, at most. */
const LOAD_MS_MAX = 120;
const CONTROL_CRASHES_MAX = 15;
const PASSWORDS = { app: "app", system: "system" };

/** What of a load came back, by the id of the transaction. */
interface Load {
  readonly acknowledged: Map<string, { workspaceId: string; seq: bigint }>;
  readonly unanswered: Map<string, { workspaceId: string; transaction: NewTransaction }>;
}

let folder: string;
let port: number;
let server: EmbeddedPostgres;
let proxy: CuttableProxy;
let pool: pg.Pool;
let workspaceIds: string[];

async function start(): Promise<void> {
  server = await startPostgres({ dataDir: join(folder, "postgres"), password: "owner", port });
}

/** A pool of the system role, through the wire that can be cut. */
function openPool(options = ""): pg.Pool {
  const url = new URL(roleUrls(server.url, PASSWORDS).system);
  url.port = String(proxy.port);
  if (options !== "") url.searchParams.set("options", options);
  const opened = new pg.Pool({ connectionString: url.href, max: CALLERS });
  opened.on("error", () => undefined);
  return opened;
}

const runOn =
  (on: pg.Pool): RunStatement =>
  async <Row extends object>({ name, text, values }: Parameters<RunStatement>[0]) =>
    (await on.query<Row>({ name, text, values: [...values] })).rows;

/** As much of a transaction as the ledger's readers ask of one. */
const reading = {
  $queryRaw: async (pieces: TemplateStringsArray, ...values: unknown[]) => {
    const text = pieces.reduce((sum, piece, index) => `${sum}$${index}${piece}`);
    return (await pool.query(text, values)).rows.map(withBigInts);
  },
} as unknown as Tx;

/** The driver gives 64-bit integers as texts, the product's client as bigints. */
function withBigInts(row: Record<string, unknown>): Record<string, unknown> {
  return { ...row, ...(typeof row["seq"] === "string" ? { seq: BigInt(row["seq"]) } : {}) };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "autoink-crash-"));
  chmodSync(folder, 0o755);
  port = await freePort();
  await start();
  await migrate(server.url, PASSWORDS);
  proxy = await startCuttableProxy(port);
  pool = openPool();
  workspaceIds = Array.from({ length: WORKSPACES }, () => newId());
  for (const id of workspaceIds) await pool.query("SELECT ledger.open_chain($1)", [id]);
}, 60_000);
afterEach(async () => {
  await pool.end();
  await proxy.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Callers that post as fast as they are answered, until something takes the answers away. */
async function loadUntil(on: pg.Pool, crash: () => Promise<void>): Promise<Load> {
  const load: Load = { acknowledged: new Map(), unanswered: new Map() };
  const poster = createPoster(runOn(on));
  let isOver = false;
  const call = async (number: number): Promise<void> => {
    while (!isOver) {
      const workspaceId = workspaceIds[number % WORKSPACES] ?? "";
      const transaction = grant();
      load.unanswered.set(transaction.id, { workspaceId, transaction });
      try {
        const { seq } = await poster.post(workspaceId, transaction);
        load.unanswered.delete(transaction.id);
        load.acknowledged.set(transaction.id, { workspaceId, seq });
      } catch {
        return; // It was cut off: whether it was booked shows afterwards.
      }
    }
  };
  const calls = Array.from({ length: CALLERS }, (_, number) => call(number));
  await pause(randomInt(20, LOAD_MS_MAX));
  await crash();
  isOver = true;
  await Promise.all(calls);
  return load;
}

function grant(): NewTransaction {
  const line = {
    debit: "grants",
    credit: "wallet",
    amountNanos: BigInt(randomInt(1, 1_000)),
  } as const;
  return { id: newId(), kind: "grant", memo: "", lines: [line] };
}

/** How many acknowledged transactions are not there any more, or not where they were. */
async function countLost({ acknowledged }: Load): Promise<number> {
  const { rows } = await pool.query<{ transaction_id: string; seq: string }>(
    "SELECT transaction_id, seq FROM ledger.posting_view WHERE transaction_id = ANY ($1::uuid[])",
    [[...acknowledged.keys()]],
  );
  const found = new Map(rows.map((row) => [row.transaction_id, BigInt(row.seq)]));
  return [...acknowledged].filter(([id, { seq }]) => found.get(id) !== seq).length;
}

/** Asks again for what got no answer; each ends up booked once, whether it was before or not. */
async function repeatUnanswered({ unanswered }: Load): Promise<void> {
  const poster = createPoster(runOn(pool));
  for (const { workspaceId, transaction } of unanswered.values()) {
    const { seq } = await poster.post(workspaceId, transaction);
    const again = await poster.post(workspaceId, transaction);
    expect(again).toEqual({ seq, isReplayed: true });
  }
}

async function requireSound(): Promise<void> {
  expect(await findFaults(reading)).toEqual([]);
  for (const id of workspaceIds) {
    const check = await verifyChain((work) => work(reading), id);
    expect(check?.broken).toBeNull();
  }
}

async function untilAnswering(): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      await pool.query("SELECT 1");
      return;
    } catch {
      await pause(50);
    }
  }
  throw new Error("The database did not come back.");
}

/** The server ends at once, as if the machine had lost its power but not its disk. */
async function stopImmediately(): Promise<void> {
  const gone = new Promise((done) => server.process.once("exit", done));
  server.process.kill("SIGQUIT");
  await gone;
  await start();
}

/** One process of the server dies: it ends all others and recovers. */
async function killBackend(): Promise<void> {
  const client = new pg.Client({ connectionString: server.url });
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE usename = 'autoink_system' ORDER BY random() LIMIT 1",
  );
  const [backend] = rows;
  if (backend !== undefined) process.kill(backend.pid, "SIGKILL");
  await client.end().catch(() => undefined);
}

/** The process that posts dies: its connections are gone, and what they asked for may go on. */
async function killClient(): Promise<void> {
  await proxy.cutAnswers(0);
}

/** What was asked for is done, and nobody hears of it. */
async function cutAfterCommit(): Promise<void> {
  await proxy.cutAnswers(30);
}

describe("a ledger under load", () => {
  it.each([
    ["the server stops at once", stopImmediately],
    ["a process of the server dies", killBackend],
    ["the client dies", killClient],
    ["the connection is cut after the commit", cutAfterCommit],
  ])(
    `loses nothing that it has acknowledged when ${"%s"}, ${ROUNDS} times`,
    async (_name, crash) => {
      let acknowledged = 0;
      let unanswered = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const load = await loadUntil(pool, crash);
        await untilAnswering();
        expect(await countLost(load)).toBe(0);
        await repeatUnanswered(load);
        acknowledged += load.acknowledged.size;
        unanswered += load.unanswered.size;
      }
      await requireSound();
      expect(acknowledged).toBeGreaterThan(ROUNDS * CALLERS);
      process.stdout.write(`${_name}: ${acknowledged} acknowledged, ${unanswered} unanswered\n`);
    },
  );

  it("does lose some when commits are not durable: these crashes bite", async () => {
    const careless = openPool("-c synchronous_commit=off -c statement_timeout=0");
    let lost = 0;
    for (let round = 0; round < CONTROL_CRASHES_MAX && lost === 0; round += 1) {
      const load = await loadUntil(careless, stopImmediately);
      await untilAnswering();
      lost += await countLost(load);
    }
    await careless.end();
    expect(lost).toBeGreaterThan(0);
    await requireSound();
  });
});
