import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { beforeAll, expect, inject, it } from "vitest";
import { MIGRATIONS_DIR, migrationNames } from "@/tools/schema-engine";
import { checkExport } from "./check-chain";
import { deriveId } from "./derive-id";
import { encodeHeader } from "./record";

// Guarantee: the history of the ledger's first version is kept, chained in its order, and means the same.

const CHAINED = "20261124140000_chain_the_ledger";
const ONE = "018f0000-0000-7000-8000-000000000001";
const TWO = "018f0000-0000-7000-8000-000000000002";
const HOLDS = ["a1", "a2", "a3", "a4"].map((end) => `018f0000-0000-7000-8000-0000000000${end}`);

let client: pg.Client;

async function apply(name: string): Promise<void> {
  await client.query(readFileSync(join(MIGRATIONS_DIR, name, "migration.sql"), "utf8"));
}

beforeAll(async () => {
  const { owner } = inject("databaseUrls");
  const name = `first_version_${process.pid}`;
  const admin = new pg.Client({ connectionString: owner });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const url = new URL(owner);
  url.pathname = `/${name}`;
  client = new pg.Client({ connectionString: url.href });
  await client.connect();
  for (const migration of migrationNames()) {
    if (migration === CHAINED) await givenHistory();
    await apply(migration);
  }
  return () => client.end();
});

async function givenHistory(): Promise<void> {
  const id = "gen_random_uuid()";
  const [settled, voided, expired, pending] = HOLDS;
  await client.query(`
    SELECT ledger.open_book('${ONE}'), ledger.open_book('${TWO}');
    SELECT ledger.grant_funds('${ONE}', ${id}, 'grant:opening', 5000000000);
    SELECT ledger.grant_funds('${TWO}', ${id}, 'grant:größer', 7);
    SELECT ledger.reserve('${ONE}', '${settled}', ${id}, 1000, now() + interval '1 hour');
    SELECT ledger.reserve('${ONE}', '${voided}', ${id}, 2000, now() + interval '1 hour');
    SELECT ledger.settle('${ONE}', '${settled}', ${id}, 1700);
    SELECT ledger.reserve('${ONE}', '${expired}', ${id}, 3000, now());
    SELECT ledger.release('${ONE}', '${voided}', ${id}, 'void');
    SELECT ledger.release('${ONE}', '${expired}', ${id}, 'expire');
    SELECT ledger.reserve('${ONE}', '${pending}', ${id}, 4000, now() + interval '1 hour');`);
}

const rowsOf = async (sql: string) => (await client.query({ text: sql, rowMode: "array" })).rows;

it("its balances and holds are what they were", async () => {
  const balances = await rowsOf(
    `SELECT number, balance_nanos FROM ledger.accounts WHERE workspace_id = '${ONE}' AND balance_nanos <> 0
     ORDER BY number`,
  );
  expect(balances).toEqual([
    [1, "4999995000"],
    [2, "4000"],
    [3, "1700"],
    [7, "-5000000000"],
    [9, "-700"],
  ]);
  const holds = await rowsOf(
    "SELECT id::text, state, charged_nanos, reserve_seq, resolve_seq FROM ledger.holds ORDER BY id",
  );
  const [settled, voided, expired, pending] = HOLDS;
  expect(holds).toEqual([
    [settled, "settled", "1000", "2", "4"],
    [voided, "voided", "0", "3", "6"],
    [expired, "expired", "0", "5", "7"],
    [pending, "pending", "0", "8", null],
  ]);
  expect(await rowsOf("SELECT * FROM ledger.find_faults()")).toEqual([]);
});

it.each([
  [ONE, 8n],
  [TWO, 1n],
])("its transactions of %s are a chain", async (workspaceId, count) => {
  const [[records, head]] = (await rowsOf(
    `SELECT e.records, c.head FROM ledger.export_records('${workspaceId}', 0, 100) e, ledger.chains c
     WHERE c.workspace_id = '${workspaceId}'`,
  )) as [[Buffer, Buffer]];
  const check = await checkExport([encodeHeader(workspaceId, count), records], workspaceId);
  expect(check).toMatchObject({ seq: count, broken: null });
  expect(check.head.equals(head)).toBe(true);
});

it("a grant that is tried again with its old key is a repeat", async () => {
  const id = deriveId(TWO, "grant:größer");
  const grant = `SELECT seq, replayed FROM ledger.post('${TWO}', '${id}', 1::smallint, 'grant:größer', '{7}', '{1}', '{7}')`;
  expect(await rowsOf(grant)).toEqual([["1", true]]);
});

it("a hold that was open is settled as ever", async () => {
  await rowsOf(`SELECT ledger.settle('${ONE}', '${HOLDS[3]}', 4000)`);
  expect(await rowsOf("SELECT * FROM ledger.find_faults()")).toEqual([]);
});
