import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkpointText } from "./checkpoint";
import { DAY, Installation, ORIGIN, START } from "./installation.fixture";
import { formatNote, parseNote, parseVerifierKey, signText, verifyNote } from "./note";
import { adoptPublishedCheckpoint, replaceLostKey, rotateSigningKey } from "./operate";
import { createSigner, newSigningKey, readKeys, readMemory } from "./signer";

let installation: Installation;
beforeEach(() => {
  installation = new Installation();
});
afterEach(() => installation.remove());

const keyFile = (): string => readFileSync(installation.signer("keys"), "utf8");
const adopt = () => adoptPublishedCheckpoint(installation.folders);

describe("a new key", () => {
  it("stands beside the old one, which is retired after the window", async () => {
    const old = await createSigner(installation.folders.signer, ORIGIN);
    const now = new Date(START + 999);
    const vkey = await rotateSigningKey(installation.folders.signer, { now, windowDays: 2 });
    const keys = await readKeys(installation.folders.signer);
    const retireSeconds = (START + 2 * DAY) / 1000;
    expect(keys).toMatchObject([
      { ...old.keys[0], retireSeconds },
      { key: { verifier: { vkey, name: ORIGIN } }, retireSeconds: undefined, isUnendorsed: false },
    ]);
  });

  it("retires no key later than was planned", async () => {
    await createSigner(installation.folders.signer, ORIGIN);
    for (const windowDays of [5, 7, 1])
      await rotateSigningKey(installation.folders.signer, { now: new Date(START), windowDays });
    const keys = (await readKeys(installation.folders.signer)) ?? [];
    expect(keys.map(({ retireSeconds }) => retireSeconds)).toEqual([
      ...[1, 1, 1].map((days) => (START + days * DAY) / 1000),
      undefined,
    ]);
    await rotateSigningKey(installation.folders.signer, { now: new Date(START), windowDays: 3 });
    const later = (await readKeys(installation.folders.signer)) ?? [];
    expect(later.map(({ retireSeconds }) => retireSeconds)).toEqual([
      ...[1, 1, 1, 3].map((days) => (START + days * DAY) / 1000),
      undefined,
    ]);
  });

  it("is not made for a signer that has none", async () => {
    const { signer } = installation.folders;
    const work = rotateSigningKey(signer, { now: new Date(START), windowDays: 0 });
    await expect(work).rejects.toMatchObject({ code: "key_missing", found: signer });
  });

  it("replaces a lost one, and no older key has to speak for it", async () => {
    const { log } = installation.folders;
    await expect(replaceLostKey(installation.folders)).rejects.toMatchObject({
      code: "log_missing",
      found: log,
    });
    await installation.attest();
    const vkey = await replaceLostKey(installation.folders);
    expect(await readKeys(installation.folders.signer)).toMatchObject([
      { key: { verifier: { vkey, name: ORIGIN } }, retireSeconds: undefined, isUnendorsed: true },
    ]);
    expect(parseVerifierKey(vkey)?.vkey).toBe(vkey);
  });
});

describe("the published checkpoint", () => {
  beforeEach(async () => {
    installation.books.grow(1);
    await installation.attest();
  });

  it.each([
    ["the signer has no memory", () => rmSync(installation.signer("checkpoint"))],
    ["its memory is damaged", () => writeFileSync(installation.signer("checkpoint"), "nothing")],
    ["it remembers the same", () => undefined],
  ])("is adopted when %s", async (_, damage) => {
    damage();
    const adopted = await adopt();
    expect(adopted).toEqual(installation.checkpoint());
    expect(await readMemory(installation.folders.signer)).toEqual(adopted);
  });

  it("is adopted when the signer remembers an older one", async () => {
    const memory = readFileSync(installation.signer("checkpoint"));
    await installation.attest(1);
    writeFileSync(installation.signer("checkpoint"), memory);
    expect((await adopt()).size).toBe(4);
  });

  it.each(["checkpoint", "keys.txt"])("is not there without %s", async (name) => {
    rmSync(installation.log(name));
    const found = installation.folders.log;
    await expect(adopt()).rejects.toMatchObject({ code: "log_missing", found });
  });

  it("is not adopted without a key", async () => {
    rmSync(installation.signer("keys"));
    const found = installation.folders.signer;
    await expect(adopt()).rejects.toMatchObject({ code: "key_missing", found });
  });

  it("is not adopted when the signer has signed a longer log", async () => {
    const [text, keys] = [installation.checkpointText(), keyFile()];
    await installation.attest(1);
    writeFileSync(installation.log("checkpoint"), text);
    expect(keyFile()).toBe(keys);
    await expect(adopt()).rejects.toMatchObject({
      code: "log_missing",
      found: "signed 4, published 3",
    });
  });

  it("is not adopted when the log has not the hashes that it or the signer has signed", async () => {
    const key = (await readKeys(installation.folders.signer))?.[0]?.key ?? newSigningKey(ORIGIN);
    const text = checkpointText(ORIGIN, { size: 3, root: Buffer.alloc(32) });
    const other = formatNote({ text, signatures: [signText(text, key)] });
    const refused = {
      code: "log_inconsistent",
      found: "the files do not give the root that was signed at size 3",
    };
    writeFileSync(installation.signer("checkpoint"), other);
    await expect(adopt()).rejects.toMatchObject(refused);
    rmSync(installation.signer("checkpoint"));
    writeFileSync(installation.log("checkpoint"), other);
    await expect(adopt()).rejects.toMatchObject(refused);
  });

  it("is not adopted when it is not signed by the log's keys, all that have signed it", async () => {
    const unsigned = {
      code: "log_inconsistent",
      found: "the checkpoint is not signed by a key of the log",
    };
    const text = installation.checkpointText();
    const note = parseNote(text) ?? { text: "", signatures: [] };
    const stranger = signText(note.text, newSigningKey(ORIGIN));
    const by = (...signatures: (typeof stranger)[]) =>
      writeFileSync(installation.log("checkpoint"), formatNote({ text: note.text, signatures }));
    by(stranger);
    await expect(adopt()).rejects.toMatchObject(unsigned);
    const key = (await readKeys(installation.folders.signer))?.[0]?.key ?? newSigningKey(ORIGIN);
    by(...note.signatures, signText("another\n", key));
    await expect(adopt()).rejects.toMatchObject(unsigned);
    by(...note.signatures, stranger);
    expect((await adopt()).size).toBe(3);
    expect(verifyNote(installation.checkpoint().note, key.verifier)).toBe("valid");
  });

  it("is not adopted when one of two keys has not signed it as it is", async () => {
    const { signer, log } = installation.folders;
    await rotateSigningKey(signer, { now: new Date(START), windowDays: 5 });
    const { note } = (await installation.attest(1)).checkpoint;
    const second = (await readKeys(signer))?.[1]?.key ?? newSigningKey(ORIGIN);
    const signatures = [...note.signatures.slice(0, 1), signText("another\n", second)];
    writeFileSync(join(log, "checkpoint"), formatNote({ ...note, signatures }));
    await expect(adopt()).rejects.toMatchObject({ code: "log_inconsistent" });
  });

  it("is not adopted over a memory that can't be read at all", async () => {
    rmSync(installation.signer("checkpoint"));
    mkdirSync(installation.signer("checkpoint"));
    await expect(adopt()).rejects.toThrow("EISDIR");
    expect(existsSync(installation.signer("checkpoint.tmp"))).toBe(false);
  });
});
