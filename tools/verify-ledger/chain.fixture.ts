import { createHash } from "node:crypto";

// A second writer of chain.bin, from docs/ledger.md: tests of the verifiers need chains that nobody else made.

export interface Line {
  readonly debit: number;
  readonly credit: number;
  readonly amount: bigint;
}

export interface Transaction {
  readonly id: string;
  readonly createdUs: bigint;
  readonly kind: number;
  readonly memo: string;
  readonly lines: readonly Line[];
}

export const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash("sha256").update(Buffer.concat(parts)).digest();
export const int2 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};
export const int4 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
export const int8 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
};
export const uuid = (text: string): Buffer => Buffer.from(text.replaceAll("-", ""), "hex");

function lineBytes({ debit, credit, amount }: Line): Buffer {
  return Buffer.concat([int2(debit), int2(credit), int8(amount)]);
}

function bodyBytes({ kind, memo, lines }: Transaction): Buffer {
  const text = Buffer.from(memo);
  return Buffer.concat([
    int2(kind),
    int4(text.length),
    text,
    int2(lines.length),
    ...lines.map(lineBytes),
  ]);
}

/** The hash of what a transaction does. */
export function bodyHash(transaction: Transaction): Buffer {
  return sha256(Buffer.from("AIB-1"), bodyBytes(transaction));
}

/** The hashes of a chain, one for each transaction. */
export function chainHashes(workspaceId: string, transactions: readonly Transaction[]): Buffer[] {
  let previous: Buffer = Buffer.alloc(32);
  return transactions.map((transaction, i) => {
    previous = sha256(
      Buffer.from("AIT-1"),
      previous,
      uuid(workspaceId),
      int8(BigInt(i + 1)),
      uuid(transaction.id),
      int8(transaction.createdUs),
      bodyHash(transaction),
    );
    return previous;
  });
}

/** A chain as chain.bin. */
export function chainBytes(workspaceId: string, transactions: readonly Transaction[]): Buffer {
  const hashes = chainHashes(workspaceId, transactions);
  const records = transactions.map((transaction, i) => {
    const record = Buffer.concat([
      int8(BigInt(i + 1)),
      uuid(transaction.id),
      int8(transaction.createdUs),
      bodyBytes(transaction),
      hashes[i] ?? Buffer.alloc(0),
    ]);
    return Buffer.concat([int4(record.length), record]);
  });
  const count = int8(BigInt(transactions.length));
  return Buffer.concat([Buffer.from("AIC-1"), uuid(workspaceId), count, ...records]);
}

/** A name-based id (RFC 9562 §5.8) of a workspace. */
export function deriveId(workspaceId: string, name: string): string {
  const bytes = sha256(Buffer.from("AII-1"), uuid(workspaceId), Buffer.from(name)).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export const EXAMPLE_WORKSPACE = "0190a5b0-7c00-7000-8000-0000000000a1";
const HOLD = "0190a5b0-7c00-7000-8000-0000000000b2";

/** The chain of the worked example in docs/ledger.md. */
export const EXAMPLE: readonly Transaction[] = [
  {
    id: deriveId(EXAMPLE_WORKSPACE, "grant:welcome"),
    createdUs: 1_767_603_600_000_000n,
    kind: 1,
    memo: "Welcome ✓",
    lines: [{ debit: 7, credit: 1, amount: 5_000_000_000n }],
  },
  {
    id: deriveId(EXAMPLE_WORKSPACE, `reserve:${HOLD}`),
    createdUs: 1_767_607_200_000_000n,
    kind: 2,
    memo: "",
    lines: [{ debit: 1, credit: 2, amount: 1_000_000_000n }],
  },
  {
    id: deriveId(EXAMPLE_WORKSPACE, `settle:${HOLD}`),
    createdUs: 1_767_607_260_500_000n,
    kind: 3,
    memo: "",
    lines: [
      { debit: 2, credit: 3, amount: 640_000_000n },
      { debit: 2, credit: 1, amount: 360_000_000n },
    ],
  },
];
