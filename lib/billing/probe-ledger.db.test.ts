import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import * as metrics from "@/app/metrics/route";
import { probeLedger, reserve } from "@/lib/ledger";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { log } from "@/lib/platform/log";
import { givenWorkspace, type World } from "@/test/world";
import { findLedgerState, watchLedger } from "./probe-ledger";

// Guarantee: whatever does not add up in the ledger is a number that the operator sees and a line in the log.

const TOKEN = "a token that is long enough";
vi.stubEnv("METRICS_TOKEN", TOKEN);
const NONE = { not_zero_sum: 0, below_floor: 0, held_differs: 0, head_differs: 0 };

let owner: pg.Client;
let world: World;
beforeAll(async () => {
  owner = new pg.Client({ connectionString: inject("databaseUrls").owner });
  await owner.connect();
  world = await givenWorkspace();
});
afterAll(async () => {
  await owner.end();
  vi.unstubAllEnvs();
});

/** The faults that the probe counts after a change behind the functions' back, which is taken back. */
async function faultsAfter(sql: string) {
  await owner.query("BEGIN");
  try {
    await owner.query("SET LOCAL session_replication_role = replica");
    await owner.query(sql, [world.actor.workspaceId]);
    const tx = {
      $queryRaw: async ({ raw }: { raw: readonly string[] }, ...values: unknown[]) => {
        const text = raw.reduce((sum, piece, i) => `${sum}$${i}${piece}`);
        return (await owner.query<Record<string, number>>(text, values)).rows;
      },
    };
    return (await probeLedger(tx as never, clock.now())).faults;
  } finally {
    await owner.query("ROLLBACK");
  }
}

describe("the probe of the ledger", () => {
  it("finds no fault in books that are sound, and counts what is held", async () => {
    const before = await findLedgerState();
    await world.inWorkspace((tx) =>
      reserve(tx, {
        workspaceId: world.actor.workspaceId,
        holdId: newId(),
        amountNanos: 5n,
        expiresAt: new Date(clock.now().getTime() - 1_000),
      }),
    );
    const { faults, chains, transactions, pendingHolds, overdueHolds } = await findLedgerState();
    expect(faults).toEqual(NONE);
    expect(chains).toBeGreaterThan(0);
    expect(transactions).toBeGreaterThan(before.transactions);
    expect(pendingHolds).toBeGreaterThan(0);
    expect(overdueHolds).toBeGreaterThan(0);
    expect(await watchLedger()).toBe(0);
  });

  it.each([
    [
      "UPDATE ledger.accounts SET balance_nanos = balance_nanos + 1 WHERE workspace_id = $1 AND number = 3",
      { not_zero_sum: 1 },
    ],
    [
      "UPDATE ledger.holds SET amount_nanos = amount_nanos + 1 WHERE workspace_id = $1",
      { held_differs: 1 },
    ],
    ["UPDATE ledger.chains SET head = sha256('x') WHERE workspace_id = $1", { head_differs: 1 }],
    [
      "DELETE FROM ledger.postings WHERE workspace_id = $1 AND seq = (SELECT seq FROM ledger.chains WHERE workspace_id = $1)",
      { head_differs: 1 },
    ],
  ])("counts a fault: %s", async (sql, expected) => {
    expect(await faultsAfter(sql)).toEqual({ ...NONE, ...expected });
  });

  it("tells the operator's log of a fault", async () => {
    const said = vi.spyOn(log, "error").mockImplementation(() => undefined);
    await owner.query(
      "UPDATE ledger.accounts SET balance_nanos = balance_nanos + 1 WHERE workspace_id = $1 AND number = 3",
      [world.actor.workspaceId],
    );
    try {
      expect(await watchLedger()).toBe(1);
      expect(said).toHaveBeenCalledWith("ledger.fault", expect.any(Error), {
        fault: "not_zero_sum",
        books: 1,
      });
    } finally {
      await owner.query(
        "UPDATE ledger.accounts SET balance_nanos = balance_nanos - 1 WHERE workspace_id = $1 AND number = 3",
        [world.actor.workspaceId],
      );
    }
  });
});

describe("GET /metrics", () => {
  const get = (authorization?: string) =>
    metrics.GET(
      new Request(
        "http://localhost/metrics",
        authorization === undefined ? {} : { headers: { authorization } },
      ),
      { params: Promise.resolve({}) },
    );

  it("is for whoever has the token", async () => {
    for (const authorization of [undefined, "Bearer wrong", TOKEN]) {
      expect((await get(authorization)).status).toBe(401);
    }
  });

  it("has the ledger's numbers in the text format of Prometheus", async () => {
    const response = await get(`Bearer ${TOKEN}`);
    expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
    const text = await response.text();
    expect(text).toMatch(/^autoink_ledger_chains [1-9]/m);
    expect(text).toMatch(/^autoink_ledger_faults\{fault="not_zero_sum"\} 0$/m);
    expect(text).toContain("process_cpu_seconds_total");
  });
});
