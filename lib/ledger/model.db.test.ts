import fc from "fast-check";
import { expect, it } from "vitest";
import { runSystemStatement, withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { requireSoundLedger } from "@/test/ledger";
import {
  findTransactions,
  getBalances,
  LedgerError,
  type LedgerRefusal,
  openChain,
  postBatch,
  releaseHold,
  reserve,
  settle,
} from "./index";

// Guarantee: whatever is posted, reserved, settled, released, repeated or sent twice at once, the ledger does what a
// book of a few lines does, and every chain stays sound.

type Outcome = "accepted" | LedgerRefusal;

/** The book that the ledger is compared with. */
class Book {
  readonly balances = { wallet: 0n, held: 0n, usage: 0n, grants: 0n, variance: 0n };
  readonly holds = new Map<number, { amount: bigint; state: string; cost?: bigint }>();
  readonly grants = new Map<number, bigint>();
  count = 0n;

  #move(debit: keyof Book["balances"], credit: keyof Book["balances"], amount: bigint): void {
    this.balances[debit] -= amount;
    this.balances[credit] += amount;
  }

  grant(key: number, amount: bigint): Outcome {
    const known = this.grants.get(key);
    if (known !== undefined) return known === amount ? "accepted" : "key_conflict";
    this.grants.set(key, amount);
    this.#move("grants", "wallet", amount);
    this.count += 1n;
    return "accepted";
  }

  reserve(key: number, amount: bigint): Outcome {
    const known = this.holds.get(key);
    if (known !== undefined) return known.amount === amount ? "accepted" : "key_conflict";
    if (this.balances.wallet < amount) return "insufficient_funds";
    this.holds.set(key, { amount, state: "pending" });
    this.#move("wallet", "held", amount);
    this.count += 1n;
    return "accepted";
  }

  settle(key: number, cost: bigint): Outcome {
    const hold = this.holds.get(key);
    if (hold === undefined) return "not_found";
    if (hold.cost !== undefined) return hold.cost === cost ? "accepted" : "hold_resolved";
    const isLate = hold.state !== "pending";
    if (isLate && cost === 0n) return "accepted";
    const limit = isLate ? this.balances.wallet : hold.amount;
    const charged = cost < limit ? cost : limit;
    this.#move(isLate ? "wallet" : "held", "usage", charged);
    if (!isLate) this.#move("held", "wallet", hold.amount - charged);
    this.#move("variance", "usage", cost - charged);
    this.count += 1n;
    hold.cost = cost;
    if (!isLate) hold.state = "settled";
    return "accepted";
  }

  release(key: number, kind: string): Outcome {
    const hold = this.holds.get(key);
    if (hold === undefined) return "not_found";
    if (hold.state === "settled") return "hold_resolved";
    if (hold.state !== "pending") return "accepted";
    hold.state = kind;
    this.#move("held", "wallet", hold.amount);
    this.count += 1n;
    return "accepted";
  }
}

/** A workspace of its own, and ids that follow from small numbers, so that commands meet again. */
class Real {
  readonly workspaceId = newId();
  readonly #ids = new Map<string, string>();

  id(name: string): string {
    const id = this.#ids.get(name) ?? newId();
    this.#ids.set(name, id);
    return id;
  }

  async grant(batch: readonly { key: number; amount: bigint }[]): Promise<Outcome[]> {
    const verdicts = await postBatch(
      runSystemStatement,
      this.workspaceId,
      batch.map(({ key, amount }) => ({
        id: this.id(`grant ${key}`),
        kind: "grant",
        memo: "",
        lines: [{ debit: "grants", credit: "wallet", amountNanos: amount }],
      })),
    );
    return verdicts.map((each) => (each.kind === "posted" ? "accepted" : each.refusal));
  }

  reserve(key: number, amountNanos: bigint): Promise<Outcome> {
    const expiresAt = new Date(Date.now() + 60_000);
    return this.#try((workspaceId, holdId, tx) =>
      reserve(tx, { workspaceId, holdId, amountNanos, expiresAt }),
    )(key);
  }

  settle(key: number, costNanos: bigint): Promise<Outcome> {
    return this.#try((workspaceId, holdId, tx) => settle(tx, { workspaceId, holdId, costNanos }))(
      key,
    );
  }

  release(key: number, kind: "void" | "expire"): Promise<Outcome> {
    return this.#try((workspaceId, holdId, tx) => releaseHold(tx, { workspaceId, holdId, kind }))(
      key,
    );
  }

  #try(
    call: (
      workspaceId: string,
      holdId: string,
      tx: Parameters<typeof reserve>[0],
    ) => Promise<unknown>,
  ) {
    return async (key: number): Promise<Outcome> => {
      try {
        await withSystem((tx) => call(this.workspaceId, this.id(`hold ${key}`), tx));
        return "accepted";
      } catch (error) {
        if (error instanceof LedgerError) return error.refusal;
        throw error;
      }
    };
  }

  async requireLike(book: Book): Promise<void> {
    const balances = await withSystem((tx) => getBalances(tx, this.workspaceId));
    expect(balances).toMatchObject(book.balances);
  }
}

type Command = fc.AsyncCommand<Book, Real>;

function command(
  name: string,
  run: (real: Real) => Promise<readonly Outcome[]>,
  model: (book: Book) => readonly Outcome[],
): Command {
  return {
    check: () => true,
    async run(book, real) {
      expect(await run(real)).toEqual(model(book));
      await real.requireLike(book);
    },
    toString: () => name,
  };
}

const key = fc.nat({ max: 3 });
const amount = fc.bigInt({ min: 1n, max: 60n });
const cost = fc.bigInt({ min: 0n, max: 80n });
const kind = fc.constantFrom("void" as const, "expire" as const);

const commands: fc.Arbitrary<Command>[] = [
  fc
    .array(fc.record({ key: fc.nat({ max: 9 }), amount }), { minLength: 1, maxLength: 4 })
    .map((batch) =>
      command(
        `grant ${batch.map((each) => `${each.key}:${each.amount}`).join(" ")}`,
        (real) => real.grant(batch),
        (book) => batch.map((each) => book.grant(each.key, each.amount)),
      ),
    ),
  fc.tuple(key, amount).map(([which, nanos]) =>
    command(
      `reserve ${which} ${nanos}`,
      async (real) => [await real.reserve(which, nanos)],
      (book) => [book.reserve(which, nanos)],
    ),
  ),
  fc.tuple(key, cost).map(([which, nanos]) =>
    command(
      `settle ${which} ${nanos}`,
      async (real) => [await real.settle(which, nanos)],
      (book) => [book.settle(which, nanos)],
    ),
  ),
  fc.tuple(key, kind).map(([which, how]) =>
    command(
      `${how} ${which}`,
      async (real) => [await real.release(which, how)],
      (book) => [book.release(which, how)],
    ),
  ),
  // The same call twice at once is the same call.
  fc.tuple(key, amount).map(([which, nanos]) =>
    command(
      `reserve ${which} ${nanos} twice at once`,
      (real) => Promise.all([real.reserve(which, nanos), real.reserve(which, nanos)]),
      (book) => [book.reserve(which, nanos), book.reserve(which, nanos)],
    ),
  ),
  fc.tuple(key, cost).map(([which, nanos]) =>
    command(
      `settle ${which} ${nanos} twice at once`,
      (real) => Promise.all([real.settle(which, nanos), real.settle(which, nanos)]),
      (book) => [book.settle(which, nanos), book.settle(which, nanos)],
    ),
  ),
];

it("does what the model does, over any sequence of commands", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 25 }), async (drawn) => {
      const book = new Book();
      const real = new Real();
      await withSystem((tx) => openChain(tx, real.workspaceId));
      await fc.asyncModelRun(() => ({ model: book, real }), drawn);
      await requireSoundLedger([real.workspaceId]);
      const all = await withSystem((tx) =>
        findTransactions(tx, real.workspaceId, { order: "asc", after: null, limit: 1_000 }),
      );
      expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => BigInt(index + 1)));
      expect(BigInt(all.length)).toBe(book.count);
    }),
    { numRuns: 40 },
  );
});
