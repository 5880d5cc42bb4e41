import { describe, expect, it } from "vitest";
import { type ChainPlace, compareHeads } from "./compare-heads";
import { withHeads } from "./heads";
import { workspace } from "./installation.fixture";
import type { Head } from "./leaf";

const EMPTY = { size: 0, records: Buffer.alloc(0), isStored: false };
const head = (number: number, seq: number, fill = seq): Head => ({
  workspaceId: workspace(number),
  seq: BigInt(seq),
  hash: Buffer.alloc(32, fill),
});

/** In two pages, one of which may be empty. */
async function* pages(heads: readonly Head[]): AsyncGenerator<readonly Head[]> {
  yield heads.slice(0, 1);
  yield heads.slice(1);
}

/** Compares heads with a log, in whose chains the hash at each place is that of `head` but where `fills` says otherwise. */
async function compare(
  logged: readonly Head[],
  heads: readonly Head[],
  hashOf: (place: ChainPlace) => Uint8Array | undefined = ({ seq }) =>
    Buffer.alloc(32, Number(seq)),
) {
  const asked: number[] = [];
  const index = withHeads(
    EMPTY,
    9,
    logged.map((each, i) => ({ ...each, index: i })),
  );
  const changed = await compareHeads(index, pages(heads), async (places) => {
    asked.push(places.length);
    return places.map(hashOf);
  });
  return { changed, asked };
}

const error = (code: string, found: string) => ({ code, found });
const rolledBack = (number: number, seq: number, now: string) =>
  error(
    "database_rolled_back",
    `workspace ${workspace(number)} was attested up to transaction ${seq} and ${now}`,
  );
const rewritten = (number: number, seq: number) =>
  error("history_changed", `workspace ${workspace(number)}, transaction ${seq}`);

describe("the heads that the log does not have yet", () => {
  it("are those of new chains, wherever they stand, and of chains that have grown", async () => {
    const logged = [head(2, 5), head(4, 6), head(6, 7)];
    const same = [head(2, 5), head(4, 6), head(6, 7)];
    expect(await compare(logged, same)).toEqual({ changed: [], asked: [] });
    const [first, middle, last] = [head(1, 1), head(5, 1), head(7, 1)];
    const grown = head(4, 9);
    expect(await compare(logged, [first, head(2, 5), grown, middle, head(6, 7), last])).toEqual({
      changed: [first, grown, middle, last],
      asked: [1],
    });
    expect(await compare([], [first])).toEqual({ changed: [first], asked: [] });
  });

  it("ask for the hashes of a thousand places at once", async () => {
    const all = (seq: number) => Array.from({ length: 1_001 }, (_, i) => head(i + 1, seq));
    expect((await compare(all(1), all(2))).asked).toEqual([1_000, 1]);
    const thousand = (seq: number) => all(seq).slice(1);
    expect((await compare(thousand(1), thousand(2))).asked).toEqual([1_000]);
    const last = ({ workspaceId }: ChainPlace) =>
      Buffer.alloc(32, workspaceId === workspace(1_001) ? 7 : 1);
    await expect(compare(all(1), all(2), last)).rejects.toMatchObject(rewritten(1_001, 1));
  });
});

describe("a history that does not fit", () => {
  const logged = [head(2, 5), head(4, 6)];

  it.each([
    ["the first chain is gone", [head(4, 6)], rolledBack(2, 5, "is not there")],
    ["the last chain is gone", [head(2, 5)], rolledBack(4, 6, "is not there")],
    ["another one is in its place", [head(2, 5), head(3, 1)], rolledBack(4, 6, "is not there")],
    ["a chain is shorter", [head(2, 5), head(4, 2)], rolledBack(4, 6, "ends at 2")],
    ["a chain ends otherwise", [head(2, 5), head(4, 6, 9)], rewritten(4, 6)],
  ])("is refused when %s", async (_, heads, expected) => {
    await expect(compare(logged, heads)).rejects.toMatchObject(expected);
  });

  it("is refused when a chain has grown from another place, or the place is not there", async () => {
    const grown = [head(2, 5), head(4, 7)];
    await expect(compare(logged, grown, () => Buffer.alloc(32, 9))).rejects.toMatchObject(
      rewritten(4, 6),
    );
    await expect(compare(logged, grown, () => undefined)).rejects.toMatchObject(rewritten(4, 6));
  });

  it("is not looked at when the heads come out of order, or twice", async () => {
    const order = "The heads are not in ascending order.";
    await expect(compare([], [head(2, 5), head(1, 5)])).rejects.toThrow(order);
    await expect(compare([], [head(2, 5), head(2, 6)])).rejects.toThrow(order);
  });
});
