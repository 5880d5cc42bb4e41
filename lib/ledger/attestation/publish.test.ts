import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Installation, workspace } from "./installation.fixture";
import { dayLeaf, headLeaf } from "./leaf";
import { leafHash, nodeHash } from "./merkle";
import { decodeBase64 } from "./note";
import {
  isSameHead,
  lastDay,
  publishCheckpoint,
  publishKeyList,
  readCheckpoint,
  readKeyList,
  readSignedLog,
} from "./publish";
import { consistencySince, receiptFor } from "./receipt";
import { appendEntries, readLog } from "./tiles";

let installation: Installation;
let log: string;
beforeEach(() => {
  installation = new Installation();
  log = installation.folders.log;
});
afterEach(() => installation.remove());

describe("what a log's folder shows", () => {
  it("is nothing before the first attestation", async () => {
    expect(await readCheckpoint(log)).toBeUndefined();
    expect(await readKeyList(log)).toBeUndefined();
    expect(await lastDay(readLog(log, 0))).toBeUndefined();
    expect(await receiptFor(log, workspace(1))).toEqual({ outcome: "not_attested" });
    expect(await consistencySince(log, 0)).toBeUndefined();
  });

  it("is the checkpoint, also as its day's, and the keys", async () => {
    const { checkpoint } = await installation.attest();
    expect(await readCheckpoint(log)).toEqual(checkpoint);
    const list = await readKeyList(log);
    expect(list?.origin).toBe(checkpoint.origin);
    const text = installation.checkpointText();
    for (const name of ["checkpoint", "checkpoints/2026-01-05", "keys.txt"])
      rmSync(installation.log(name));
    await publishCheckpoint(log, checkpoint, 20_458);
    for (const name of ["checkpoint", "checkpoints/2026-01-05"])
      expect(readFileSync(installation.log(name), "utf8")).toBe(text);
    if (list !== undefined) await publishKeyList(log, list);
    expect(await readKeyList(log)).toEqual(list);
  });

  it("is refused when it is damaged", async () => {
    const { checkpoint } = await installation.attest();
    const inconsistent = (found: string) => ({ code: "log_inconsistent", found });
    const other = { ...checkpoint, root: Buffer.alloc(32) };
    await expect(readSignedLog(log, other)).rejects.toMatchObject(
      inconsistent("the files do not give the root that was signed at size 2"),
    );
    const folder = installation.log("other");
    await appendEntries(folder, readLog(folder, 0), [Buffer.from("nothing")]);
    await expect(lastDay(readLog(folder, 1))).rejects.toMatchObject(
      inconsistent("the last entry is not a day"),
    );
    writeFileSync(installation.log("checkpoint"), "nothing");
    await expect(readCheckpoint(log)).rejects.toMatchObject(
      inconsistent("the file checkpoint is damaged"),
    );
    const path = installation.log("keys.txt");
    writeFileSync(path, "nothing");
    await expect(readKeyList(log)).rejects.toMatchObject({ code: "keys_unreadable", found: path });
  });

  it("ends with a day, also where a tile ends", async () => {
    const entries = Array.from({ length: 256 }, (_, day) => dayLeaf(day));
    await appendEntries(log, readLog(log, 0), entries);
    expect(await lastDay(readLog(log, 256))).toBe(255);
    expect(await lastDay(readLog(log, 3))).toBe(2);
  });

  it("is the same head whoever signed it", async () => {
    const { checkpoint } = await installation.attest();
    const { note } = checkpoint;
    expect(isSameHead(checkpoint, { ...checkpoint, note: { ...note, signatures: [] } })).toBe(true);
    expect(isSameHead(checkpoint, { ...checkpoint, note: { ...note, text: "" } })).toBe(false);
  });
});

describe("a receipt", () => {
  it("is the entry, its place, the way to the root and the checkpoint", async () => {
    installation.books.grow(1, 3);
    const { checkpoint } = await installation.attest();
    const place = { workspaceId: workspace(1), seq: 3n };
    const entry = headLeaf({ ...place, hash: installation.books.hashAt(place) ?? Buffer.alloc(0) });
    const found = await receiptFor(log, workspace(1));
    const receipt = found.outcome === "attested" ? found.receipt : "";
    expect(found).toEqual({ outcome: "attested", receipt, seq: 3n });
    const [header, extra, index, key = "", day = "", ...rest] = receipt.split("\n");
    expect([header, extra, index]).toEqual([
      "c2sp.org/tlog-proof@v1",
      `extra ${entry.toString("base64")}`,
      "index 1",
    ]);
    const [left = entry, right = entry] = [key, day].map(decodeBase64);
    expect(nodeHash(nodeHash(left, leafHash(entry)), right)).toEqual(checkpoint.root);
    expect(rest.join("\n")).toBe(`\n${installation.checkpointText()}`);
  });

  it("is not given of a workspace or a log that was not attested, and not of a damaged one", async () => {
    installation.books.grow(1, 3);
    await installation.attest();
    expect(await receiptFor(log, workspace(2))).toEqual({ outcome: "not_attested" });
    const tile = readFileSync(installation.log("tile/0/000.p/3"));
    writeFileSync(installation.log("tile/0/000.p/3"), tile.fill(1, 0, 1));
    await expect(receiptFor(log, workspace(1))).rejects.toMatchObject({
      code: "log_inconsistent",
      found: "entry 1 is not in the log",
    });
    rmSync(installation.log("checkpoint"));
    expect(await receiptFor(log, workspace(1))).toEqual({ outcome: "not_attested" });
  });
});

it("a consistency file is the old size, the proof and the checkpoint", async () => {
  await installation.attest();
  const text = installation.checkpointText();
  expect(await consistencySince(log, 2)).toBe(`old 2\n\n${text}`);
  expect(await consistencySince(log, 3)).toBeUndefined();
  const day = leafHash(dayLeaf(20_458)).toString("base64");
  expect(await consistencySince(log, 1)).toBe(`old 1\n${day}\n\n${text}`);
});
