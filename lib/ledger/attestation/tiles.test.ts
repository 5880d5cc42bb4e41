import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inclusionRanges, leafHash, treeHash } from "./merkle";
import { appendEntries, readLog, removePartialTiles, tilePath, tileWidth } from "./tiles";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "autoink-tiles-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const entries = Array.from({ length: 700 }, (_, i) => Buffer.from(i % 7 === 0 ? "" : `entry ${i}`));
const hashes = entries.map(leafHash);

/** Writes the first entries as a log that grew to each of these sizes. */
async function grow(...sizes: number[]): Promise<void> {
  let old = 0;
  for (const size of sizes) {
    await appendEntries(folder, readLog(folder, old), entries.slice(old, size));
    old = size;
  }
}
const write = (path: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), "");
};
const missing = (found: string) => ({ code: "log_missing", found });

describe("a tile", () => {
  it("has its place in the path, in groups of three digits", () => {
    expect(tilePath(0, 0, 256)).toBe("tile/0/000");
    expect(tilePath(0, 1, 46)).toBe("tile/0/001.p/46");
    expect(tilePath("entries", 999, 255)).toBe("tile/entries/999.p/255");
    expect(tilePath(5, 1_000, 256)).toBe("tile/5/x001/000");
    expect(tilePath(1, 1_234_067, 256)).toBe("tile/1/x001/x234/067");
  });

  it.each([
    [0, 0, 0, 0],
    [0, 0, 300, 256],
    [0, 1, 300, 44],
    [0, 3, 300, 0],
    ["entries", 1, 300, 44],
    [1, 0, 300, 1],
    [1, 0, 65_535, 255],
    [1, 1, 65_536 + 256, 1],
    [2, 0, 65_536, 1],
  ] as const)(
    "of level %s and number %d has, in a log of size %d, %d parts",
    (level, index, size, width) => {
      expect(tileWidth(level, index, size)).toBe(width);
    },
  );
});

describe("a log in tiles", () => {
  it.each([[[1]], [[256]], [[700]], [[3, 256, 257]], [[255, 512, 700]], [[256, 600]]])(
    "that grew to the sizes %j has the hashes and the entries of its entries",
    async (sizes) => {
      await grow(...sizes);
      const size = sizes.at(-1) ?? 0;
      const log = readLog(folder, size);
      const whole = { start: 0, end: size };
      for (const range of [whole, ...inclusionRanges(size - 1, size), ...inclusionRanges(0, size)])
        expect(await log.rangeHash(range)).toEqual(treeHash(hashes.slice(range.start, range.end)));
      for (let i = 0; i * 256 < size; i += 1)
        expect(await log.entries(i)).toEqual(entries.slice(i * 256, Math.min(size, i * 256 + 256)));
    },
  );

  it("is read as it was at any size, also when its partial tiles are gone", async () => {
    await grow(300, 700);
    await removePartialTiles(folder, 300, 700);
    for (const size of [255, 256, 257, 300, 512]) {
      const log = readLog(folder, size);
      expect(await log.rangeHash({ start: 0, end: size })).toEqual(treeHash(hashes.slice(0, size)));
      expect((await log.tileHashes(0, 0)).length).toBe(Math.min(size, 256));
    }
  });

  it("has a hash for any range", async () => {
    await grow(700);
    const log = readLog(folder, 700);
    for (const [start, end] of [
      [255, 257],
      [7, 7],
      [3, 600],
    ] as const)
      expect(await log.rangeHash({ start, end })).toEqual(treeHash(hashes.slice(start, end)));
  });

  it("asks for no lower tile where a higher one has the hash, and for each tile once", async () => {
    await grow(700);
    const log = readLog(folder, 700);
    const root = await log.rangeHash({ start: 0, end: 700 });
    rmSync(join(folder, "tile/0/000"));
    rmSync(join(folder, "tile/0/002.p/188"));
    expect(await log.rangeHash({ start: 0, end: 700 })).toEqual(root);
    expect(await readLog(folder, 700).rangeHash({ start: 0, end: 256 })).toEqual(
      treeHash(hashes.slice(0, 256)),
    );
  });

  it("is refused with a file that is gone or cut", async () => {
    await grow(300);
    for (const [path, part] of [
      ["tile/0/001.p/44", 44 * 32 - 1],
      ["tile/entries/001.p/44", -1],
      ["tile/entries/001.p/44", 1],
    ] as const) {
      const whole = readFileSync(join(folder, path));
      writeFileSync(join(folder, path), whole.subarray(0, part));
      const log = readLog(folder, 300);
      const read = path.includes("entries") ? log.entries(1) : log.tileHashes(0, 1);
      await expect(read).rejects.toMatchObject(missing(path));
      writeFileSync(join(folder, path), whole);
    }
    renameSync(join(folder, "tile/0/000"), join(folder, "kept"));
    await expect(readLog(folder, 300).tileHashes(0, 0)).rejects.toMatchObject(
      missing("tile/0/000"),
    );
  });

  it("takes entries of up to 65,535 bytes", async () => {
    const longest = Buffer.alloc(65_535, 7);
    await appendEntries(folder, readLog(folder, 0), [longest]);
    expect(await readLog(folder, 1).entries(0)).toEqual([longest]);
    const longer = appendEntries(folder, readLog(folder, 0), [Buffer.alloc(65_536)]);
    await expect(longer).rejects.toThrow("An entry of the log is too long.");
  });
});

describe("partial tiles", () => {
  const left = (paths: readonly string[]) => paths.filter((path) => existsSync(join(folder, path)));

  it("stay until the log has outgrown them", async () => {
    const [old, newer] = [
      ["tile/0/000.p/100", "tile/entries/000.p/100"],
      ["tile/0/001.p/44", "tile/entries/001.p/44", "tile/1/000.p/1"],
    ];
    for (const path of [...old, ...newer]) write(path);
    await removePartialTiles(folder, 100, 255);
    expect(left(old)).toEqual(old);
    await removePartialTiles(folder, 100, 300);
    expect(left([...old, ...newer])).toEqual(newer);
    await removePartialTiles(folder, 300, 65_536);
    expect(left(newer)).toEqual([]);
  });

  it("of all levels are outgrown by and by", async () => {
    const levels = ["entries", 0, 1, 2, 3, 4, 5].map((level) => `tile/${level}/000.p/1`);
    for (const path of levels) write(path);
    await removePartialTiles(folder, 1, 256 ** 6 - 1);
    expect(left(levels)).toEqual(["tile/5/000.p/1"]);
    await removePartialTiles(folder, 1, 256 ** 6);
    expect(left(levels)).toEqual([]);
  });
});
