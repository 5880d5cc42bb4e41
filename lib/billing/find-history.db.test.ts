import { afterEach, describe, expect, it } from "vitest";
import { findHolds, findLedgerHistory, findWallet, findWalletTrend } from "@/lib/billing";
import { releaseHold, settle } from "@/lib/ledger";
import { setClock } from "@/lib/platform/clock";
import { givenHold } from "@/test/ledger";
import { refusal } from "@/test/stories";
import { givenWorkspace, type World } from "@/test/world";

const ALL = { limit: 50, after: null };
const DAY_MS = 24 * 60 * 60 * 1000;
const HELD = 5_000n;
const COST = 1_200n;

let restoreClock: () => void = () => undefined;
afterEach(() => restoreClock());

/** Makes it so many days later for whoever asks the clock; the book keeps its own time. */
function goOn(days: number): void {
  const later = new Date(Date.now() + days * DAY_MS);
  restoreClock = setClock({ now: () => later });
}

const hold = (world: World) => givenHold(world, HELD);

async function spend(world: World): Promise<void> {
  const holdId = await hold(world);
  const { workspaceId } = world.actor;
  await world.inWorkspace((tx) => settle(tx, { workspaceId, holdId, costNanos: COST }));
}

async function giveBack(world: World): Promise<void> {
  const holdId = await hold(world);
  const { workspaceId } = world.actor;
  await world.inWorkspace((tx) => releaseHold(tx, { workspaceId, holdId, kind: "void" }));
}

describe("findHolds", () => {
  it("has every hold of the workspace, the latest first, page by page, and those of a state alone", async () => {
    const [mine, theirs] = [await givenWorkspace(), await givenWorkspace()];
    await hold(theirs);
    await spend(mine);
    await giveBack(mine);
    const pending = await hold(mine);
    const first = await findHolds(mine.actor, { limit: 2, after: null }, null);
    expect(first.data.map(({ state }) => state)).toEqual(["pending", "voided"]);
    const after = Buffer.from(first.next_cursor ?? "", "base64url").toString();
    const rest = await findHolds(mine.actor, { limit: 2, after }, null);
    expect(rest).toMatchObject({
      data: [{ state: "settled", amount_nanos: String(HELD), charged_nanos: String(COST) }],
      next_cursor: null,
    });
    const { data } = await findHolds(mine.actor, ALL, "pending");
    expect(data).toMatchObject([{ id: pending, charged_nanos: "0", resolved_at: null }]);
    expect(await refusal(findHolds(mine.actor, ALL, "gone"))).toBe("invalid_query");
  });
});

describe("findLedgerHistory", () => {
  it("never shows another workspace's transactions", async () => {
    const [mine, theirs] = [await givenWorkspace(), await givenWorkspace()];
    await spend(theirs);
    const kinds = (await findLedgerHistory(mine.actor, ALL, {})).data.map(({ kind }) => kind);
    expect(kinds).toEqual(["grant"]);
    expect((await findLedgerHistory(mine.actor, ALL, { kind: "settle" })).data).toEqual([]);
  });

  it("shows one kind alone when it is asked for", async () => {
    const world = await givenWorkspace();
    await spend(world);
    await giveBack(world);
    const reserved = (await findLedgerHistory(world.actor, ALL, { kind: "reserve" })).data;
    expect(reserved.map(({ kind }) => kind)).toEqual(["reserve", "reserve"]);
    expect(reserved.every(({ postings }) => postings[0]?.amount_nanos === String(HELD))).toBe(true);
  });

  it("pages through the book, the latest first, and leaves none out", async () => {
    const world = await givenWorkspace();
    await spend(world);
    await giveBack(world);
    const kinds: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 3; page += 1) {
      const { data } = await findLedgerHistory(world.actor, { limit: 2, after }, {});
      kinds.push(...data.map(({ kind }) => kind));
      after = data.at(-1)?.seq ?? null;
    }
    expect(kinds).toEqual(["void", "reserve", "settle", "reserve", "grant"]);
  });
});

describe("findWalletTrend", () => {
  it("counts nothing of another workspace", async () => {
    const [mine, theirs] = [await givenWorkspace(), await givenWorkspace()];
    await spend(theirs);
    const { balance_nanos } = await findWallet(mine.actor);
    const [today] = await findWalletTrend(mine.actor, 1);
    expect(today).toMatchObject({ balance_nanos, spent_nanos: "0" });
  });

  it("begins with nothing before the grant, and ends with what is there now", async () => {
    const world = await givenWorkspace();
    await spend(world);
    goOn(1);
    const { balance_nanos } = await findWallet(world.actor);
    const trend = await findWalletTrend(world.actor, 3);
    expect(trend.map((point) => [point.balance_nanos, point.spent_nanos])).toEqual([
      ["0", "0"],
      [balance_nanos, String(COST)],
      [balance_nanos, "0"],
    ]);
    expect(trend.map(({ day }) => day)).toEqual(trend.map(({ day }) => day).toSorted());
  });

  it("keeps the balance on days before the first that is shown out of the sum", async () => {
    const world = await givenWorkspace();
    await spend(world);
    goOn(40);
    const { balance_nanos } = await findWallet(world.actor);
    const trend = await findWalletTrend(world.actor, 30);
    expect(trend).toHaveLength(30);
    expect(new Set(trend.map((point) => point.balance_nanos))).toEqual(new Set([balance_nanos]));
    expect(new Set(trend.map((point) => point.spent_nanos))).toEqual(new Set(["0"]));
  });

  it("takes what is only held, or was given back, for not spent", async () => {
    const world = await givenWorkspace();
    const before = await findWallet(world.actor);
    await hold(world);
    await giveBack(world);
    const [today] = await findWalletTrend(world.actor, 1);
    expect(today).toMatchObject({ balance_nanos: before.balance_nanos, spent_nanos: "0" });
  });
});
