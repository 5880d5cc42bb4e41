import { beforeEach, describe, expect, it } from "vitest";
import { runSystemStatement, withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import { deleteWorkspace } from "@/lib/workspaces";
import { requireSoundLedger } from "@/test/ledger";
import { givenWorkspace } from "@/test/world";
import {
  findHead,
  findTransaction,
  findTransactions,
  getBalances,
  LedgerError,
  type Line,
  type NewTransaction,
  openChain,
  post,
  postBatch,
  type Verdict,
} from "./index";

const BIGINT_MAX = 2n ** 63n - 1n;

let workspaceId: string;
beforeEach(async () => {
  workspaceId = newId();
  await withSystem((tx) => openChain(tx, workspaceId));
  return () => requireSoundLedger([workspaceId]);
});

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "accepted",
    (error: unknown) => (error instanceof LedgerError ? error.refusal : String(error)),
  );
const move = (changes: Partial<Line> = {}): Line => ({
  debit: "grants",
  credit: "wallet",
  amountNanos: 10n,
  ...changes,
});
const transaction = (changes: Partial<NewTransaction> = {}): NewTransaction => ({
  id: newId(),
  kind: "adjustment",
  memo: "",
  lines: [move()],
  ...changes,
});
const postOne = (each: NewTransaction) => withSystem((tx) => post(tx, workspaceId, each));
const postMany = (batch: readonly NewTransaction[]) =>
  postBatch(runSystemStatement, workspaceId, batch);
const wallet = async () => (await withSystem((tx) => getBalances(tx, workspaceId))).wallet ?? -1n;
const words = (verdicts: readonly Verdict[]) =>
  verdicts.map((verdict) =>
    verdict.kind === "refused"
      ? verdict.refusal
      : `${verdict.receipt.isReplayed ? "replayed" : "posted"} ${verdict.receipt.seq}`,
  );
const spend = (amountNanos: bigint) =>
  transaction({ lines: [move({ debit: "wallet", credit: "refunds", amountNanos })] });

describe("a posting", () => {
  it("is made once, whoever repeats it, and its id means nothing else afterwards", async () => {
    const grant = transaction({ kind: "grant", memo: "welcome" });
    expect(await postOne(grant)).toEqual({ seq: 1n, isReplayed: false });
    await postOne(transaction());
    expect(await postOne(grant)).toEqual({ seq: 1n, isReplayed: true });
    const others: Partial<NewTransaction>[] = [
      { memo: "Welcome" },
      { kind: "promo" },
      { lines: [move({ amountNanos: 11n })] },
      { lines: [move({ debit: "clearing" })] },
      { lines: [move(), move()] },
    ];
    for (const other of others) {
      expect(await refusal(postOne({ ...grant, ...other }))).toBe("key_conflict");
    }
    expect(await wallet()).toBe(20n);
  });

  it.each<[string, Partial<NewTransaction>]>([
    ["amount_out_of_range", { lines: [move({ amountNanos: 0n })] }],
    ["amount_out_of_range", { lines: [move({ amountNanos: -1n })] }],
    ["amount_out_of_range", { lines: [move({ amountNanos: BIGINT_MAX + 1n })] }],
    ["unknown_account", { lines: [move({ debit: "nobody" as "wallet" })] }],
    ["malformed", { lines: [move({ debit: "wallet" })] }],
    ["malformed", { lines: [] }],
    ["malformed", { lines: Array.from({ length: 1_001 }, () => move()) }],
    ["malformed", { memo: "ü".repeat(513) }],
    ["malformed", { memo: "\0" }],
    ["malformed", { lines: [move({ credit: "held" })] }],
    ["malformed", { kind: "reserve" as "grant" }],
    ["insufficient_funds", { lines: [move({ debit: "wallet", credit: "usage" })] }],
  ])("is refused as %s, case %#", async (expected, changes) => {
    expect(await refusal(postOne(transaction(changes)))).toBe(expected);
    expect((await withSystem((tx) => findHead(tx, workspaceId)))?.seq).toBe(0n);
  });

  // What the library refuses first, the database refuses too.
  it.each([
    ["amount_out_of_range", "'{7}', '{1}', '{0}'"],
    ["amount_out_of_range", "'{7}', '{1}', '{-5}'"],
    ["amount_out_of_range", "'{7}', '{1}', '{NULL}'"],
    ["unknown_account", "'{10}', '{1}', '{1}'"],
    ["unknown_account", "'{7}', '{-1}', '{1}'"],
    ["malformed", "'{7}', '{7}', '{1}'"],
    ["malformed", "'{7,7}', '{1}', '{1}'"],
    ["malformed", "'{}', '{}', '{}'"],
    [
      "malformed",
      "array_fill(7::smallint, '{1001}'), array_fill(1::smallint, '{1001}'), array_fill(1::bigint, '{1001}')",
    ],
  ])("is refused by the database as %s: %s", async (expected, lines) => {
    const { refusing } = await import("./errors");
    const call = refusing("key_conflict", () =>
      runSystemStatement({
        name: "",
        text: `SELECT ledger.post($1, gen_random_uuid(), 1::smallint, '', ${lines})`,
        values: [workspaceId],
      }),
    );
    expect(await refusal(call)).toBe(expected);
  });

  it("that many ask for at one time under one id is made once, and the others get its number", async () => {
    await postOne(transaction());
    const same = transaction();
    const receipts = await Promise.all(Array.from({ length: 8 }, () => postOne(same)));
    expect(new Set(receipts.map(({ seq }) => seq))).toEqual(new Set([2n]));
    expect(receipts.filter(({ isReplayed }) => !isReplayed)).toHaveLength(1);
    expect(await wallet()).toBe(20n);
  });

  it("past the range of a balance is refused", async () => {
    await postOne(transaction({ lines: [move({ amountNanos: BIGINT_MAX })] }));
    expect(await refusal(postOne(transaction()))).toBe("amount_out_of_range");
    expect(words(await postMany([transaction(), transaction()]))).toEqual([
      "amount_out_of_range",
      "amount_out_of_range",
    ]);
  });

  it("has as many as a thousand lines, all or none", async () => {
    const lines = Array.from({ length: 1_000 }, () => move());
    expect(await postOne(transaction({ lines }))).toMatchObject({ seq: 1n });
    const tooMuch = [
      ...lines.slice(1),
      move({ debit: "wallet", credit: "usage", amountNanos: 10n ** 9n }),
    ];
    expect(await refusal(postOne(transaction({ lines: tooMuch })))).toBe("insufficient_funds");
    expect(await wallet()).toBe(10_000n);
  });

  it("needs a chain", async () => {
    const call = withSystem((tx) => post(tx, newId(), transaction()));
    expect(await refusal(call)).toBe("not_found");
    expect(await refusal(postBatch(runSystemStatement, newId(), [transaction()]))).toBe(
      "not_found",
    );
  });
});

describe("a batch", () => {
  it("is posted in its order, with all its lines", async () => {
    const batch = [
      transaction({ memo: "one" }),
      transaction({ lines: [move(), move({ amountNanos: 5n }), move({ debit: "clearing" })] }),
      transaction({ memo: "three" }),
    ];
    expect(words(await postMany(batch))).toEqual(["posted 1", "posted 2", "posted 3"]);
    expect(await wallet()).toBe(45n);
    const all = await withSystem((tx) =>
      findTransactions(tx, workspaceId, { order: "asc", after: null, limit: 9 }),
    );
    expect(all.map(({ id, memo, lines }) => ({ id, memo, lines }))).toEqual(
      batch.map(({ id, memo, lines }) => ({ id, memo, lines })),
    );
  });

  it("that is sent again is replayed, each with its own number", async () => {
    const batch = [transaction(), transaction(), transaction()];
    await postMany(batch);
    expect(words(await postMany(batch.toReversed()))).toEqual([
      "replayed 3",
      "replayed 2",
      "replayed 1",
    ]);
    expect(await wallet()).toBe(30n);
  });

  it("posts an id that stands in it twice once, and refuses it with another body", async () => {
    const twice = transaction();
    const verdicts = await postMany([twice, transaction(), twice, { ...twice, memo: "other" }]);
    expect(words(verdicts)).toEqual(["posted 1", "posted 2", "replayed 1", "key_conflict"]);
  });

  it("gives each its own verdict, and a refused one disturbs no neighbour", async () => {
    const verdicts = await postMany([
      transaction(),
      spend(11n),
      spend(10n),
      transaction({ lines: [move({ debit: "held", credit: "wallet" })] }),
      transaction({ kind: "settle" as "grant" }),
      transaction({
        lines: [move(), move({ debit: "wallet", credit: "usage", amountNanos: 21n })],
      }),
      transaction(),
    ]);
    expect(words(verdicts)).toEqual([
      "posted 1",
      "insufficient_funds",
      "posted 2",
      "malformed",
      "malformed",
      "insufficient_funds",
      "posted 3",
    ]);
    expect(await wallet()).toBe(10n);
  });

  it("never lets what comes later pay for what came first", async () => {
    const verdicts = await postMany([spend(10n), transaction()]);
    expect(words(verdicts)).toEqual(["insufficient_funds", "posted 1"]);
  });

  it("may hold a thousand", async () => {
    const verdicts = await postMany(Array.from({ length: 1_000 }, () => transaction()));
    expect(verdicts.at(-1)).toEqual({
      kind: "posted",
      receipt: { seq: 1_000n, isReplayed: false },
    });
  });
});

describe("the history", () => {
  it("is found by kind, account, text and time, from either end", async () => {
    const top = transaction({ kind: "top_up", memo: "Stripe 50% OFF" });
    await postMany([transaction({ memo: "first" }), top, spend(3n)]);
    const find = async (order: "asc" | "desc", filter = {}, after: bigint | null = null) =>
      (
        await withSystem((tx) =>
          findTransactions(tx, workspaceId, { order, after, limit: 2 }, filter),
        )
      ).map(({ seq }) => seq);
    expect(await find("asc")).toEqual([1n, 2n]);
    expect(await find("asc", {}, 2n)).toEqual([3n]);
    expect(await find("desc", {}, 3n)).toEqual([2n, 1n]);
    expect(await find("asc", { kind: "top_up" })).toEqual([2n]);
    expect(await find("asc", { account: "refunds" })).toEqual([3n]);
    expect(await find("asc", { text: "50% off" })).toEqual([2n]);
    expect(await find("asc", { text: "50_ off" })).toEqual([]);
    const soon = new Date(Date.now() + 60_000);
    expect(await find("asc", { from: soon })).toEqual([]);
    expect(await find("asc", { until: soon, kind: "top_up", account: "wallet" })).toEqual([2n]);
    const found = await withSystem((tx) => findTransaction(tx, workspaceId, top.id));
    expect(found).toMatchObject({ seq: 2n, memo: "Stripe 50% OFF", lines: top.lines });
    expect(await withSystem((tx) => findTransaction(tx, workspaceId, newId()))).toBeNull();
  });

  it("of a workspace that was closed is kept, and still holds", async () => {
    const { actor } = await givenWorkspace();
    await deleteWorkspace(actor);
    expect((await withSystem((tx) => findHead(tx, actor.workspaceId)))?.seq).toBe(1n);
    await requireSoundLedger([actor.workspaceId]);
  });
});
