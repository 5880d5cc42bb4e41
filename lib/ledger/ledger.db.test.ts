import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { getWallet, LedgerError, releaseHold, reserve, settle } from "@/lib/ledger";
import { clock } from "@/lib/platform/clock";
import { withSystem, withWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
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

/** What must hold of every book at every moment. */
async function requireSound(world: World): Promise<void> {
  await world.inWorkspace(async (tx) => {
    const where = { ownerWorkspaceId: world.actor.workspaceId };
    const accounts = await tx.ledgerAccount.findMany({ where });
    expect(accounts.reduce((sum, account) => sum + account.balanceNanos, 0n)).toBe(0n);
    const postings = await tx.ledgerPosting.findMany({ where });
    for (const account of accounts) {
      const credits = postings.filter((posting) => posting.credit === account.code);
      const debits = postings.filter((posting) => posting.debit === account.code);
      const sum = (rows: typeof postings) =>
        rows.reduce((total, row) => total + row.amountNanos, 0n);
      expect(account.balanceNanos).toBe(sum(credits) - sum(debits));
    }
    const pending = await tx.ledgerHold.findMany({ where: { ...where, state: "pending" } });
    const held = accounts.find((account) => account.code === "held")?.balanceNanos;
    expect(held).toBe(pending.reduce((total, row) => total + row.amountNanos, 0n));
    const transactions = await tx.ledgerTransaction.findMany({ where, orderBy: { seq: "asc" } });
    expect(transactions.map((row) => row.seq)).toEqual(
      transactions.map((_row, index) => BigInt(index + 1)),
    );
  });
}

interface Move {
  readonly amount: bigint;
  readonly outcome: "keep" | "settle" | "void" | "expire";
  /** Percent of the hold that the work cost. */
  readonly share: number;
}

/** Makes one hold and resolves it, or is refused for want of funds. */
async function play(world: World, { amount, outcome, share }: Move): Promise<void> {
  const { workspaceId } = world.actor;
  const holdId = newId();
  const isMade = (await refusal(hold(world, amount, holdId))) === "accepted";
  if (!isMade || outcome === "keep") return;
  const costNanos = (amount * BigInt(share)) / 100n;
  await world.inWorkspace<unknown>((tx) =>
    outcome === "settle"
      ? settle(tx, { workspaceId, holdId, costNanos })
      : releaseHold(tx, { workspaceId, holdId, kind: outcome }),
  );
}

describe("the ledger", () => {
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
    const { workspaceId } = world.actor;
    const holdId = await hold(world, 1_000n);
    const settleFor = (costNanos: bigint) =>
      world.inWorkspace((tx) => settle(tx, { workspaceId, holdId, costNanos }));
    expect(await settleFor(400n)).toEqual({
      chargedNanos: 400n,
      releasedNanos: 600n,
      isReplayed: false,
    });
    expect(await settleFor(400n)).toMatchObject({ isReplayed: true });
    expect(await refusal(settleFor(401n))).toBe("hold_resolved");
    expect(await wallet(world)).toMatchObject({ availableNanos: GRANT - 400n, heldNanos: 0n });
    await requireSound(world);
  });

  it("books a cost above the hold as the operator's variance, not as the customer's", async () => {
    const world = await givenWorkspace();
    const { workspaceId } = world.actor;
    const holdId = await hold(world, 1_000n);
    await world.inWorkspace((tx) => settle(tx, { workspaceId, holdId, costNanos: 1_700n }));
    expect((await wallet(world)).availableNanos).toBe(GRANT - 1_000n);
    const variance = await world.inWorkspace((tx) =>
      tx.ledgerAccount.findFirst({ where: { ownerWorkspaceId: workspaceId, code: "variance" } }),
    );
    expect(variance?.balanceNanos).toBe(-700n);
    await requireSound(world);
  });

  it("resolves a hold in one way when two try at once", async () => {
    const world = await givenWorkspace();
    const { workspaceId } = world.actor;
    const holdId = await hold(world, 1_000n);
    const results = await Promise.all([
      refusal(world.inWorkspace((tx) => settle(tx, { workspaceId, holdId, costNanos: 10n }))),
      refusal(world.inWorkspace((tx) => releaseHold(tx, { workspaceId, holdId, kind: "void" }))),
    ]);
    expect(results.sort()).toEqual(["accepted", "hold_resolved"]);
    await requireSound(world);
  });

  it("keeps every book sound over any sequence of holds, settlements and releases", async () => {
    const step = fc.record({
      amount: fc.bigInt({ min: 1n, max: 2_000_000_000n }),
      outcome: fc.constantFrom("keep", "settle", "void", "expire") as fc.Arbitrary<Move["outcome"]>,
      share: fc.integer({ min: 0, max: 150 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const world = await givenWorkspace();
        for (const move of steps) await play(world, move);
        await requireSound(world);
      }),
      { numRuns: 12 },
    );
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
    await expect(attempt).rejects.toThrow();
    expect((await wallet(theirs)).heldNanos).toBe(0n);
  });

  // Guarantee: our own roles can't write history, whatever statement they send.
  it.each([
    ["UPDATE ledger.postings SET amount_nanos = 1"],
    ["DELETE FROM ledger.transactions"],
    ["UPDATE ledger.accounts SET balance_nanos = 1"],
    ["UPDATE ledger.holds SET state = 'voided', resolved_at = now()"],
    ["INSERT INTO ledger.books (owner_workspace_id) VALUES (gen_random_uuid())"],
    ["TRUNCATE ledger.postings CASCADE"],
    [
      "SELECT ledger.append(gen_random_uuid(), gen_random_uuid(), 'k', 'grant', '{grants}', '{wallet}', '{1}')",
    ],
    ["SELECT ledger.grant_funds(gen_random_uuid(), gen_random_uuid(), 'k', 1)"],
  ])("refuses the application role: %s", async (sql) => {
    const world = await givenWorkspace();
    const { Prisma } = await import("@/prisma/generated/client");
    await expect(world.inWorkspace((tx) => tx.$executeRaw(Prisma.raw(sql)))).rejects.toThrow(
      /permission denied|42501/,
    );
  });

  it("refuses the system role to change a posting", async () => {
    await givenWorkspace();
    await expect(
      withSystem((tx) => tx.$executeRaw`UPDATE ledger.postings SET amount_nanos = 1`),
    ).rejects.toThrow(/permission denied|42501/);
  });
});
