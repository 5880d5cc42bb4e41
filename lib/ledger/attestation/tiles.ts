import { rm } from "node:fs/promises";
import { join } from "node:path";
import { AttestationError } from "./errors";
import { type NewFile, PUBLIC, readIfThere, writeFiles } from "./files";
import { HASH_BYTES, leafHash, nodeHash, type Range, split, treeHash } from "./merkle";

// The log as static files: tiles of 256 hashes and bundles of 256 entries (c2sp.org/tlog-tiles).

export const TILE_WIDTH = 256;
const ENTRY_BYTES_MAX = 65_535;

/** Where a tile is: a level of hashes, or the entries. */
export type TileLevel = number | "entries";

/** The path of a tile below the log's folder. A width below 256 makes it a partial tile. */
export function tilePath(level: TileLevel, index: number, width: number): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, "0");
  const path = digits.replaceAll(/\d{3}(?=\d)/g, "x$&/");
  return `tile/${level}/${path}${width < TILE_WIDTH ? `.p/${width}` : ""}`;
}

/** How many hashes or entries tile `index` has in a log of this size: 0 for one that is not there. */
export function tileWidth(level: TileLevel, index: number, size: number): number {
  const nodes = Math.floor(size / TILE_WIDTH ** (level === "entries" ? 0 : level));
  return Math.max(0, Math.min(TILE_WIDTH, nodes - index * TILE_WIDTH));
}

/** Reads one log at one size. */
export interface LogReader {
  readonly size: number;
  /** The hash of a range of leaves. */
  rangeHash(range: Range): Promise<Buffer>;
  /** The first hashes of a tile of this log, as many as the log has. */
  tileHashes(level: number, index: number): Promise<Buffer[]>;
  /** The entries of a bundle, as many as the log has. */
  entries(index: number): Promise<Buffer[]>;
}

/**
 * Reads the log of a folder as it was at a size. What it returns is only as good as the files: compare a
 * root with what was signed.
 * Each of its functions throws AttestationError log_missing when a file is absent or too short.
 */
export function readLog(folder: string, size: number): LogReader {
  const cache = new Map<string, Promise<Buffer[]>>();
  const reader: LogReader = {
    size,
    tileHashes(level, index) {
      const key = `${level}/${index}`;
      const known = cache.get(key) ?? readTile(folder, { level, index, size }, cutHashes);
      cache.set(key, known);
      return known;
    },
    entries: (index) => readTile(folder, { level: "entries", index, size }, cutEntries),
    async rangeHash({ start, end }) {
      const length = end - start;
      if (length === 0) return treeHash([]);
      const isFull = split(length + 1) === length && start % length === 0;
      if (isFull) return subtreeHash(reader, start, length);
      const middle = start + split(length);
      const left = await reader.rangeHash({ start, end: middle });
      return nodeHash(left, await reader.rangeHash({ start: middle, end }));
    },
  };
  return reader;
}

/** The hash of a full subtree: of 1 to 128 hashes of one tile. */
async function subtreeHash(reader: LogReader, start: number, length: number): Promise<Buffer> {
  let [level, unit] = [0, 1];
  while (unit * TILE_WIDTH <= length) [level, unit] = [level + 1, unit * TILE_WIDTH];
  const first = start / unit;
  const hashes = await reader.tileHashes(level, Math.floor(first / TILE_WIDTH));
  const offset = first % TILE_WIDTH;
  return treeHash(hashes.slice(offset, offset + length / unit));
}

interface TilePlace {
  readonly level: TileLevel;
  readonly index: number;
  readonly size: number;
}

/** A full tile stands for a partial one that was removed or not written yet: it begins the same. */
async function readTile(
  folder: string,
  { level, index, size }: TilePlace,
  cut: (bytes: Buffer, count: number) => Buffer[] | undefined,
): Promise<Buffer[]> {
  const width = tileWidth(level, index, size);
  const path = tilePath(level, index, width);
  const bytes =
    (await readIfThere(join(folder, path))) ??
    (await readIfThere(join(folder, tilePath(level, index, TILE_WIDTH))));
  const parts = bytes === undefined ? undefined : cut(bytes, width);
  if (parts === undefined) throw new AttestationError("log_missing", path);
  return parts;
}

function cutHashes(bytes: Buffer, count: number): Buffer[] | undefined {
  if (bytes.length < count * HASH_BYTES) return undefined;
  return Array.from({ length: count }, (_, i) =>
    bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
}

function cutEntries(bytes: Buffer, count: number): Buffer[] | undefined {
  const entries: Buffer[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + 2 > bytes.length) return undefined;
    const end = at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) return undefined;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

/**
 * Writes the tiles of a log with more entries. Nothing that the old log needs is changed, so that a crash
 * leaves the old log whole and a second call, with the same or other entries, starts from it again.
 */
export async function appendEntries(
  folder: string,
  log: LogReader,
  entries: readonly Buffer[],
): Promise<void> {
  const files = [
    ...(await newBundles(log, entries)),
    ...(await newHashTiles(log, entries.map(leafHash))),
  ];
  await writeFiles(
    files.map(({ path, bytes }) => ({ path: join(folder, path), bytes })),
    PUBLIC,
  );
}

async function newBundles(log: LogReader, entries: readonly Buffer[]): Promise<NewFile[]> {
  const index = Math.floor(log.size / TILE_WIDTH);
  const started = log.size % TILE_WIDTH === 0 ? [] : await log.entries(index);
  return chunks([...started, ...entries]).map((bundle, i) => ({
    path: tilePath("entries", index + i, bundle.length),
    bytes: bundleBytes(bundle),
  }));
}

/** Entries, each behind its length in two bytes. */
function bundleBytes(entries: readonly Buffer[]): Buffer {
  const bytes = Buffer.alloc(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > ENTRY_BYTES_MAX) throw new Error("An entry of the log is too long.");
    at = bytes.writeUInt16BE(entry.length, at);
    at += entry.copy(bytes, at);
  }
  return bytes;
}

async function newHashTiles(log: LogReader, leaves: readonly Buffer[]): Promise<NewFile[]> {
  const files: NewFile[] = [];
  let added = leaves;
  for (let level = 0; added.length > 0; level += 1) {
    const nodes = Math.floor(log.size / TILE_WIDTH ** level);
    const index = Math.floor(nodes / TILE_WIDTH);
    const started = nodes % TILE_WIDTH === 0 ? [] : await log.tileHashes(level, index);
    const tiles = chunks([...started, ...added]);
    for (const [i, tile] of tiles.entries()) {
      files.push({ path: tilePath(level, index + i, tile.length), bytes: Buffer.concat(tile) });
    }
    added = tiles.filter((tile) => tile.length === TILE_WIDTH).map(treeHash);
  }
  return files;
}

function chunks(all: readonly Buffer[]): Buffer[][] {
  const count = Math.ceil(all.length / TILE_WIDTH);
  return Array.from({ length: count }, (_, i) => all.slice(i * TILE_WIDTH, (i + 1) * TILE_WIDTH));
}

/** Removes the partial tiles that a published log of `size` replaced by full ones since `oldSize`. */
export async function removePartialTiles(
  folder: string,
  oldSize: number,
  size: number,
): Promise<void> {
  for (const level of ["entries", 0, 1, 2, 3, 4, 5] as const) {
    const unit = TILE_WIDTH ** (level === "entries" ? 1 : level + 1);
    const index = Math.floor(oldSize / unit);
    if (Math.floor(size / unit) > index) {
      const path = join(folder, `${tilePath(level, index, TILE_WIDTH)}.p`);
      await rm(path, { recursive: true, force: true });
    }
  }
}
