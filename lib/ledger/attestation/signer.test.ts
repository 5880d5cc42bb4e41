import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type KeyList, signStatement } from "./keys";
import { treeHash } from "./merkle";
import { signText, verifyNote } from "./note";
import {
  createSigner,
  type HeldKey,
  newSigningKey,
  openSigner,
  readKeys,
  readMemory,
  type Signer,
  signCheckpoint,
  signingKeys,
  writeKeys,
} from "./signer";

const ORIGIN = "ledger.example/log";
const ROOT = Buffer.alloc(32, 7);
const held = (changes: Partial<HeldKey> = {}): HeldKey => ({
  key: newSigningKey(ORIGIN),
  retireSeconds: undefined,
  isUnendorsed: false,
  ...changes,
});
/** A list that introduces keys at these places. */
const listOf = (...keys: readonly (readonly [HeldKey, number])[]): KeyList => ({
  origin: ORIGIN,
  statements: keys.map(([{ key }, position]) =>
    signStatement(ORIGIN, { action: "introduce", position, seconds: 1, key: key.verifier }, key),
  ),
});

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "autoink-signer-"));
  folder = join(root, "signer");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);

describe("a signer", () => {
  it("of a new log remembers the empty log, and is opened as it was made", async () => {
    expect(await openSigner(folder)).toBeUndefined();
    const signer = await createSigner(folder, ORIGIN);
    expect(signer).toMatchObject({ folder, origin: ORIGIN, last: { origin: ORIGIN, size: 0 } });
    expect(signer.last.root).toEqual(treeHash([]));
    expect(signer.keys).toMatchObject([{ retireSeconds: undefined, isUnendorsed: false }]);
    expect(await openSigner(folder)).toEqual(signer);
    for (const name of ["keys", "checkpoint"])
      expect(statSync(path(name)).mode & 0o777).toBe(0o600);
  });

  it("that lost its memory or its key is not opened, but one that never had a key is new", async () => {
    const signer = await createSigner(folder, ORIGIN);
    rmSync(path("keys"));
    expect(await openSigner(folder)).toBeUndefined();
    await writeKeys(folder, signer.keys);
    const list = listOf([signer.keys[0] ?? held(), 0]);
    await signCheckpoint(signer, { size: 1, root: ROOT }, [], list);
    rmSync(path("keys"));
    const missing = { code: "key_missing", found: path("keys") };
    await expect(openSigner(folder)).rejects.toMatchObject(missing);
    await writeKeys(folder, signer.keys);
    rmSync(path("checkpoint"));
    const forgotten = { code: "state_missing", found: path("checkpoint") };
    await expect(openSigner(folder)).rejects.toMatchObject(forgotten);
  });

  it("with a key of another log is not opened", async () => {
    const { keys } = await createSigner(folder, ORIGIN);
    await writeKeys(folder, [...keys, held({ key: newSigningKey("other.example/log") })]);
    const found = "the key of other.example/log";
    await expect(openSigner(folder)).rejects.toMatchObject({ code: "key_unreadable", found });
  });
});

describe("the key file", () => {
  it("has a line for each key and what is planned for it", async () => {
    const keys = [held(), held({ retireSeconds: 1_767_600_000 }), held({ isUnendorsed: true })];
    await writeKeys(folder, keys);
    const [first, second, third] = keys.map(({ key }) => key.skey);
    expect(readFileSync(path("keys"), "utf8")).toBe(
      `${first}\n${second} retire=1767600000\n${third} unendorsed\n`,
    );
    expect(await readKeys(folder)).toEqual(keys);
    const both = [held({ retireSeconds: 1, isUnendorsed: true })];
    await writeKeys(folder, both);
    expect(await readKeys(folder)).toEqual(both);
  });

  it("may be absent, but not damaged", async () => {
    expect(await readKeys(folder)).toBeUndefined();
    await writeKeys(folder, [held()]);
    const { skey } = held().key;
    const line = readFileSync(path("keys"), "utf8");
    for (const [text, found] of [
      ["", "the file is empty"],
      ["\n\n", "the file is empty"],
      [`${line}\nnothing\n`, "line 3"],
      [`nothing ${skey}\n`, "line 1"],
      [`${skey} retire=\n`, "line 1"],
      [`${skey} retire=x\n`, "line 1"],
      [`${skey} retired\n`, "line 1"],
      [`${skey} unendorsed more\n`, "line 1"],
    ] as const) {
      writeFileSync(path("keys"), text);
      await expect(readKeys(folder)).rejects.toMatchObject({ code: "key_unreadable", found });
    }
  });
});

describe("the last checkpoint", () => {
  let signer: Signer;
  let list: KeyList;
  beforeEach(async () => {
    signer = await createSigner(folder, ORIGIN);
    list = listOf([signer.keys[0] ?? held(), 0]);
  });

  it("is signed when it continues the one before, and remembered", async () => {
    const checkpoint = await signCheckpoint(signer, { size: 1, root: ROOT }, [], list);
    expect(checkpoint).toMatchObject({ origin: ORIGIN, size: 1, root: ROOT });
    const key = signer.keys[0]?.key.verifier ?? held().key.verifier;
    expect(verifyNote(checkpoint.note, key)).toBe("valid");
    expect(await readMemory(folder)).toEqual(checkpoint);
    const found = "a log of size 1 that does not extend the signed one of size 1";
    const after = { ...signer, last: checkpoint };
    const other = { size: 1, root: Buffer.alloc(32) };
    await expect(signCheckpoint(after, other, [], list)).rejects.toMatchObject({
      code: "log_inconsistent",
      found,
    });
    expect(await readMemory(folder)).toEqual(checkpoint);
  });

  it("is not read when it is damaged", async () => {
    writeFileSync(path("checkpoint"), "nothing");
    const found = path("checkpoint");
    await expect(readMemory(folder)).rejects.toMatchObject({ code: "state_unreadable", found });
    rmSync(path("checkpoint"));
    expect(await readMemory(folder)).toBeUndefined();
  });

  it("is signed by the keys that are valid at its size", () => {
    const [one, other] = [held(), held()];
    const both = { ...signer, keys: [one, other] };
    const keys = listOf([one, 0], [other, 5]);
    expect(signingKeys(both, keys, 5)).toEqual([one.key]);
    expect(signingKeys(both, keys, 6)).toEqual([one.key, other.key]);
    const found = `the signer holds ${one.key.verifier.id}, ${other.key.verifier.id}`;
    expect(() => signingKeys(both, keys, 0)).toThrow(
      expect.objectContaining({ code: "key_unknown", found }),
    );
    expect(signText("x\n", one.key).name).toBe(ORIGIN);
  });
});
