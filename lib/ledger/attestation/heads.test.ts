import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "@/lib/crypto/index";
import { findHead, type LoggedHead, listHeads, loadHeads, withHeads, writeHeads } from "./heads";
import { workspace } from "./installation.fixture";
import { dayLeaf, headLeaf } from "./leaf";
import type { LogReader } from "./tiles";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "autoink-heads-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const EMPTY = { size: 0, records: Buffer.alloc(0), isStored: false };
const logged = (number: number, index: number, seq = index + 1): LoggedHead => ({
  workspaceId: workspace(number),
  index,
  seq: BigInt(seq),
  hash: Buffer.alloc(32, seq),
});
const day = dayLeaf(20_458);

/** A log of these entries, and which of its bundles were read. */
function givenLog(entries: readonly Buffer[]) {
  const read: number[] = [];
  const log: Pick<LogReader, "size" | "entries"> = {
    size: entries.length,
    async entries(tile) {
      read.push(tile);
      if (tile * 256 >= entries.length) throw new Error("There is no such bundle.");
      return entries.slice(tile * 256, tile * 256 + 256);
    },
  };
  return { log: log as LogReader, read };
}

describe("the index of heads", () => {
  it("has the bytes of the description", async () => {
    await writeHeads(folder, withHeads(EMPTY, 9, [logged(2, 3, 5)]));
    const body = `4149582d31${"0000000000000009"}${workspace(2).replaceAll("-", "")}${
      "0000000000000003" + "0000000000000005"
    }${"05".repeat(32)}`;
    const file = readFileSync(join(folder, "heads.bin"));
    expect(file.toString("hex", 0, 77)).toBe(body);
    expect(file.subarray(77)).toEqual(sha256(Buffer.from(body, "hex")));
  });

  it("takes in other heads wherever they belong", () => {
    const numbers = fc.uniqueArray(fc.nat({ max: 30 }));
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 5 }), (rounds) => {
        let index = withHeads(EMPTY, 0, []);
        const expected = new Map<number, LoggedHead>();
        for (const [round, some] of rounds.entries()) {
          const heads = some.toSorted((a, b) => a - b).map((number) => logged(number, round));
          index = withHeads(index, round, heads);
          for (const [i, number] of some.toSorted((a, b) => a - b).entries())
            expected.set(number, heads[i] as LoggedHead);
          expect(index.size).toBe(round);
        }
        const ascending = [...expected].toSorted(([a], [b]) => a - b).map(([, head]) => head);
        expect([...listHeads(index)]).toEqual(ascending);
        expect(index.isStored).toBe(false);
      }),
    );
  });

  it("is searched in its file for one workspace", async () => {
    expect(await findHead(folder, workspace(1))).toBeUndefined();
    for (const count of [0, 1, 2, 7, 8]) {
      const heads = Array.from({ length: count }, (_, i) => logged(2 * i + 1, i));
      await writeHeads(folder, withHeads(EMPTY, count, heads));
      for (const [i, head] of heads.entries())
        expect(await findHead(folder, workspace(2 * i + 1))).toEqual(head);
      for (let i = 0; i <= count; i += 1)
        expect(await findHead(folder, workspace(2 * i))).toBeUndefined();
    }
    const last = { ...logged(1, 0), workspaceId: "ffffffff-ffff-7fff-bfff-ffffffffffff" };
    await writeHeads(folder, withHeads(EMPTY, 1, [last]));
    expect(await findHead(folder, last.workspaceId)).toEqual(last);
    await expect(findHead("x".repeat(5_000), workspace(1))).rejects.toThrow("ENAMETOOLONG");
  });
});

describe("the index of a log", () => {
  it("is that of the file when it says the same", async () => {
    const { log, read } = givenLog([headLeaf(logged(1, 0)), day]);
    await writeHeads(folder, withHeads(EMPTY, 2, [logged(1, 0)]));
    const index = await loadHeads(folder, log);
    expect([...listHeads(index)]).toEqual([logged(1, 0)]);
    expect(index).toMatchObject({ size: 2, isStored: true });
    expect(read).toEqual([]);
  });

  it("is made of the entries when there is none, with the newest of each workspace", async () => {
    const heads = [logged(3, 0), logged(1, 1), logged(2, 2), logged(3, 3), logged(5, 256)];
    const entries = Array.from({ length: 257 }, (_, i) => {
      const head = heads.find(({ index }) => index === i);
      return head === undefined ? day : headLeaf(head);
    });
    entries[9] = Buffer.from("nothing");
    const { log, read } = givenLog(entries);
    const index = await loadHeads(folder, log);
    expect([...listHeads(index)]).toEqual([1, 2, 3, 4].map((i) => heads[i]));
    expect(index).toMatchObject({ size: 257, isStored: false });
    expect(read).toEqual([0, 1]);
    const full = givenLog(entries.slice(0, 256));
    await loadHeads(folder, full.log);
    expect(full.read).toEqual([0]);
  });

  it("goes on from the file, and looks at no entry again", async () => {
    const entries = Array.from({ length: 302 }, () => day);
    for (const [number, index] of [
      [1, 299],
      [2, 300],
      [3, 301],
    ] as const)
      entries[index] = headLeaf(logged(number, index));
    const { log, read } = givenLog(entries);
    await writeHeads(folder, withHeads(EMPTY, 300, [logged(2, 7), logged(4, 8)]));
    const index = await loadHeads(folder, log);
    expect([...listHeads(index)]).toEqual([logged(2, 300), logged(3, 301), logged(4, 8)]);
    expect(read).toEqual([1]);
  });

  it("is made anew when the file is of a longer log, or damaged", async () => {
    const { log } = givenLog([headLeaf(logged(1, 0)), day]);
    const path = join(folder, "heads.bin");
    const made = async () => {
      const index = await loadHeads(folder, log);
      expect([...listHeads(index)]).toEqual([logged(1, 0)]);
      expect(index.isStored).toBe(false);
    };
    await writeHeads(folder, withHeads(EMPTY, 3, [logged(2, 2)]));
    await made();
    await writeHeads(folder, withHeads(EMPTY, 2, [logged(2, 1)]));
    const whole = readFileSync(path);
    const summed = (body: Buffer): Buffer => Buffer.concat([body, sha256(body)]);
    for (const damaged of [
      Buffer.alloc(0),
      whole.subarray(0, 44),
      Buffer.from(whole).fill(1, 90, 91),
      summed(Buffer.concat([Buffer.from("AIX-2"), whole.subarray(5, 77)])),
      summed(whole.subarray(0, 76)),
      summed(whole.subarray(0, 12)),
    ]) {
      writeFileSync(path, damaged);
      await made();
    }
  });

  it("of a log without entries is not stored before there is a file", async () => {
    const { log } = givenLog([]);
    expect(await loadHeads(folder, log)).toMatchObject({ size: 0, isStored: false });
  });

  it("is read from a file without heads", async () => {
    const { log } = givenLog([day, day]);
    await writeHeads(folder, withHeads(EMPTY, 2, []));
    expect(await loadHeads(folder, log)).toMatchObject({ size: 2, isStored: true });
  });
});
