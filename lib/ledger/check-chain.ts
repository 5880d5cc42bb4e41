import { isUtf8 } from "node:buffer";
import { SHA256_BYTES, sha256Into } from "@/lib/crypto";
import { ACCOUNTS, KINDS } from "./codes";
import { LINES_MAX, MEMO_BYTES_MAX } from "./limits";
import {
  BODY_TAG,
  decodeHeader,
  GENESIS,
  HEADER_BYTES,
  LINE_BYTES,
  LINK_TAG,
  PREFIX_BYTES,
  UUID_BYTES,
  uuidBytes,
} from "./record";

// Recomputes a chain from the records of an export. Pure: bytes in, a verdict out. It is written for speed:
// no object is made per transaction.

/** Why a chain does not hold. The list is closed. */
export const BREAK_REASONS = [
  "bad_header",
  "bad_length",
  "seq_gap",
  "unknown_kind",
  "bad_memo",
  "bad_lines",
  "bad_line",
  "hash_differs",
  "body_hash_differs",
  "head_differs",
  "truncated",
  "trailing_bytes",
] as const;
export type BreakReason = (typeof BREAK_REASONS)[number];

/** The first place at which a chain does not hold. */
export interface ChainBreak {
  readonly seq: bigint;
  readonly reason: BreakReason;
}

export interface ChainCheck {
  /** Transactions that hold, from the first one on. */
  readonly seq: bigint;
  /** The hash of the last of them. */
  readonly head: Buffer;
  readonly broken: ChainBreak | null;
}

const LENGTH_BYTES = 4;
const RECORD_BYTES_MIN = PREFIX_BYTES + 2 + 4 + 2 + LINE_BYTES + SHA256_BYTES;
const RECORD_BYTES_MAX = RECORD_BYTES_MIN + MEMO_BYTES_MAX + (LINES_MAX - 1) * LINE_BYTES;
const KIND_MAX = Math.max(...Object.values(KINDS));
const ACCOUNT_MAX = Math.max(...Object.values(ACCOUNTS));
const PREVIOUS_AT = LINK_TAG.length;
const WORKSPACE_AT = PREVIOUS_AT + SHA256_BYTES;
const PREFIX_AT = WORKSPACE_AT + UUID_BYTES;
const BODY_HASH_AT = PREFIX_AT + PREFIX_BYTES;

/** Checks records in order as they come in, cut anywhere. After a break it takes no more. */
export class ChainChecker {
  #seq: number;
  #broken: ChainBreak | null = null;
  #rest: Buffer = Buffer.alloc(0);
  readonly #head: Buffer;
  readonly #body = Buffer.alloc(BODY_TAG.length + RECORD_BYTES_MAX);
  readonly #link = Buffer.alloc(BODY_HASH_AT + SHA256_BYTES);

  /** `from` is where an earlier check ended; without it the chain begins. */
  constructor(workspace: Uint8Array, from?: { readonly seq: bigint; readonly head: Uint8Array }) {
    this.#seq = Number(from?.seq ?? 0n);
    this.#head = Buffer.from(from?.head ?? GENESIS);
    BODY_TAG.copy(this.#body);
    LINK_TAG.copy(this.#link);
    this.#link.set(workspace, WORKSPACE_AT);
  }

  get result(): ChainCheck {
    return { seq: BigInt(this.#seq), head: Buffer.from(this.#head), broken: this.#broken };
  }

  /**
   * Takes the next bytes. `bodyHashes` are those that the database keeps beside the records of exactly these
   * bytes; they must be what the records give.
   */
  push(chunk: Uint8Array, bodyHashes?: Uint8Array): void {
    if (this.#broken !== null) return;
    const reason = this.#take(chunk, bodyHashes);
    if (reason !== null) this.#break(reason);
  }

  #take(chunk: Uint8Array, bodyHashes: Uint8Array | undefined): BreakReason | null {
    const bytes = Buffer.concat([this.#rest, chunk]);
    let at = 0;
    let index = 0;
    while (at + LENGTH_BYTES <= bytes.length) {
      const length = bytes.readInt32BE(at);
      if (length < RECORD_BYTES_MIN || length > RECORD_BYTES_MAX) return "bad_length";
      const from = at + LENGTH_BYTES;
      if (from + length > bytes.length) break;
      const reason = this.#check(bytes, from, length, bodyHashes, index);
      if (reason !== null) return reason;
      at = from + length;
      index += 1;
    }
    this.#rest = Buffer.from(bytes.subarray(at));
    return null;
  }

  /** Says that nothing more comes: the chain must end here, at `count` with `head` where these are known. */
  end(expected: { readonly count?: bigint; readonly head?: Uint8Array } = {}): ChainCheck {
    if (this.#broken !== null) return this.result;
    const seq = BigInt(this.#seq);
    const { count = seq, head = this.#head } = expected;
    if (this.#rest.length > 0 || seq < count) this.#break("truncated");
    else if (seq > count) this.#break("trailing_bytes");
    else if (!this.#head.equals(head)) this.#break("head_differs");
    return this.result;
  }

  #break(reason: BreakReason): void {
    this.#broken = { seq: BigInt(this.#seq) + 1n, reason };
  }

  #check(
    bytes: Buffer,
    from: number,
    length: number,
    bodyHashes: Uint8Array | undefined,
    index: number,
  ): BreakReason | null {
    const bodyFrom = from + PREFIX_BYTES;
    const hashFrom = from + length - SHA256_BYTES;
    const seq = bytes.readInt32BE(from) * 2 ** 32 + bytes.readUInt32BE(from + 4);
    if (seq !== this.#seq + 1) return "seq_gap";
    const malformed = checkBody(bytes, bodyFrom, hashFrom);
    if (malformed !== null) return malformed;

    const bodyEnd = BODY_TAG.length + bytes.copy(this.#body, BODY_TAG.length, bodyFrom, hashFrom);
    const link = this.#link;
    sha256Into(this.#body.subarray(0, bodyEnd), link, BODY_HASH_AT);
    if (bodyHashes !== undefined && !isSame(link, BODY_HASH_AT, bodyHashes, index * SHA256_BYTES)) {
      return "body_hash_differs";
    }
    this.#head.copy(link, PREVIOUS_AT);
    bytes.copy(link, PREFIX_AT, from, bodyFrom);
    sha256Into(link, this.#head, 0);
    if (!isSame(this.#head, 0, bytes, hashFrom)) {
      link.copy(this.#head, 0, PREVIOUS_AT, WORKSPACE_AT);
      return "hash_differs";
    }
    this.#seq = seq;
    return null;
  }
}

function checkBody(bytes: Buffer, from: number, end: number): BreakReason | null {
  const kind = bytes.readInt16BE(from);
  if (kind < 1 || kind > KIND_MAX) return "unknown_kind";
  const memoLength = bytes.readInt32BE(from + 2);
  const memoFrom = from + 6;
  const linesAt = memoFrom + memoLength;
  if (memoLength < 0 || memoLength > MEMO_BYTES_MAX || linesAt + 2 > end) return "bad_memo";
  // Stryker disable next-line all: an empty memo is UTF-8 too; not to look at it saves time and nothing else.
  const isText = memoLength === 0 || isUtf8(bytes.subarray(memoFrom, linesAt));
  if (!isText) return "bad_memo";
  const lines = bytes.readInt16BE(linesAt);
  if (lines < 1 || lines > LINES_MAX || linesAt + 2 + lines * LINE_BYTES !== end) {
    return "bad_lines";
  }
  for (let at = linesAt + 2; at < end; at += LINE_BYTES) {
    if (!isLine(bytes, at)) return "bad_line";
  }
  return null;
}

function isLine(bytes: Buffer, at: number): boolean {
  const debit = bytes.readInt16BE(at);
  const credit = bytes.readInt16BE(at + 2);
  const high = bytes.readInt32BE(at + 4);
  return (
    debit !== credit &&
    Math.min(debit, credit) >= 0 &&
    Math.max(debit, credit) <= ACCOUNT_MAX &&
    (high > 0 || (high === 0 && bytes.readUInt32BE(at + 8) > 0))
  );
}

function isSame(one: Buffer, at: number, other: Uint8Array, from: number): boolean {
  return one.compare(other, from, from + SHA256_BYTES, at, at + SHA256_BYTES) === 0;
}

/**
 * Checks a whole export (`chain.bin`): the header, every record, the count, and that nothing follows. With a workspace,
 * that it is that one's.
 */
export async function checkExport(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  workspaceId?: string,
): Promise<ChainCheck> {
  let bytes: Buffer = Buffer.alloc(0);
  let checker: ChainChecker | null = null;
  let count = 0n;
  for await (const chunk of chunks) {
    bytes = Buffer.concat([bytes, chunk]);
    if (checker === null) {
      if (bytes.length < HEADER_BYTES) continue;
      const header = decodeHeader(bytes);
      if (header === null || !isExpected(header.workspace, workspaceId)) return BAD_HEADER;
      count = header.count;
      checker = new ChainChecker(header.workspace);
      bytes = bytes.subarray(HEADER_BYTES);
    }
    checker.push(bytes);
    bytes = Buffer.alloc(0);
  }
  return checker?.end({ count }) ?? BAD_HEADER;
}

function isExpected(workspace: Buffer, workspaceId: string | undefined): boolean {
  return workspaceId === undefined || workspace.equals(uuidBytes(workspaceId));
}

const BAD_HEADER: ChainCheck = {
  seq: 0n,
  head: GENESIS,
  broken: { seq: 0n, reason: "bad_header" },
};
