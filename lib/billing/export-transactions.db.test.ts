import { describe, expect, it } from "vitest";
import * as route from "@/app/api/v1/workspaces/[workspaceId]/ledger/export/route";
import { post } from "@/lib/ledger";
import { withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { callRoute, givenWorkspace, type World } from "@/test/world";

// Guarantee: the book comes as a file for a spreadsheet or a program, whole or narrowed, and nothing in it is
// taken for a formula.

const MEMO = '=SUM(A1) "quoted", and so on';

const exportOf = (world: World, query: string) =>
  callRoute(route.GET, { world, params: { workspaceId: world.actor.workspaceId }, query });

async function givenBook(): Promise<World> {
  const world = await givenWorkspace();
  await withSystem((tx) =>
    post(tx, world.actor.workspaceId, {
      id: newId(),
      kind: "promo",
      memo: MEMO,
      lines: [
        { debit: "grants", credit: "wallet", amountNanos: 1_234_567_890n },
        { debit: "wallet", credit: "rounding", amountNanos: 1n },
      ],
    }),
  );
  return world;
}

describe("the export of transactions", () => {
  it("has a row of CSV per posting, exact to the nano-dollar", async () => {
    const response = await exportOf(await givenBook(), "?format=csv");
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe(
      'attachment; filename="transactions.csv"',
    );
    const [header, ...rows] = (await response.text()).split("\r\n");
    expect(header).toMatch(/^\uFEFF?seq,created_at,kind,memo,line,/);
    expect(rows).toHaveLength(4);
    expect(rows[1]).toContain(
      `,promo,"'=SUM(A1) ""quoted"", and so on",1,grants,wallet,1234567890,1.234567890,`,
    );
    expect(rows[2]).toContain(",2,wallet,rounding,1,0.000000001,");
  });

  it("has the transactions of the API as JSON, those that the filter leaves", async () => {
    const world = await givenBook();
    const all = (await (await exportOf(world, "?format=json")).json()) as { kind: string }[];
    expect(all.map(({ kind }) => kind)).toEqual(["grant", "promo"]);
    const narrowed = await exportOf(world, "?format=json&account=rounding&text=quoted");
    expect(await narrowed.json()).toEqual([expect.objectContaining({ memo: MEMO })]);
    expect(await (await exportOf(world, "?format=json&kind=refund")).json()).toEqual([]);
    expect(await (await exportOf(world, "?format=json&to=2020-01-01")).json()).toEqual([]);
  });

  it.each(["?format=xlsx", "?format=csv&kind=gift", "?format=csv&from=today"])(
    "refuses %s with a sentence",
    async (query) => {
      const response = await exportOf(await givenWorkspace(), query);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: "invalid_query" });
    },
  );
});
