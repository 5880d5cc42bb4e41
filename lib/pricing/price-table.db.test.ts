import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { seedPrices } from "@/lib/adapters/ai";
import { sqlState, type Tx, withSystem } from "@/lib/platform/db";
import { Prisma } from "@/prisma/generated/client";
import { sqlStateOf } from "@/test/sql-state";
import { givenWorkspace, type World } from "@/test/world";
import { seedPriceTable } from "@/tools/seed-prices";
import { findPriceAt, findPricesAt } from "./find-prices";

// Guarantee: the table has the list of this version from the first start on, once, and is only ever added to.

const APPEND_ONLY = "AI001";
const INSUFFICIENT_PRIVILEGE = "42501";
const NOW = new Date("2026-11-28T12:00:00Z");

let owner: pg.Client;
let world: World;
beforeAll(async () => {
  owner = new pg.Client({ connectionString: inject("databaseUrls").owner });
  await owner.connect();
  world = await givenWorkspace();
});
afterAll(() => owner.end());

describe("the price table", () => {
  it("was filled with the list when the database was made, and a second time adds nothing", async () => {
    const count = () =>
      world.inWorkspace((tx) => tx.modelPrice.count({ where: { createdBy: null } }));
    expect(await count()).toBe(seedPrices().length);
    expect(await seedPriceTable(owner)).toBe(0);
    expect(await count()).toBe(seedPrices().length);
  });

  it("gives back a price as the list has it, tiers included", async () => {
    const listed = seedPrices().find(({ model }) => model === "gemini-2.5-pro");
    expect(listed?.tiers).toHaveLength(1);
    const stored = await world.inWorkspace((tx) =>
      findPriceAt(tx, "google", "gemini-2.5-pro", NOW),
    );
    expect(stored).toMatchObject({ ...listed });
    const all = await world.inWorkspace((tx) => findPricesAt(tx, { provider: "google" }, NOW));
    expect(all).toContainEqual(stored);
    expect(new Set(all.map(({ model }) => model)).size).toBe(all.length);
    expect(all.every(({ provider }) => provider === "google")).toBe(true);
  });

  it.each([
    "UPDATE model_prices SET source = source",
    "DELETE FROM model_prices",
    "TRUNCATE model_prices CASCADE",
  ])("refuses even its owner: %s", async (statement) => {
    expect(await sqlStateOf(() => owner.query(statement))).toBe(APPEND_ONLY);
  });

  it("can be read by the application's role and not be written", async () => {
    const insert = (tx: Tx) => tx.$queryRaw(Prisma.raw("INSERT INTO model_prices DEFAULT VALUES"));
    await expect(world.inWorkspace(insert)).rejects.toSatisfy(
      (error) => sqlState(error) === INSUFFICIENT_PRIVILEGE,
    );
    await expect(withSystem((tx) => tx.modelPrice.deleteMany({}))).rejects.toSatisfy(
      (error) => sqlState(error) === INSUFFICIENT_PRIVILEGE,
    );
  });
});
