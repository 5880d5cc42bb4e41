import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BREAK_REASONS, ChainChecker, checkExport } from "./check-chain";
import {
  type ChainedTransaction,
  encodeHeader,
  encodeRecord,
  GENESIS,
  hashBody,
  hashLink,
  uuidBytes,
} from "./record";

const WORKSPACE = "018f3b5c-7d21-7a10-8b11-0123456789ab";

const transaction = (
  seq: bigint,
  changes: Partial<ChainedTransaction> = {},
): ChainedTransaction => ({
  seq,
  id: `018f3b5c-7d21-8a10-8b11-${seq.toString(16).padStart(12, "0")}`,
  createdUs: 1_790_000_000_000_000n + seq,
  kind: 1,
  memo: seq % 2n === 0n ? "" : `grant ${seq} für Zoë`,
  lines: Array.from({ length: Number(seq % 3n) + 1 }, (_, index) => ({
    debit: 7,
    credit: 1,
    amountNanos: seq * 1_000n + BigInt(index),
  })),
  ...changes,
});

function exportOf(transactions: readonly ChainedTransaction[]): { file: Buffer; head: Buffer } {
  let head: Buffer = GENESIS;
  const records = transactions.map((each) => {
    head = hashLink(head, WORKSPACE, each);
    return encodeRecord(each, head);
  });
  const header = encodeHeader(WORKSPACE, BigInt(transactions.length));
  return { file: Buffer.concat([header, ...records]), head };
}

const chain = (count: number) =>
  exportOf(Array.from({ length: count }, (_, index) => transaction(BigInt(index + 1))));

const reasonOf = async (file: Buffer) => (await checkExport([file])).broken?.reason ?? null;

describe("an export", () => {
  it("that is right holds to its end", async () => {
    const { file, head } = chain(5);
    expect(await checkExport([file], WORKSPACE)).toEqual({ seq: 5n, head, broken: null });
    expect(await checkExport([chain(0).file])).toMatchObject({ seq: 0n, broken: null });
  });

  it("may be cut into pieces anywhere", async () => {
    const { file, head } = chain(4);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: file.length }), { maxLength: 12 }), async (cuts) => {
        const ends = [...cuts.toSorted((one, other) => one - other), file.length];
        const pieces = ends.map((end, index) => file.subarray(ends[index - 1] ?? 0, end));
        expect(await checkExport(pieces)).toEqual({ seq: 4n, head, broken: null });
      }),
    );
  });

  it("with any one bit changed does not hold", async () => {
    const { file } = chain(6);
    const missed: number[] = [];
    for (let bit = 0; bit < file.length * 8; bit += 1) {
      const changed = Buffer.from(file);
      const at = Math.floor(bit / 8);
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << (bit % 8)), at);
      if ((await reasonOf(changed)) === null) missed.push(bit);
    }
    expect(missed).toEqual([]);
  });

  it("that ends early, anywhere, does not hold", async () => {
    const { file } = chain(3);
    for (let length = 0; length < file.length; length += 1) {
      expect(await reasonOf(file.subarray(0, length))).toMatch(/^(bad_header|truncated)$/);
    }
  });

  it("with bytes after its last record does not hold", async () => {
    const { file } = chain(3);
    expect(await reasonOf(Buffer.concat([file, Buffer.alloc(1)]))).toBe("truncated");
    const longer = chain(4).file;
    expect(await reasonOf(Buffer.concat([file, Buffer.alloc(4)]))).toBe("bad_length");
    file.copy(longer, 0, 0, 29); // The header of the shorter one.
    expect(await reasonOf(longer)).toBe("trailing_bytes");
  });

  it("with two transactions swapped does not hold", async () => {
    const { file } = exportOf([transaction(2n), transaction(1n)]);
    expect(await checkExport([file])).toMatchObject({ broken: { seq: 1n, reason: "seq_gap" } });
  });

  it("of another workspace is not this one's", async () => {
    const check = await checkExport([chain(1).file], "018f3b5c-7d21-7a10-8b11-000000000000");
    const broken = { seq: 0n, reason: "bad_header" };
    expect(check).toEqual({ seq: 0n, head: GENESIS, broken });
  });

  const line = { debit: 7, credit: 1, amountNanos: 5n };
  const lines = (count: number) => Array.from({ length: count }, () => line);

  it.each<[string, Partial<ChainedTransaction>]>([
    ["the last kind", { kind: 11 }],
    ["the first and the last account", { lines: [{ ...line, debit: 0, credit: 9 }] }],
    ["an amount of 2^32", { lines: [{ ...line, amountNanos: 2n ** 32n }] }],
    [
      "as many lines and as long a memo as may be",
      { lines: lines(1_000), memo: "x".repeat(1_024) },
    ],
  ])("holds with %s", async (_, changes) => {
    const { file } = exportOf([transaction(1n, { memo: "", lines: [line], ...changes })]);
    expect(await reasonOf(file)).toBeNull();
  });

  it.each<[string, Partial<ChainedTransaction>]>([
    ["unknown_kind", { kind: 0 }],
    ["unknown_kind", { kind: 12 }],
    ["bad_length", { lines: [] }],
    ["bad_length", { lines: lines(1_001), memo: "x".repeat(1_024) }],
    ["bad_line", { lines: [{ ...line, amountNanos: 0n }] }],
    ["bad_line", { lines: [line, { ...line, amountNanos: -1n }] }],
    ["bad_line", { lines: [{ ...line, credit: 7 }] }],
    ["bad_line", { lines: [{ ...line, debit: 10 }] }],
    ["bad_line", { lines: [{ ...line, credit: -1 }] }],
    ["bad_lines", { lines: [], memo: "x".repeat(12) }],
    ["bad_lines", { lines: lines(1_001) }],
    ["bad_memo", { memo: "x".repeat(1_025) }],
    ["seq_gap", { seq: 2n }],
    ["seq_gap", { seq: -1n }],
  ])("is refused for %s although its hashes are right", async (reason, changes) => {
    const { file } = exportOf([transaction(1n, { memo: "", lines: [line], ...changes })]);
    expect(await reasonOf(file)).toBe(reason);
  });

  // A record of the least length: its length is at 29, its memo's at 67, the number of its lines at 71.
  it.each([
    ["bad_length", 29, 83],
    ["bad_length", 29, 84 + 1_024 + 999 * 12 + 1],
    ["bad_memo", 67, -1],
    ["bad_memo", 67, 14],
    ["bad_memo", 67, 1_000],
  ] as const)("is refused for %s when the number at %d is %d", async (reason, at, value) => {
    const { file } = exportOf([transaction(1n, { memo: "", lines: [line] })]);
    file.writeInt32BE(value, at);
    expect(await reasonOf(file)).toBe(reason);
  });

  it("is refused when it has less lines than it says", async () => {
    const { file } = exportOf([transaction(1n, { memo: "", lines: [line] })]);
    file.writeInt16BE(2, 71);
    expect(await reasonOf(file)).toBe("bad_lines");
  });

  it("with a memo that is not UTF-8 does not hold", async () => {
    const { file } = exportOf([transaction(1n, { memo: "ü" })]);
    const at = file.indexOf(Buffer.from("ü"));
    file.writeUInt8(0xc0, at); // An overlong form.
    expect(await reasonOf(file)).toBe("bad_memo");
  });
});

describe("a check", () => {
  it("goes on where an earlier one ended", () => {
    const { file, head } = chain(4);
    const half = chain(2);
    const checker = new ChainChecker(uuidBytes(WORKSPACE), { seq: 2n, head: half.head });
    checker.push(file.subarray(half.file.length));
    expect(checker.end({ count: 4n, head })).toEqual({ seq: 4n, head, broken: null });
  });

  it("says where a chain breaks and keeps the head of what held", () => {
    const { file } = chain(4);
    const { file: good, head } = chain(2);
    file.writeUInt8(file.readUInt8(good.length + 20) ^ 1, good.length + 20);
    const checker = new ChainChecker(uuidBytes(WORKSPACE));
    checker.push(file.subarray(29));
    const broken = { seq: 3n, reason: "hash_differs" };
    expect(checker.end({ count: 4n })).toEqual({ seq: 2n, head, broken });
  });

  it("tells a wrong head and a wrong body hash that is kept beside the records", () => {
    const { file } = chain(1);
    const checker = new ChainChecker(uuidBytes(WORKSPACE));
    checker.push(file.subarray(29));
    expect(checker.end({ head: GENESIS }).broken?.reason).toBe("head_differs");
    const other = new ChainChecker(uuidBytes(WORKSPACE));
    other.push(file.subarray(29), GENESIS);
    expect(other.end().broken).toEqual({ seq: 1n, reason: "body_hash_differs" });
  });

  it("takes no more after a break", () => {
    const { file } = chain(1);
    const checker = new ChainChecker(uuidBytes(WORKSPACE));
    checker.push(Buffer.alloc(4));
    checker.push(file.subarray(29));
    const broken = { seq: 1n, reason: "bad_length" };
    expect(checker.result).toEqual({ seq: 0n, head: GENESIS, broken });
  });

  it("compares each record with the body hash that is kept beside it", () => {
    const bodyHashes = [1n, 2n, 3n].map((seq) => hashBody(transaction(seq)));
    const { file, head } = chain(3);
    const checker = new ChainChecker(uuidBytes(WORKSPACE));
    checker.push(file.subarray(29), Buffer.concat(bodyHashes));
    expect(checker.end()).toEqual({ seq: 3n, head, broken: null });
    const other = new ChainChecker(uuidBytes(WORKSPACE));
    other.push(file.subarray(29), Buffer.concat([...bodyHashes.slice(0, 2), GENESIS]));
    expect(other.end().broken).toEqual({ seq: 3n, reason: "body_hash_differs" });
  });

  it("counts beyond 2^32", () => {
    const next = transaction(2n ** 32n + 1n, { lines: [{ debit: 7, credit: 1, amountNanos: 1n }] });
    const head = hashLink(GENESIS, WORKSPACE, next);
    const from = { seq: 2n ** 32n, head: GENESIS };
    const checker = new ChainChecker(uuidBytes(WORKSPACE), from);
    checker.push(encodeRecord(next, head));
    expect(checker.end()).toEqual({ seq: next.seq, head, broken: null });
  });
});

it("the reasons for which a chain does not hold are a closed list", () => {
  expect(BREAK_REASONS.join(" ")).toBe(
    "bad_header bad_length seq_gap unknown_kind bad_memo bad_lines bad_line hash_differs body_hash_differs head_differs truncated trailing_bytes",
  );
});
