import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { getBalances, getWallet, LedgerError, releaseHold, reserve, settle } from "@/lib/ledger";
import { clock } from "@/lib/platform/clock";
import { withSystem, withWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { requireSoundLedger } from "@/test/ledger";
import { givenWorkspace, type World } from "@/test/world";

const GRANT = 5_000_000_000n;
const later = () => new Date(clock.now().getTime() + 60_000);

const hold = (world: World, amountNanos: bigint, holdId = newId()) =>
  world
    .inWorkspace((tx) =>
      reserve(tx, {
        workspaceId: world.actor.workspaceId,
        holdId,
        amountNanos,
        expiresAt: later(),
      }),
    )
    .then(() => holdId);
const wallet = (world: World) => world.inWorkspace((tx) => getWallet(tx, world.actor.workspaceId));
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "accepted",
    (error: unknown) => (error instanceof LedgerError ? error.refusal : String(error)),
  );

const requireSound = (world: World) => requireSoundLedger([world.actor.workspaceId]);
const balances = (world: World) =>
  world.inWorkspace((tx) => getBalances(tx, world.actor.workspaceId));
const settleFor = (world: World, holdId: string, costNanos: bigint) =>
  world.inWorkspace((tx) =>
    settle(tx, { workspaceId: world.actor.workspaceId, holdId, costNanos }),
  );
const release = (world: World, holdId: string, kind: "void" | "expire") =>
  world.inWorkspace((tx) =>
    releaseHold(tx, { workspaceId: world.actor.workspaceId, holdId, kind }),
  );

describe("a hold", () => {
  it("refuses a hold that the wallet can't cover, and writes nothing of it", async () => {
    const world = await givenWorkspace();
    expect(await refusal(hold(world, GRANT + 1n))).toBe("insufficient_funds");
    expect(await wallet(world)).toEqual({
      balanceNanos: GRANT,
      heldNanos: 0n,
      availableNanos: GRANT,
    });
    await requireSound(world);
  });

  it("admits exactly as many holds at once as the wallet covers", async () => {
    const world = await givenWorkspace();
    const results = await Promise.all(
      Array.from({ length: 12 }, () => refusal(hold(world, GRANT / 5n))),
    );
    expect(results.filter((result) => result === "accepted")).toHaveLength(5);
    expect(results.filter((result) => result === "insufficient_funds")).toHaveLength(7);
    await requireSound(world);
  });

  it.each([0n, -1n, 2n ** 63n])(
    "refuses an amount of %s before the database sees it",
    async (amount) => {
      const world = await givenWorkspace();
      expect(await refusal(hold(world, amount))).toBe("amount_out_of_range");
    },
  );

  it("makes the same hold once, and refuses the same id with another amount", async () => {
    const world = await givenWorkspace();
    const holdId = await hold(world, 100n);
    await hold(world, 100n, holdId);
    expect(await refusal(hold(world, 101n, holdId))).toBe("key_conflict");
    expect((await wallet(world)).heldNanos).toBe(100n);
    await requireSound(world);
  });

  it("charges what the work cost and gives the rest back, once", async () => {
    const world = await givenWorkspace();
    const holdId = await hold(world, 1_000n);
    expect(await settleFor(world, holdId, 400n)).toEqual({
      chargedNanos: 400n,
      releasedNanos: 600n,
      isLate: false,
      isReplayed: false,
    });
    expect(await settleFor(world, holdId, 400n)).toMatchObject({ isReplayed: true });
    expect(await refusal(settleFor(world, holdId, 401n))).toBe("hold_resolved");
    expect(await refusal(release(world, holdId, "void"))).toBe("hold_resolved");
    expect(await wallet(world)).toMatchObject({ availableNanos: GRANT - 400n, heldNanos: 0n });
    await requireSound(world);
  });

  it("books a cost above the hold as the operator's variance, not as the customer's", async () => {
    const world = await givenWorkspace();
    const holdId = await hold(world, 1_000n);
    expect(await settleFor(world, holdId, 1_700n)).toMatchObject({ chargedNanos: 1_000n });
    expect(await refusal(settleFor(world, holdId, 1_701n))).toBe("hold_resolved");
    expect(await balances(world)).toMatchObject({
      wallet: GRANT - 1_000n,
      usage: 1_700n,
      variance: -700n,
    });
    await requireSound(world);
  });

  it("settles work that cost nothing", async () => {
    const world = await givenWorkspace();
    const holdId = await hold(world, 1_000n);
    expect(await settleFor(world, holdId, 0n)).toMatchObject({ releasedNanos: 1_000n });
    expect(await settleFor(world, holdId, 0n)).toMatchObject({ isReplayed: true });
    expect(await wallet(world)).toMatchObject({ availableNanos: GRANT, heldNanos: 0n });
    await requireSound(world);
  });

  it("frees a hold once, in whichever way it is asked first", async () => {
    const world = await givenWorkspace();
    const holdId = await hold(world, 1_000n);
    expect(await release(world, holdId, "void")).toBe(1_000n);
    expect(await release(world, holdId, "expire")).toBe(1_000n);
    expect(await wallet(world)).toMatchObject({ availableNanos: GRANT, heldNanos: 0n });
    await requireSound(world);
  });

  it("resolves a hold once when a settlement and a release come at once", async () => {
    const world = await givenWorkspace();
    const holdId = await hold(world, 1_000n);
    const [settled] = await Promise.all([
      settleFor(world, holdId, 10n),
      refusal(release(world, holdId, "void")),
    ]);
    expect(settled.chargedNanos).toBe(10n);
    expect(await wallet(world)).toMatchObject({ availableNanos: GRANT - 10n, heldNanos: 0n });
    await requireSound(world);
  });

  it("knows no hold that was not made, and none of another workspace", async () => {
    const [mine, theirs] = [await givenWorkspace(), await givenWorkspace()];
    const holdId = await hold(theirs, 1_000n);
    expect(await refusal(settleFor(mine, holdId, 1n))).toBe("not_found");
    expect(await refusal(release(mine, newId(), "void"))).toBe("not_found");
    expect((await wallet(theirs)).heldNanos).toBe(1_000n);
  });

  it("lets nobody post into another workspace's book", async () => {
    const [mine, theirs] = [await givenWorkspace(), await givenWorkspace()];
    const attempt = withWorkspace(mine.actor, (tx) =>
      reserve(tx, {
        workspaceId: theirs.actor.workspaceId,
        holdId: newId(),
        amountNanos: 5n,
        expiresAt: later(),
      }),
    );
    await expect(attempt).rejects.toThrow(/42501|not the workspace/);
    expect((await wallet(theirs)).heldNanos).toBe(0n);
  });
});

describe("a settlement that comes after its hold was released", () => {
  it.each(["void", "expire"] as const)("charges the wallet after %s, once", async (kind) => {
    const world = await givenWorkspace();
    const holdId = await hold(world, 1_000n);
    await release(world, holdId, kind);
    expect(await settleFor(world, holdId, 400n)).toEqual({
      chargedNanos: 400n,
      releasedNanos: 0n,
      isLate: true,
      isReplayed: false,
    });
    expect(await settleFor(world, holdId, 400n)).toMatchObject({
      chargedNanos: 400n,
      isReplayed: true,
    });
    expect(await refusal(settleFor(world, holdId, 401n))).toBe("hold_resolved");
    expect(await balances(world)).toMatchObject({ wallet: GRANT - 400n, held: 0n, usage: 400n });
    await requireSound(world);
  });

  it("takes what the wallet has left, and leaves the rest to the operator", async () => {
    const world = await givenWorkspace();
    const holdId = await hold(world, 1_000n);
    await release(world, holdId, "expire");
    await hold(world, GRANT - 300n);
    expect(await settleFor(world, holdId, 1_000n)).toMatchObject({ chargedNanos: 300n });
    expect(await settleFor(world, holdId, 1_000n)).toMatchObject({
      chargedNanos: 300n,
      isReplayed: true,
    });
    expect(await balances(world)).toMatchObject({ wallet: 0n, usage: 1_000n, variance: -700n });
    await requireSound(world);
  });

  it("is booked whole as the operator's when the wallet is empty", async () => {
    const world = await givenWorkspace();
    const holdId = await hold(world, 1_000n);
    await release(world, holdId, "expire");
    await hold(world, GRANT);
    expect(await settleFor(world, holdId, 50n)).toMatchObject({ chargedNanos: 0n, isLate: true });
    expect(await balances(world)).toMatchObject({ wallet: 0n, usage: 50n, variance: -50n });
    await requireSound(world);
  });
});

// What budgets that are counted after the fact get wrong, reported of a widely used gateway (LiteLLM).
describe("the failures of budgets that are counted afterwards", () => {
  it("#40095: first requests that come at once don't pass the budget together", async () => {
    const world = await givenWorkspace();
    const calls = Array.from({ length: 16 }, () => refusal(hold(world, GRANT / 4n)));
    const results = await Promise.all(calls);
    expect(results.filter((result) => result === "accepted")).toHaveLength(4);
    expect((await wallet(world)).availableNanos).toBe(0n);
  });

  it("#40050: what is enforced is what was spent, also when answers are lost and sent again", async () => {
    const world = await givenWorkspace();
    const costs = [11n, 222n, 3_333n, 44_444n];
    for (const cost of costs) {
      const holdId = await hold(world, 50_000n);
      await Promise.all([settleFor(world, holdId, cost), settleFor(world, holdId, cost)]);
    }
    const spent = costs.reduce((sum, cost) => sum + cost, 0n);
    expect(await wallet(world)).toMatchObject({ balanceNanos: GRANT - spent, heldNanos: 0n });
    expect(await balances(world)).toMatchObject({ usage: spent });
  });

  it("#36926: nobody is refused for value that was given back", async () => {
    const world = await givenWorkspace();
    for (const kind of ["void", "expire"] as const) {
      await release(world, await hold(world, GRANT), kind);
    }
    expect(await refusal(hold(world, GRANT))).toBe("accepted");
  });

  it("#38176: work is counted whatever interface it came by, because nothing runs without a hold", async () => {
    const world = await givenWorkspace();
    const viaApi = await hold(world, 700n);
    const viaWorker = newId();
    await withSystem((tx) =>
      reserve(tx, {
        workspaceId: world.actor.workspaceId,
        holdId: viaWorker,
        amountNanos: 300n,
        expiresAt: later(),
      }),
    );
    expect((await wallet(world)).heldNanos).toBe(1_000n);
    await settleFor(world, viaApi, 700n);
    await settleFor(world, viaWorker, 300n);
    expect(await balances(world)).toMatchObject({ usage: 1_000n, wallet: GRANT - 1_000n });
    await requireSound(world);
  });
});

describe("holds that come at once", () => {
  it("are admitted exactly as far as the wallet goes, for any wallet, hold and number", async () => {
    const drawn = fc.record({
      amount: fc.bigInt({ min: 1n, max: GRANT }),
      share: fc.integer({ min: 1, max: 12 }),
      count: fc.integer({ min: 1, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(drawn, async ({ amount, share, count }) => {
        const each = amount / BigInt(share) + 1n;
        const world = await givenWorkspace();
        if (amount < GRANT) await hold(world, GRANT - amount);
        const calls = Array.from({ length: count }, () => refusal(hold(world, each)));
        const results = await Promise.all(calls);
        const fitting = amount / each < BigInt(count) ? Number(amount / each) : count;
        expect(results.filter((result) => result === "accepted")).toHaveLength(fitting);
        expect(new Set(results.filter((result) => result !== "accepted"))).toEqual(
          new Set(fitting < count ? ["insufficient_funds"] : []),
        );
        await requireSound(world);
      }),
      { numRuns: 15 },
    );
  });
});
