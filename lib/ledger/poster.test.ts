import { beforeEach, describe, expect, it, vi } from "vitest";
import type { RunStatement, Statement } from "@/lib/platform/db";
import { LedgerError } from "./errors";
import type { NewTransaction } from "./post";
import { createPoster } from "./poster";

const pauses = vi.hoisted(() => [] as number[]);
vi.mock("node:timers/promises", () => ({
  setTimeout: async (milliseconds: number) => {
    pauses.push(milliseconds);
  },
}));
beforeEach(() => pauses.splice(0));

const WORKSPACE = "018f3b5c-7d21-7a10-8b11-0123456789ab";
const OTHER = "018f3b5c-7d21-7a10-8b11-0123456789ac";

const transaction = (id: string, lines = 1): NewTransaction => ({
  id,
  kind: "grant",
  memo: "",
  lines: Array.from({ length: lines }, () => ({
    debit: "grants" as const,
    credit: "wallet" as const,
    amountNanos: 1n,
  })),
});

const lost = () => Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });

/** A book that is only numbers: an id gets the next one, once. It fails as it is told, before or after it posts. */
function givenServer(faults: ("lost before" | "lost after" | "broken")[] = []) {
  const seqs = new Map<string, number>();
  const statements: { name: string; ids: string[] }[] = [];
  const run = async ({ name, values }: Statement): Promise<object[]> => {
    await Promise.resolve();
    const ids = name === "ledger.post" ? [String(values[1])] : (values[1] as string[]);
    statements.push({ name, ids: [...new Set(ids)] });
    const fault = faults.shift();
    if (fault === "lost before") throw lost();
    if (fault === "broken") throw new Error("broken");
    const answers = ids.map((id) => {
      const known = seqs.get(id);
      if (known === undefined) seqs.set(id, seqs.size + 1);
      return { seq: known ?? seqs.size, replayed: known !== undefined };
    });
    if (fault === "lost after") throw lost();
    return name === "ledger.post"
      ? answers
      : [
          {
            first_seq: "0",
            verdicts: answers.map(({ replayed }) => Number(replayed)),
            seqs: answers.map(({ seq }) => seq),
          },
        ];
  };
  return { run: run as RunStatement, statements };
}

describe("a poster", () => {
  it("posts at once when nothing of the workspace is under way, and gathers what comes meanwhile", async () => {
    const { run, statements } = givenServer();
    const poster = createPoster(run);
    const receipts = await Promise.all(
      ["a", "b", "c"].map((id) => poster.post(WORKSPACE, transaction(id))),
    );
    expect(receipts.map(({ seq }) => seq)).toEqual([1n, 2n, 3n]);
    await poster.post(WORKSPACE, transaction("d"));
    expect(statements).toEqual([
      { name: "ledger.post", ids: ["a"] },
      { name: "ledger.post_batch", ids: ["b", "c"] },
      { name: "ledger.post", ids: ["d"] },
    ]);
  });

  it("takes along whoever posts again as soon as they have their answer", async () => {
    const { run, statements } = givenServer();
    const poster = createPoster(run);
    const again = async (name: string) => {
      for (const time of [1, 2, 3]) {
        await poster.post(WORKSPACE, transaction(`${name}${time}`));
        // What a caller does with its answer may take some promises.
        for (let step = 0; step < 9; step += 1) await Promise.resolve();
      }
    };
    await Promise.all(["a", "b", "c"].map(again));
    expect(statements.map(({ ids }) => ids)).toEqual([
      ["a1"],
      ["b1", "c1", "a2"],
      ["b2", "c2", "a3"],
      ["b3", "c3"],
    ]);
  });

  it("rests when nobody waits, and posts again afterwards", async () => {
    const poster = createPoster(givenServer().run);
    const turns = async () => {
      for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => setImmediate(done));
    };
    await poster.post(WORKSPACE, transaction("a"));
    await turns();
    const awaited = vi.spyOn(globalThis, "setImmediate");
    await turns();
    expect(awaited).toHaveBeenCalledTimes(3);
    expect(await poster.post(WORKSPACE, transaction("b"))).toEqual({ seq: 2n, isReplayed: false });
  });

  it("lets no workspace wait for another", async () => {
    const { run, statements } = givenServer();
    const poster = createPoster(run);
    await Promise.all([
      poster.post(WORKSPACE, transaction("a")),
      poster.post(OTHER, transaction("b")),
    ]);
    expect(statements.map(({ name }) => name)).toEqual(["ledger.post", "ledger.post"]);
  });

  it("sends no more at once than a batch may hold", async () => {
    const { run, statements } = givenServer();
    const postAll = (transactions: readonly NewTransaction[]) => {
      const poster = createPoster(run);
      return Promise.all(transactions.map((each) => poster.post(WORKSPACE, each)));
    };
    const many = Array.from({ length: 1_002 }, (_, index) => transaction(`id${index}`));
    await postAll(many);
    expect(statements.map(({ ids }) => ids.length)).toEqual([1, 1_000, 1]);
    const large = Array.from({ length: 40 }, (_, index) => transaction(`large${index}`, 1_000));
    await postAll(large);
    expect(statements.slice(3).map(({ ids }) => ids.length)).toEqual([1, 32, 7]);
    const full = large.map((_each, index) =>
      transaction(`full${index}`, index === 33 ? 767 : 1_000),
    );
    await postAll(full);
    expect(statements.slice(6).map(({ ids }) => ids.length)).toEqual([1, 33, 6]);
  });

  it("tells each of a batch whether it was posted", async () => {
    const verdicts = { first_seq: "0", verdicts: [2, 0, 4], seqs: [null, 2, null] };
    const run = async ({ name }: Statement): Promise<object[]> =>
      name === "ledger.post" ? [{ seq: "1", replayed: false }] : [verdicts];
    const poster = createPoster(run as RunStatement);
    const answers = await Promise.allSettled(
      ["a", "b", "c", "d"].map((id) => poster.post(WORKSPACE, transaction(id))),
    );
    expect(answers).toMatchObject([
      { value: { seq: 1n, isReplayed: false } },
      { reason: { refusal: "insufficient_funds" } },
      { value: { seq: 2n, isReplayed: false } },
      { reason: { refusal: "key_conflict" } },
    ]);
  });

  it.each(["lost before", "lost after"] as const)(
    "gives everybody an answer when the connection is %s the commit",
    async (fault) => {
      const { run, statements } = givenServer([fault, fault]);
      const poster = createPoster(run);
      const receipts = await Promise.all(
        ["a", "b", "c"].map((id) => poster.post(WORKSPACE, transaction(id))),
      );
      expect(receipts.map(({ seq }) => seq)).toEqual([1n, 2n, 3n]);
      expect(statements.map(({ ids }) => ids.length)).toEqual([1, 1, 1, 2]);
    },
  );

  it("gives up after some tries, and goes on with what comes next", async () => {
    const { run } = givenServer(["lost before", "lost before", "lost before", "lost before"]);
    const poster = createPoster(run);
    await expect(poster.post(WORKSPACE, transaction("a"))).rejects.toThrow("ECONNRESET");
    expect(pauses).toEqual([50, 100, 150]);
    expect(await poster.post(WORKSPACE, transaction("a"))).toEqual({ seq: 1n, isReplayed: false });
  });

  it("tells all of a batch when it failed, and repeats nothing that is not known to be harmless", async () => {
    const { run, statements } = givenServer(["broken"]);
    const poster = createPoster(run);
    await expect(poster.post(WORKSPACE, transaction("a"))).rejects.toThrow("broken");
    expect(statements).toHaveLength(1);
  });

  it("refuses what is not well formed before it reaches a batch", async () => {
    const { run, statements } = givenServer();
    const poster = createPoster(run);
    await expect(poster.post(WORKSPACE, transaction("a", 0))).rejects.toThrow(LedgerError);
    expect(statements).toEqual([]);
    const posted = ["b", "c", "d"].map((id) =>
      poster.post(WORKSPACE, transaction(id, id === "c" ? 0 : 1)),
    );
    expect(await Promise.allSettled(posted)).toMatchObject([
      { status: "fulfilled" },
      { reason: { refusal: "malformed" } },
      { status: "fulfilled" },
    ]);
    expect(statements.flatMap(({ ids }) => ids)).toEqual(["b", "d"]);
  });
});
