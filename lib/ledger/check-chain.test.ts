import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChainChecker, checkExport } from "./check-chain";
import {
  type ChainedTransaction,
  encodeHeader,
  encodeRecord,
  GENESIS,
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
    file.copy(longer, 0, 0, 29); // The header of the shorter one.
    expect(await reasonOf(longer)).toBe("trailing_bytes");
  });

  it("with two transactions swapped does not hold", async () => {
    const { file } = exportOf([transaction(2n), transaction(1n)]);
    expect(await checkExport([file])).toMatchObject({ broken: { seq: 1n, reason: "seq_gap" } });
  });

  it("of another workspace is not this one's", async () => {
    const check = await checkExport([chain(1).file], "018f3b5c-7d21-7a10-8b11-000000000000");
    expect(check.broken?.reason).toBe("bad_header");
  });

  const line = { debit: 7, credit: 1, amountNanos: 5n };
  it.each<[string, Partial<ChainedTransaction>]>([
    ["unknown_kind", { kind: 0 }],
    ["unknown_kind", { kind: 12 }],
    ["bad_lines", { lines: [] }],
    ["bad_line", { lines: [{ ...line, amountNanos: 0n }] }],
    ["bad_line", { lines: [line, { ...line, amountNanos: -1n }] }],
    ["bad_line", { lines: [{ ...line, credit: 7 }] }],
    ["bad_line", { lines: [{ ...line, debit: 10 }] }],
    ["bad_line", { lines: [{ ...line, credit: -1 }] }],
    ["bad_lines", { lines: Array.from({ length: 1_001 }, () => line) }],
    ["bad_memo", { memo: "x".repeat(1_025) }],
    ["seq_gap", { seq: 2n }],
    ["seq_gap", { seq: -1n }],
  ])("is refused for %s although its hashes are right", async (reason, changes) => {
    const { file } = exportOf([transaction(1n, { memo: "", lines: [line], ...changes })]);
    expect(["bad_length", reason]).toContain(await reasonOf(file));
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
    expect(checker.end()).toEqual({ seq: 2n, head, broken: { seq: 3n, reason: "hash_differs" } });
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
});
