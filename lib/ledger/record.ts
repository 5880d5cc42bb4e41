import { SHA256_BYTES, sha256 } from "@/lib/crypto";

// The bytes that are hashed and exported. Integers are big-endian two's complement; tags have no terminator.
// The same bytes are built in SQL (ledger.hash_body, hash_link, export_records); a test compares the two.

export const BODY_TAG = Buffer.from("AIB-1");
export const LINK_TAG = Buffer.from("AIT-1");
const EXPORT_TAG = Buffer.from("AIC-1");

/** The hash before the first transaction of a chain. */
export const GENESIS: Buffer = Buffer.alloc(SHA256_BYTES);

export const UUID_BYTES = 16;
export const HEADER_BYTES = EXPORT_TAG.length + UUID_BYTES + 8;
export const LINE_BYTES = 12;
/** seq, id and time: what stands before the body, in a record as in what is hashed. */
export const PREFIX_BYTES = 8 + UUID_BYTES + 8;

/** A transaction with the numbers of accounts and kinds. */
export interface ChainedTransaction {
  readonly seq: bigint;
  readonly id: string;
  /** Microseconds since 1970-01-01T00:00:00Z. */
  readonly createdUs: bigint;
  readonly kind: number;
  readonly memo: string;
  readonly lines: readonly {
    readonly debit: number;
    readonly credit: number;
    readonly amountNanos: bigint;
  }[];
}

export function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}

/** What a transaction says, without its place in the chain: kind, memo, lines. */
export function encodeBody(
  transaction: Pick<ChainedTransaction, "kind" | "memo" | "lines">,
): Buffer {
  const memo = Buffer.from(transaction.memo);
  const body = Buffer.alloc(2 + 4 + memo.length + 2 + transaction.lines.length * LINE_BYTES);
  let at = body.writeInt16BE(transaction.kind, 0);
  at = body.writeInt32BE(memo.length, at);
  at += memo.copy(body, at);
  at = body.writeInt16BE(transaction.lines.length, at);
  for (const { debit, credit, amountNanos } of transaction.lines) {
    at = body.writeInt16BE(debit, at);
    at = body.writeInt16BE(credit, at);
    at = body.writeBigInt64BE(amountNanos, at);
  }
  return body;
}

/** The same body under the same id is a repeat; another one is a conflict. */
export function hashBody(transaction: Pick<ChainedTransaction, "kind" | "memo" | "lines">): Buffer {
  return sha256(Buffer.concat([BODY_TAG, encodeBody(transaction)]));
}

/** The hash of a transaction in its place: the one before it, the workspace, seq, id, time and body. */
export function hashLink(
  previous: Uint8Array,
  workspaceId: string,
  transaction: ChainedTransaction,
): Buffer {
  return sha256(
    Buffer.concat([
      LINK_TAG,
      previous,
      uuidBytes(workspaceId),
      encodePrefix(transaction),
      hashBody(transaction),
    ]),
  );
}

function encodePrefix({ seq, id, createdUs }: ChainedTransaction): Buffer {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeBigInt64BE(seq, 0);
  uuidBytes(id).copy(prefix, 8);
  prefix.writeBigInt64BE(createdUs, 8 + UUID_BYTES);
  return prefix;
}

/** One record of an export: its length, the transaction, its hash. */
export function encodeRecord(transaction: ChainedTransaction, hash: Uint8Array): Buffer {
  const body = encodeBody(transaction);
  const length = Buffer.alloc(4);
  length.writeInt32BE(PREFIX_BYTES + body.length + hash.length);
  return Buffer.concat([length, encodePrefix(transaction), body, hash]);
}

/** What an export begins with: the workspace and how many transactions follow. */
export function encodeHeader(workspaceId: string, count: bigint): Buffer {
  const number = Buffer.alloc(8);
  number.writeBigInt64BE(count);
  return Buffer.concat([EXPORT_TAG, uuidBytes(workspaceId), number]);
}

/** Reads the first bytes of an export; null when they are not one's. */
export function decodeHeader(
  bytes: Buffer,
): { readonly workspace: Buffer; readonly count: bigint } | null {
  const tag = bytes.subarray(0, EXPORT_TAG.length);
  if (bytes.length < HEADER_BYTES || !tag.equals(EXPORT_TAG)) return null;
  const count = bytes.readBigInt64BE(EXPORT_TAG.length + UUID_BYTES);
  if (count < 0n) return null;
  return { workspace: bytes.subarray(EXPORT_TAG.length, EXPORT_TAG.length + UUID_BYTES), count };
}
