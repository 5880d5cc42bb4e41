import { describe, expect, it } from "vitest";
import { exportChain, findChains, findHead, type InTransaction, readRecords } from "./export";
import { encodeHeader } from "./record";
import { givenRows } from "./views.fixture";

const WORKSPACE = "018f3b5c-7d21-7a10-8b11-0123456789ab";
const inside =
  (tx: Parameters<Parameters<InTransaction>[0]>[0]): InTransaction =>
  (work) =>
    work(tx);

async function all<T>(generator: AsyncGenerator<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of generator) values.push(value);
  return values;
}

/** Records that say which of them were asked for. */
const pages = givenRows("export_records", ([workspaceId, after, limit]) =>
  workspaceId === WORKSPACE
    ? [{ records: Buffer.from([after, limit].join("+")), body_hashes: Buffer.from(String(after)) }]
    : [{ records: null, body_hashes: null }],
);

describe("the records of a chain", () => {
  const read = async (after: bigint, until: bigint): Promise<string[]> =>
    (await all(readRecords(inside(pages), WORKSPACE, after, until))).map(
      ({ records, bodyHashes }) =>
        [records, bodyHashes].map((each) => Buffer.from(each).toString()).join(" "),
    );

  it("are read in pages up to the last one that is asked for", async () => {
    expect(await read(1n, 10_002n)).toEqual(["1+5000 1", "5001+5000 5001", "10001+1 10001"]);
    expect(await read(0n, 5_000n)).toEqual(["0+5000 0"]);
    expect(await read(7n, 7n)).toEqual([]);
  });

  it("are empty where there are none", async () => {
    const none = { records: new Uint8Array(0), bodyHashes: new Uint8Array(0) };
    for (const tx of [pages, givenRows("nothing", () => [])])
      expect(await all(readRecords(inside(tx), "another", 0n, 1n))).toEqual([none]);
  });
});

describe("a chain", () => {
  const hash = Buffer.alloc(32, 7);
  const heads = givenRows("chain_view", (values) =>
    values[0] === WORKSPACE ? [{ seq: 2n, head: hash }] : [],
  );

  it("has a head, if it is there", async () => {
    expect(await findHead(heads, WORKSPACE)).toEqual({ seq: 2n, hash });
    expect(await findHead(heads, "another")).toBeNull();
  });

  it("is one of those that are found", async () => {
    const tx = givenRows("chain_view", () => [{ workspace_id: "one" }, { workspace_id: "two" }]);
    expect(await findChains(tx)).toEqual(["one", "two"]);
  });

  it("is exported as a header and its records up to its head, or not at all", async () => {
    const both: InTransaction = async (work) => {
      const found = await work(heads);
      return Array.isArray(found) && found.length === 0 ? work(pages) : found;
    };
    const pieces = await exportChain(both, WORKSPACE);
    expect(pieces === null ? null : await all(pieces)).toEqual([
      encodeHeader(WORKSPACE, 2n),
      Buffer.from("0+2"),
    ]);
    expect(await exportChain(both, "another")).toBeNull();
  });
});
