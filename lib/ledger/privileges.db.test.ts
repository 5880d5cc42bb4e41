import { beforeAll, describe, expect, it } from "vitest";
import { sqlState, type Tx, withSystem, withWorkspace } from "@/lib/platform/db";
import { Prisma } from "@/prisma/generated/client";
import { givenWorkspace, type World } from "@/test/world";

// Guarantee: our own roles write history through the ledger's functions and in no other way, whatever
// statement they send; and the application's role sees and moves nothing of another workspace.

const INSUFFICIENT_PRIVILEGE = "42501";
const TABLES = ["chains", "accounts", "postings", "holds"];
const VIEWS = ["chain_view", "account_view", "posting_view", "hold_view"];
const OPEN_TO_APP = ["export_records", "open_chain", "release_hold", "reserve", "settle"];
const OPEN_TO_SYSTEM = [...OPEN_TO_APP, "find_faults", "post", "post_batch"].toSorted();

let mine: World;
let theirs: World;
beforeAll(async () => {
  mine = await givenWorkspace();
  theirs = await givenWorkspace();
});

const stateOf = (work: Promise<unknown>) =>
  work.then(
    () => "accepted",
    (error: unknown) => sqlState(error) ?? String(error),
  );
/** A statement of this file: what can't be bound as a parameter. */
const run = (statement: string) => (tx: Tx) => tx.$queryRaw(Prisma.raw(statement));

const onTables = TABLES.flatMap((table) => [
  `SELECT * FROM ledger.${table}`,
  `INSERT INTO ledger.${table} DEFAULT VALUES`,
  `UPDATE ledger.${table} SET workspace_id = workspace_id`,
  `DELETE FROM ledger.${table}`,
  `TRUNCATE ledger.${table} CASCADE`,
]);
const onViews = VIEWS.flatMap((view) => [
  `INSERT INTO ledger.${view} DEFAULT VALUES`,
  `UPDATE ledger.${view} SET workspace_id = workspace_id`,
  `DELETE FROM ledger.${view}`,
]);
const onSchema = [
  "CREATE TABLE ledger.mine (id int)",
  "CREATE FUNCTION ledger.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
];
const inside = [
  "SELECT ledger.append(NULL, gen_random_uuid(), 1::smallint, '', '{7}', '{1}', '{1}')",
  "SELECT ledger.settle_otherwise(gen_random_uuid(), gen_random_uuid(), 1)",
  "SELECT ledger.append_all(NULL, '{}', '{}', '{}', '{}', '{}', '{}', '{}')",
  "SELECT ledger.append_each(gen_random_uuid(), '{}', '{}', '{}', '{}', '{}', '{}', '{}')",
  "SELECT ledger.settle_late(NULL, gen_random_uuid(), 1)",
  "SELECT ledger.hash_body(1::smallint, '', '{7}', '{1}', '{1}')",
];

describe("both roles are refused", () => {
  it.each([...onTables, ...onViews, ...onSchema, ...inside])("%s", async (statement) => {
    expect([
      await stateOf(mine.inWorkspace(run(statement))),
      await stateOf(withSystem(run(statement))),
    ]).toEqual([INSUFFICIENT_PRIVILEGE, INSUFFICIENT_PRIVILEGE]);
  });
});

describe("the application's role is refused", () => {
  it.each([
    "SELECT ledger.post(gen_random_uuid(), gen_random_uuid(), 1::smallint, '', '{7}', '{1}', '{1}')",
    "SELECT ledger.post_batch(gen_random_uuid(), '{}', '{}', '{}', '{}', '{}', '{}', '{}')",
    "SELECT * FROM ledger.find_faults()",
    "SET LOCAL session_replication_role = replica",
  ])("%s", async (statement) => {
    expect(await stateOf(mine.inWorkspace(run(statement)))).toBe(INSUFFICIENT_PRIVILEGE);
  });

  it.each(["reserve", "settle", "release_hold", "open_chain", "export_records"])(
    "%s in another workspace than its transaction's, and in none",
    async (name) => {
      const id = `'${theirs.actor.workspaceId}'`;
      const rest: Readonly<Record<string, string>> = {
        reserve: ", gen_random_uuid(), 1, now()",
        settle: ", gen_random_uuid(), 1",
        release_hold: ", gen_random_uuid(), 'void'",
        export_records: ", 0, 1",
      };
      const call = run(`SELECT ledger.${name}(${id}${rest[name] ?? ""})::text`);
      expect([
        await stateOf(mine.inWorkspace(call)),
        await stateOf(withWorkspace({ workspaceId: "" }, call)),
      ]).toEqual([INSUFFICIENT_PRIVILEGE, INSUFFICIENT_PRIVILEGE]);
    },
  );
});

describe("a view", () => {
  it.each(["chain_view", "account_view", "posting_view"])(
    "%s shows a workspace its own rows, a transaction of no workspace none, and the system all",
    async (view) => {
      const count = async (
        workspaceId: string,
        look: (work: (tx: Tx) => Promise<number>) => Promise<number>,
      ) =>
        look(async (tx) => {
          const [row] = await tx.$queryRaw<{ count: number }[]>`
            SELECT count(*)::int AS count FROM ${Prisma.raw(`ledger.${view}`)}
            WHERE workspace_id = ${workspaceId}::uuid`;
          return row?.count ?? -1;
        });
      const { workspaceId } = theirs.actor;
      const rows = await count(workspaceId, withSystem);
      expect(rows).toBeGreaterThan(0);
      expect(await count(workspaceId, theirs.inWorkspace)).toBe(rows);
      expect(await count(workspaceId, mine.inWorkspace)).toBe(0);
      expect(await count(workspaceId, (work) => withWorkspace({ workspaceId: "" }, work))).toBe(0);
    },
  );
});

describe("every function of the ledger", () => {
  it.each([
    ["autoink_app", OPEN_TO_APP],
    ["autoink_system", OPEN_TO_SYSTEM],
  ])("is closed to %s but for those that it needs", async (role, expected) => {
    const rows = await withSystem(
      (tx) => tx.$queryRaw<{ name: string; definer: boolean; path: string | null }[]>`
        SELECT p.proname::text AS name, p.prosecdef AS definer, array_to_string(p.proconfig, ',') AS path
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = 'ledger' AND has_function_privilege(${role}, p.oid, 'EXECUTE') ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(expected);
    for (const row of rows) {
      expect(row.definer).toBe(true);
      expect(row.path).toMatch(/^search_path=pg_catalog, pg_temp(,|$)/);
    }
  });
});
