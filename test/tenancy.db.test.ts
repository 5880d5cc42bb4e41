import { beforeAll, describe, expect, it } from "vitest";
import { sqlState, type Tx, withSystem, withWorkspace } from "@/lib/platform/db";
import { Prisma } from "@/prisma/generated/client";
import { drain } from "@/test/drive";
import { givenApproved, requestPublication } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";

const INSUFFICIENT_PRIVILEGE = "42501";
const APPEND_ONLY = [
  "audit_events",
  "snapshots",
  "revisions",
  "approvals",
  "promo_redemptions",
  "invoices",
];
/** Tables that the way of one article leaves rows in: without them the other checks would say nothing. */
const FILLED = [
  "memberships",
  "articles",
  "sources",
  "snapshots",
  "revisions",
  "approvals",
  "runs",
  "steps",
  "attempts",
  "run_events",
  "destinations",
  "publications",
  "publication_attempts",
  "hosted_pages",
  "audit_events",
];

interface OwnedTable {
  readonly name: string;
  readonly schema: string;
  readonly isEnabled: boolean;
  readonly isForced: boolean;
  readonly policies: bigint;
}

let tables: OwnedTable[] = [];
let mine: World;
let theirs: World;

const findTables = (tx: Tx): Promise<OwnedTable[]> => tx.$queryRaw`
  SELECT c.relname::text AS name, n.nspname::text AS schema,
         c.relrowsecurity AS "isEnabled", c.relforcerowsecurity AS "isForced",
         (SELECT count(*) FROM pg_policies p WHERE p.schemaname = n.nspname
            AND p.tablename = c.relname AND 'autoink_app' = ANY (p.roles)
            AND p.qual LIKE '%app.workspace_id%' AND p.with_check LIKE '%app.workspace_id%') AS policies
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'owner_workspace_id'
  WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public' ORDER BY 1`;

/** A name of the catalogue or a statement of this file: what can't be bound as a parameter. */
const verbatim = (sql: string) => Prisma.raw(sql);
const quoted = (table: OwnedTable) => verbatim(`"${table.schema}"."${table.name}"`);

async function countOf(tx: Tx, table: OwnedTable, workspaceId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM ${quoted(table)} WHERE owner_workspace_id = ${workspaceId}::uuid`;
  return row?.count ?? -1;
}

const stateOf = (work: Promise<unknown>) =>
  work.then(
    () => "accepted",
    (error: unknown) => sqlState(error) ?? String(error),
  );

async function givenHistory(): Promise<World> {
  const world = await givenWorkspace();
  await requestPublication(world, await givenApproved(world));
  await drain(world);
  return world;
}

beforeAll(async () => {
  mine = await givenHistory();
  theirs = await givenHistory();
  tables = await withSystem(findTables);
});

describe("every table that a workspace owns", () => {
  it("has row-level security, forced, with a policy of the application role for reads and writes", () => {
    const unguarded = tables.filter(
      (table) => !table.isEnabled || !table.isForced || table.policies !== 1n,
    );
    expect(unguarded).toEqual([]);
    expect(tables.map((table) => table.name)).toEqual(expect.arrayContaining(FILLED));
  });

  it("shows a workspace its own rows and none of another's", async () => {
    for (const table of tables) {
      const rows = await withSystem((tx) => countOf(tx, table, theirs.actor.workspaceId));
      const seen = await mine.inWorkspace((tx) => countOf(tx, table, theirs.actor.workspaceId));
      const own = await theirs.inWorkspace((tx) => countOf(tx, table, theirs.actor.workspaceId));
      expect([table.name, seen, own]).toEqual([table.name, 0, rows]);
      if (FILLED.includes(table.name)) expect([table.name, rows > 0]).toEqual([table.name, true]);
    }
  });

  it("shows nothing to a transaction that names no workspace", async () => {
    const nobody = { workspaceId: "" };
    for (const table of tables) {
      const seen = await withWorkspace(nobody, (tx) =>
        countOf(tx, table, theirs.actor.workspaceId),
      );
      expect([table.name, seen]).toEqual([table.name, 0]);
    }
  });

  it("refuses a row for another workspace", async () => {
    for (const table of tables) {
      const insert = mine.inWorkspace(
        (tx) => tx.$executeRaw`
        INSERT INTO ${quoted(table)} (owner_workspace_id) VALUES (${theirs.actor.workspaceId}::uuid)`,
      );
      expect([table.name, await stateOf(insert)]).toEqual([table.name, INSUFFICIENT_PRIVILEGE]);
    }
  });

  it("keeps another workspace's rows from being changed or deleted", async () => {
    const { workspaceId } = theirs.actor;
    const changed = await mine.inWorkspace(async (tx) => [
      await tx.article.updateMany({
        where: { ownerWorkspaceId: workspaceId },
        data: { title: "taken" },
      }),
      await tx.hostedPage.deleteMany({ where: { ownerWorkspaceId: workspaceId } }),
    ]);
    expect(changed).toEqual([{ count: 0 }, { count: 0 }]);
  });
});

describe("history", () => {
  it.each(APPEND_ONLY)("%s is neither changed nor deleted by our roles", async (table) => {
    const statements = [
      `UPDATE ${table} SET owner_workspace_id = owner_workspace_id`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
    ];
    for (const statement of statements) {
      const run = (tx: Tx) => tx.$executeRaw(verbatim(statement));
      const states = [await stateOf(mine.inWorkspace(run)), await stateOf(withSystem(run))];
      expect([statement, ...states]).toEqual([
        statement,
        INSUFFICIENT_PRIVILEGE,
        INSUFFICIENT_PRIVILEGE,
      ]);
    }
  });
});

describe("people", () => {
  it.each([
    "SELECT password_hash FROM users",
    "SELECT password_pepper_id FROM users",
    "SELECT * FROM users",
    "SELECT id FROM sessions",
    "SELECT id FROM refresh_tokens",
    "SELECT email FROM waitlist_entries",
    "SELECT user_id FROM user_idempotency_records",
    "UPDATE users SET name = name",
    "INSERT INTO workspaces (id, slug, name) VALUES (gen_random_uuid(), 'x', 'x')",
  ])("the application role is refused: %s", async (statement) => {
    const work = mine.inWorkspace((tx) => tx.$executeRaw(verbatim(statement)));
    expect(await stateOf(work)).toBe(INSUFFICIENT_PRIVILEGE);
  });

  it("of another workspace have no name here", async () => {
    const people = await mine.inWorkspace((tx) => tx.user.findMany({ select: { id: true } }));
    expect(people).toEqual([{ id: mine.actor.userId }]);
  });
});
