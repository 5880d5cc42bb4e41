import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "@/lib/crypto/index";
import { isAbsence, PUBLIC, readIfThere, writeFiles } from "./files";
import { type Head, parseLeaf, uuidBytes, uuidText, writeUuid } from "./leaf";
import { type LogReader, TILE_WIDTH } from "./tiles";

// heads.bin: for each workspace its newest entry of the log, sorted by workspace. It is made from the
// entries and made again when it is lost, so nothing is proven by it.
// "AIX-1", size of the log (8), records of workspace (16), index (8), seq (8), head (32); SHA-256 (32) of it all.

const TAG = Buffer.from("AIX-1");
const HEADER_BYTES = 13;
const RECORD_BYTES = 64;
const SUM_BYTES = 32;

/** A head and the index of its entry in the log. */
export interface LoggedHead extends Head {
  readonly index: number;
}

/** The newest head of each workspace in a log of this size. */
export interface HeadIndex {
  readonly size: number;
  /** Records of 64 bytes, ascending. */
  readonly records: Buffer;
  /** Whether the file says the same. */
  readonly isStored: boolean;
}

/** The index of a log, read from its file and brought up to the log's size from the entries. */
export async function loadHeads(folder: string, log: LogReader): Promise<HeadIndex> {
  const stored = parseHeads(await readIfThere(headsPath(folder)));
  const known =
    stored === undefined || stored.size > log.size
      ? { size: 0, records: Buffer.alloc(0), isStored: false }
      : stored;
  if (known.size === log.size) return known;
  const newest = new Map<string, LoggedHead>();
  for (let tile = Math.floor(known.size / TILE_WIDTH); tile * TILE_WIDTH < log.size; tile += 1) {
    const entries = await log.entries(tile);
    for (const [i, entry] of entries.entries()) {
      const leaf = parseLeaf(entry);
      const index = tile * TILE_WIDTH + i;
      if (leaf?.kind === "head" && index >= known.size)
        newest.set(leaf.head.workspaceId, { ...leaf.head, index });
    }
  }
  const heads = [...newest.values()].sort((one, other) =>
    // Stryker disable next-line EqualityOperator: no two are of one workspace.
    one.workspaceId < other.workspaceId ? -1 : 1,
  );
  return withHeads(known, log.size, heads);
}

/** The index with other heads, which come in ascending order, for a log that has grown to `size`. */
export function withHeads(
  { records }: HeadIndex,
  size: number,
  heads: readonly LoggedHead[],
): HeadIndex {
  const merged = Buffer.alloc(records.length + heads.length * RECORD_BYTES);
  let [from, to] = [0, 0];
  for (const head of heads) {
    writeRecord(scratch, head);
    const { offset, isFound } = findRecord(records, scratch, from);
    to += records.copy(merged, to, from, offset);
    to += scratch.copy(merged, to);
    from = offset + (isFound ? RECORD_BYTES : 0);
  }
  to += records.copy(merged, to, from);
  return { size, records: merged.subarray(0, to), isStored: false };
}

const scratch = Buffer.alloc(RECORD_BYTES);

/** Where the record of a workspace is, or would be. */
function findRecord(
  records: Buffer,
  workspace: Buffer,
  from: number,
): { readonly offset: number; readonly isFound: boolean } {
  let [low, high] = [from / RECORD_BYTES, records.length / RECORD_BYTES];
  // Where most workspaces changed, the next record is most often the one.
  let middle = low;
  while (low < high) {
    const at = middle * RECORD_BYTES;
    const order = records.compare(workspace, 0, 16, at, at + 16);
    if (order < 0) low = middle + 1;
    else if (order > 0) high = middle;
    else return { offset: at, isFound: true };
    middle = Math.floor((low + high) / 2);
  }
  return { offset: low * RECORD_BYTES, isFound: false };
}

/** The heads of an index, ascending. */
export function* listHeads({ records }: HeadIndex): Generator<LoggedHead> {
  for (let at = 0; at < records.length; at += RECORD_BYTES)
    yield parseRecord(records.subarray(at, at + RECORD_BYTES));
}

/** Writes the index. */
export async function writeHeads(folder: string, { size, records }: HeadIndex): Promise<void> {
  const sizeBytes = Buffer.alloc(8);
  sizeBytes.writeBigInt64BE(BigInt(size));
  const body = Buffer.concat([TAG, sizeBytes, records]);
  await writeFiles(
    [{ path: headsPath(folder), bytes: Buffer.concat([body, sha256(body)]) }],
    PUBLIC,
  );
}

/** Finds the newest entry of one workspace without reading the whole index. Undefined when there is none. */
export async function findHead(
  folder: string,
  workspaceId: string,
): Promise<LoggedHead | undefined> {
  const file = await open(headsPath(folder), "r").catch((error: unknown) => {
    if (isAbsence(error)) return undefined;
    throw error;
  });
  if (file === undefined) return undefined;
  // Stryker disable next-line ArrowFunction: a file that stays open shows in no result.
  return searchFile(file, uuidBytes(workspaceId)).finally(() => file.close());
}

async function searchFile(file: FileHandle, workspace: Buffer): Promise<LoggedHead | undefined> {
  const { size } = await file.stat();
  const record = Buffer.alloc(RECORD_BYTES);
  let [low, high] = [0, (size - (HEADER_BYTES + SUM_BYTES)) / RECORD_BYTES];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    await file.read(record, 0, RECORD_BYTES, HEADER_BYTES + middle * RECORD_BYTES);
    const order = record.compare(workspace, 0, 16, 0, 16);
    if (order < 0) low = middle + 1;
    else if (order > 0) high = middle;
    else return parseRecord(record);
  }
  return undefined;
}

function headsPath(folder: string): string {
  return join(folder, "heads.bin");
}

function parseHeads(bytes: Buffer | undefined): HeadIndex | undefined {
  if (bytes === undefined || bytes.length < HEADER_BYTES + SUM_BYTES) return undefined;
  const body = bytes.subarray(0, -SUM_BYTES);
  const records = body.subarray(HEADER_BYTES);
  const isWhole = body.subarray(0, TAG.length).equals(TAG) && records.length % RECORD_BYTES === 0;
  if (!isWhole || !sha256(body).equals(bytes.subarray(-SUM_BYTES))) return undefined;
  return { size: Number(body.readBigInt64BE(TAG.length)), records, isStored: true };
}

function writeRecord(record: Buffer, { workspaceId, index, seq, hash }: LoggedHead): void {
  writeUuid(record, workspaceId, 0);
  record.writeUIntBE(index, 18, 6);
  record.writeBigInt64BE(seq, 24);
  record.set(hash, 32);
}

function parseRecord(record: Buffer): LoggedHead {
  return {
    workspaceId: uuidText(record.subarray(0, 16)),
    index: Number(record.readBigInt64BE(16)),
    seq: record.readBigInt64BE(24),
    hash: record.subarray(32),
  };
}
