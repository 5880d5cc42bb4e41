// The entries of the log of heads. Integers are big-endian.

/** The newest link of a workspace's chain. */
export interface Head {
  readonly workspaceId: string;
  /** From 1. */
  readonly seq: bigint;
  /** 32 bytes. */
  readonly hash: Uint8Array;
}

export type KeyAction = "introduce" | "retire";

/** What an entry of the log says. */
export type Leaf =
  | { readonly kind: "head"; readonly head: Head }
  | { readonly kind: "day"; readonly day: number }
  | {
      readonly kind: "key";
      readonly action: KeyAction;
      readonly seconds: number;
      readonly vkey: string;
    };

const HEAD_TAG = Buffer.from("AIH-1");
const DAY_TAG = Buffer.from("AID-1");
const KEY_TAG = Buffer.from("AIK-1");
const TAG_BYTES = 5;
const HEAD_BYTES = 61;
const DAY_BYTES = 9;
const DAY_SECONDS = 86_400;
const ACTIONS = { introduce: 1, retire: 2 } as const;

/** "AIH-1", workspace (16), seq (8), head (32). */
export function headLeaf({ workspaceId, seq, hash }: Head): Buffer {
  const bytes = Buffer.allocUnsafe(HEAD_BYTES);
  HEAD_TAG.copy(bytes);
  writeUuid(bytes, workspaceId, TAG_BYTES);
  bytes.writeBigInt64BE(seq, 21);
  bytes.set(hash, 29);
  return bytes;
}

/** "AID-1", days since 1970-01-01 (4): the end of what one attestation added. */
export function dayLeaf(day: number): Buffer {
  const bytes = Buffer.alloc(DAY_BYTES);
  DAY_TAG.copy(bytes);
  bytes.writeInt32BE(day, TAG_BYTES);
  return bytes;
}

/** "AIK-1", action (2), seconds since 1970 (8), length (2), verifier key. */
export function keyLeaf(action: KeyAction, seconds: number, vkey: string): Buffer {
  const text = Buffer.from(vkey);
  const numbers = Buffer.alloc(12);
  numbers.writeInt16BE(ACTIONS[action]);
  numbers.writeBigInt64BE(BigInt(seconds), 2);
  numbers.writeInt16BE(text.length, 10);
  return Buffer.concat([KEY_TAG, numbers, text]);
}

/** Reads an entry. Undefined for bytes that are none of the three kinds. */
export function parseLeaf(entry: Uint8Array): Leaf | undefined {
  const bytes = Buffer.from(entry);
  const tag = bytes.subarray(0, TAG_BYTES);
  if (tag.equals(HEAD_TAG) && bytes.length === HEAD_BYTES) {
    const head = {
      workspaceId: uuidText(bytes.subarray(5, 21)),
      seq: bytes.readBigInt64BE(21),
      hash: bytes.subarray(29),
    };
    return { kind: "head", head };
  }
  if (tag.equals(DAY_TAG) && bytes.length === DAY_BYTES)
    return { kind: "day", day: bytes.readInt32BE(TAG_BYTES) };
  if (tag.equals(KEY_TAG) && bytes.length > 17) return parseKeyLeaf(bytes);
  return undefined;
}

function parseKeyLeaf(bytes: Buffer): Leaf | undefined {
  const code = bytes.readInt16BE(5);
  if (bytes.readInt16BE(15) !== bytes.length - 17) return undefined;
  const action = code === 1 ? "introduce" : code === 2 ? "retire" : undefined;
  if (action === undefined) return undefined;
  const seconds = Number(bytes.readBigInt64BE(7));
  return { kind: "key", action, seconds, vkey: bytes.toString("utf8", 17) };
}

/** The day of a time in UTC, as days since 1970-01-01. */
export function dayOf(time: Date): number {
  return Math.floor(time.getTime() / 1000 / DAY_SECONDS);
}

/** A day as YYYY-MM-DD. */
export function dayText(day: number): string {
  return new Date(day * DAY_SECONDS * 1000).toISOString().slice(0, 10);
}

/** The 16 bytes of a UUID. */
export function uuidBytes(uuid: string): Buffer {
  const bytes = Buffer.alloc(16);
  writeUuid(bytes, uuid, 0);
  return bytes;
}

/** Where the digits of each byte stand in the text. */
const BYTE_PLACES = Uint8Array.of(0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34);

/** The value of a hexadecimal digit by its character code, and -1 for any other character. */
const DIGITS = Int8Array.from({ length: 128 }, (_, code) =>
  "0123456789abcdef".indexOf(String.fromCharCode(code).toLowerCase()),
);

/** Writes the 16 bytes of a UUID at a place of a buffer. By hand, because an attestation has many. */
export function writeUuid(bytes: Buffer, uuid: string, at: number): void {
  let isWrong = uuid.length !== 36;
  for (let i = 0; i < BYTE_PLACES.length; i += 1) {
    const place = BYTE_PLACES[i] ?? 0;
    const byte = (digitAt(uuid, place) << 4) | digitAt(uuid, place + 1);
    isWrong ||= byte < 0;
    bytes[at + i] = byte;
  }
  if (isWrong) throw new Error("This is not a UUID.");
}

function digitAt(text: string, place: number): number {
  return DIGITS[text.charCodeAt(place)] ?? -1;
}

/** A UUID of 16 bytes, in lower case. */
export function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, 16).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
