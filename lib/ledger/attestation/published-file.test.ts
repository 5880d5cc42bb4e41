import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkpointText } from "./checkpoint";
import { Installation, ORIGIN } from "./installation.fixture";
import { signText } from "./note";
import { publishCheckpoint } from "./publish";
import { findNewestCheckpoint, readPublishedFile } from "./published-file";
import { createSigner, newSigningKey } from "./signer";

let installation: Installation;
beforeEach(() => {
  installation = new Installation();
});
afterEach(() => installation.remove());

const served = (path: string) => readPublishedFile(installation.folders.log, path);
const newest = () => findNewestCheckpoint(installation.folders.log);

/** Puts something where nothing is. */
function place(path: string): void {
  const file = installation.log(path);
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, path);
}

async function attestThreeHundred(): Promise<void> {
  for (let number = 0; number < 300; number += 1) installation.books.grow(number);
  await installation.attest();
}

/** A log that says to be of this size. */
async function pretend(size: number): Promise<void> {
  const key = newSigningKey(ORIGIN);
  const head = { size, root: Buffer.alloc(32) };
  const text = checkpointText(ORIGIN, head);
  const checkpoint = { origin: ORIGIN, ...head, note: { text, signatures: [signText(text, key)] } };
  await publishCheckpoint(installation.folders.log, checkpoint, 0);
}

describe("the files that are served", () => {
  it("are the checkpoints, the keys and the tiles of the newest checkpoint", async () => {
    await attestThreeHundred();
    for (const path of ["checkpoint", "checkpoints/2026-01-05", "keys.txt"])
      expect(await served(path)).toEqual({
        bytes: readFileSync(installation.log(path)),
        contentType: "text/plain; charset=utf-8",
        isImmutable: false,
      });
    for (const path of ["tile/0/000", "tile/0/001.p/46", "tile/1/000.p/1"])
      expect(await served(path)).toEqual({
        bytes: readFileSync(installation.log(path)),
        contentType: "application/octet-stream",
        isImmutable: true,
      });
  });

  it("are no others, whatever stands there", async () => {
    await attestThreeHundred();
    for (const path of [
      "tile/entries/000",
      "heads.bin",
      "tile/0/001.p/47",
      "tile/0/001",
      "tile/0/002",
      "tile/0/x000/001.p/46",
      "tile/0/000.p/256",
      "tile/0/000.p/0",
      "tile/0/00",
      "tile/0/000a",
      "tile/64/000",
      "a/tile/0/000",
      "checkpoints/2026-01-06a",
      "checkpoints/../keys.txt",
      "../signer/keys",
      "tile/0/../../../signer/keys",
      "checkpoint.tmp",
      "a/checkpoint",
      "",
    ]) {
      place(path);
      expect(await served(path), path).toBeUndefined();
    }
  });

  it("are not there before they are written", async () => {
    expect(await served("checkpoint")).toBeUndefined();
    place("tile/0/000");
    expect(await served("tile/0/000")).toBeUndefined();
    await pretend(256);
    expect(await served("tile/0/000")).toBeDefined();
    expect(await served("tile/0/000.p/7")).toBeUndefined();
  });

  it("are tiles that were written and signed, and no more", async () => {
    await attestThreeHundred();
    place("tile/0/001.p/47");
    place("tile/0/001");
    expect(await served("tile/0/001.p/47")).toBeUndefined();
    expect(await served("tile/0/001")).toBeUndefined();
    expect(await installation.receipt(299)).toContain("index 300\n");
  });

  it("are tiles with greater numbers, too", async () => {
    await pretend(300_000);
    for (const path of ["tile/0/x001/067", "tile/0/x001/171.p/224", "tile/1/004.p/147"]) {
      place(path);
      expect((await served(path))?.bytes.toString()).toBe(path);
    }
  });
});

describe("the newest checkpoint", () => {
  it("is found with its day", async () => {
    await installation.attest();
    expect(await newest()).toEqual({ origin: ORIGIN, size: 2, day: "2026-01-05" });
  });

  it("is not there before a first day", async () => {
    expect(await newest()).toBeUndefined();
    const { last } = await createSigner(installation.folders.signer, ORIGIN);
    await publishCheckpoint(installation.folders.log, last, 0);
    expect(await newest()).toBeUndefined();
  });
});
