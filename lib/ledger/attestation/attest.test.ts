import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { cp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Attestation, attest } from "./attest";
import type { AttestationErrorCode } from "./errors";
import { Books, DAY, Installation, ORIGIN, START, workspace } from "./installation.fixture";
import { keysAt } from "./keys";
import type { Head } from "./leaf";
import { parseVerifierKey, verifyNote } from "./note";
import { adoptPublishedCheckpoint, replaceLostKey, rotateSigningKey } from "./operate";
import { readKeyList } from "./publish";
import { receiptFor } from "./receipt";

let installation: Installation;
let books: Books;
beforeEach(() => {
  installation = new Installation();
  books = installation.books;
});
afterEach(() => installation.remove());

async function refusal(work: Promise<unknown>): Promise<AttestationErrorCode | undefined> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof Error && "code" in error
    ? (error.code as AttestationErrorCode)
    : undefined;
}

function growAll(own: Books, count: number): void {
  for (let number = 0; number < count; number += 1) own.grow(number);
}

describe("attest", () => {
  it("adds the key, the heads and the day, and signs them", async () => {
    books.grow(2, 3);
    books.grow(1);
    const { checkpoint, added, isNew } = await installation.attest();
    expect({ added, isNew, size: checkpoint.size }).toEqual({ added: 2, isNew: true, size: 4 });
    expect(await installation.leaves()).toEqual(["introduce", "1:1", "2:3", "day 20458"]);
    const list = await readKeyList(installation.folders.log);
    const [key] = list === undefined ? [] : keysAt(list, 4);
    expect(key === undefined ? "no key" : verifyNote(checkpoint.note, key)).toBe("valid");
    expect(readFileSync(installation.log("checkpoints/2026-01-05"), "utf8")).toBe(
      readFileSync(installation.log("checkpoint"), "utf8"),
    );
  });

  it("changes nothing when it runs again on the same day", async () => {
    books.grow(1);
    await installation.attest();
    const [before, written] = [installation.snapshot(), installation.inodes()];
    expect(await installation.attest()).toEqual({
      checkpoint: installation.checkpoint(),
      added: 0,
      isNew: false,
    });
    expect(installation.snapshot()).toEqual(before);
    expect(installation.inodes()).toEqual(written);
  });

  it("adds only what changed, and a day even when nothing did", async () => {
    books.grow(1);
    books.grow(2);
    await installation.attest();
    books.grow(2);
    await installation.attest(0);
    await installation.attest(1);
    expect(await installation.leaves()).toEqual([
      ..."introduce,1:1,2:1,day 20458".split(","),
      ..."2:2,day 20458".split(","),
      "day 20459",
    ]);
  });

  it("writes keys only when there is something new to say of them", async () => {
    await installation.attest();
    const written = installation.inodes();
    await installation.attest(1);
    for (const name of ["log/keys.txt", "signer/keys"])
      expect(installation.inodes().get(name)).toBe(written.get(name));
  });

  it("says when a key was introduced, in seconds", async () => {
    const input = { folders: installation.folders, origin: ORIGIN, hashesAt: async () => [] };
    await attest({ ...input, now: new Date(START + 999), heads: books.heads() });
    expect(readFileSync(installation.log("keys.txt"), "utf8")).toContain(` ${START / 1000} `);
  });

  it("removes the partial tiles that are full now", async () => {
    growAll(books, 250);
    await installation.attest();
    expect(existsSync(installation.log("tile/0/000.p"))).toBe(true);
    growAll(books, 10);
    await installation.attest(1);
    expect(existsSync(installation.log("tile/0/000.p"))).toBe(false);
  });

  it("keeps the private folder private", async () => {
    await installation.attest();
    expect(statSync(join(installation.root, "signer")).mode & 0o777).toBe(0o700);
    for (const name of ["keys", "checkpoint"])
      expect(statSync(installation.signer(name)).mode & 0o777).toBe(0o600);
    // PRIVATE+KEY+name+id+base64, in which there may be a plus as well.
    const [, , , , ...base64] = readFileSync(installation.signer("keys"), "utf8").split("+");
    const secret = base64.join("+").trim();
    expect(secret.length).toBeGreaterThan(100);
    for (const [name, bytes] of installation.snapshot())
      if (name.startsWith("log"))
        expect(Buffer.from(bytes, "base64").toString("latin1")).not.toContain(secret);
  });

  it("is not given heads out of order", async () => {
    growAll(books, 2);
    async function* backwards(): AsyncGenerator<Head[]> {
      for await (const page of books.heads()) yield page.toReversed();
    }
    const input = { origin: ORIGIN, now: new Date(START), hashesAt: async () => [] };
    await expect(
      attest({ ...input, folders: installation.folders, heads: backwards() }),
    ).rejects.toThrow("ascending");
  });
});

describe("a history that does not fit", () => {
  beforeEach(async () => {
    books.grow(1, 5);
    books.grow(2, 5);
    await installation.attest();
  });

  /** What was refused left everything as it was. */
  async function isRefused(
    work: () => Promise<unknown>,
  ): Promise<AttestationErrorCode | undefined> {
    const before = installation.snapshot();
    const code = await refusal(work());
    expect(installation.snapshot()).toEqual(before);
    return code;
  }

  it("is refused when the database was rolled back", async () => {
    const old = new Books();
    old.grow(1, 5);
    old.grow(2, 4);
    expect(await isRefused(() => installation.attest(1, old))).toBe("database_rolled_back");
  });

  it("is refused when a workspace is gone", async () => {
    const old = new Books();
    old.grow(2, 5);
    expect(await isRefused(() => installation.attest(1, old))).toBe("database_rolled_back");
    const other = new Books();
    other.grow(1, 5);
    other.grow(3, 5);
    expect(await isRefused(() => installation.attest(1, other))).toBe("database_rolled_back");
  });

  it("is refused when a posting was rewritten, also when more came after it", async () => {
    books.history = "rewritten";
    expect(await isRefused(() => installation.attest(1))).toBe("history_changed");
    books.grow(1);
    books.grow(2);
    expect(await isRefused(() => installation.attest(1))).toBe("history_changed");
  });

  it("is refused when the clock went back", async () => {
    books.grow(1);
    expect(await isRefused(() => installation.attest(-1))).toBe("clock_behind");
    await expect(installation.attest(-1)).rejects.toMatchObject({
      found: "day 20457 after day 20458",
    });
  });
});

describe("a log that does not fit", () => {
  beforeEach(async () => {
    growAll(books, 300);
    await installation.attest();
    await cp(installation.root, `${installation.root}-old`, { recursive: true });
    books.grow(1);
    await installation.attest(1);
  });
  afterEach(() => rmSync(`${installation.root}-old`, { recursive: true, force: true }));

  const restoreOld = async (name: string): Promise<void> => {
    await rm(join(installation.root, name), { recursive: true });
    await cp(join(`${installation.root}-old`, name), join(installation.root, name), {
      recursive: true,
    });
  };

  it("is refused when the log's folder is an old copy", async () => {
    await restoreOld("log");
    expect(await refusal(installation.attest(2))).toBe("log_missing");
  });

  it("is refused when the signer's folder is an old copy, until the operator adopts the log", async () => {
    await restoreOld("signer");
    await expect(installation.attest(2)).rejects.toMatchObject({
      code: "state_behind",
      found: "published 304, signed 302",
    });
    await adoptPublishedCheckpoint(installation.folders);
    expect((await installation.attest(2)).checkpoint.size).toBe(305);
  });

  it("is refused when the log's folder is gone", async () => {
    await rm(join(installation.root, "log"), { recursive: true });
    expect(await refusal(installation.attest(2))).toBe("log_missing");
  });

  it("is refused when a tile at its edge is gone or changed", async () => {
    await rename(installation.log("tile/0/001.p/48"), installation.log("kept"));
    expect(await refusal(installation.attest(2))).toBe("log_missing");
    const tile = readFileSync(installation.log("kept"));
    tile[100] = (tile[100] ?? 0) ^ 1;
    await writeFile(installation.log("tile/0/001.p/48"), tile);
    expect(await refusal(installation.attest(2))).toBe("log_inconsistent");
  });

  it("is refused when the checkpoint shows another log of the same size", async () => {
    const text = readFileSync(installation.log("checkpoint"), "utf8");
    await writeFile(
      installation.log("checkpoint"),
      text.replace(/\n[^\n]{44}\n/, `\n${"A".repeat(43)}=\n`),
    );
    await expect(installation.attest(2)).rejects.toMatchObject({
      code: "log_inconsistent",
      found: "two logs of size 304",
    });
  });

  it("is refused when another log is in its place", async () => {
    await rm(join(installation.root, "log"), { recursive: true });
    const other = { log: join(installation.root, "log"), signer: join(installation.root, "other") };
    const input = { origin: "other.example/log", now: new Date(START), hashesAt: async () => [] };
    await attest({ ...input, folders: other, heads: books.heads() });
    await expect(installation.attest(2)).rejects.toMatchObject({
      code: "log_inconsistent",
      found: "the log's folder is of other.example/log",
    });
  });

  it("is refused when keys.txt is damaged or gone", async () => {
    const text = readFileSync(installation.log("keys.txt"), "utf8");
    await writeFile(installation.log("keys.txt"), text.replace("introduce 0", "introduce 1"));
    expect(await refusal(installation.attest(2))).toBe("keys_unreadable");
    const other = join(installation.root, "other");
    const folders = { log: other, signer: join(other, "signer") };
    const input = { origin: "other.example/log", now: new Date(START), hashesAt: async () => [] };
    await attest({ ...input, folders, heads: books.heads() });
    await cp(join(other, "keys.txt"), installation.log("keys.txt"));
    await expect(installation.attest(2)).rejects.toMatchObject({
      code: "keys_unreadable",
      found: "keys.txt is of the log other.example/log",
    });
    await rm(installation.log("keys.txt"));
    await expect(installation.attest(2)).rejects.toMatchObject({
      code: "keys_unreadable",
      found: "keys.txt is not there",
    });
  });

  it("shows the signed checkpoint again where it is gone or old, and not otherwise", async () => {
    const shown = ["checkpoint", "checkpoints/2026-01-06"];
    const text = installation.checkpointText();
    const isShown = async () => {
      expect((await installation.attest(1)).isNew).toBe(false);
      for (const name of shown) expect(readFileSync(installation.log(name), "utf8")).toBe(text);
    };
    for (const name of shown) await rm(installation.log(name));
    await isShown();
    for (const name of shown) await rm(installation.log(name));
    await cp(join(`${installation.root}-old`, "log", "checkpoint"), installation.log("checkpoint"));
    await isShown();
  });

  it("gives no receipt that would not verify", async () => {
    await rm(installation.log("tile/1/000.p/1"));
    expect(await refusal(receiptFor(installation.folders.log, workspace(1)))).toBe("log_missing");
  });

  it("makes the index of heads again when it is lost, old or damaged", async () => {
    const whole = readFileSync(installation.log("heads.bin"));
    const damaged = Buffer.from(whole).fill(1, 90, 91);
    const before = await installation.receipt(7);
    for (const damage of [
      () => rm(installation.log("heads.bin")),
      () => cp(join(`${installation.root}-old`, "log", "heads.bin"), installation.log("heads.bin")),
      () => writeFile(installation.log("heads.bin"), damaged),
      () => writeFile(installation.log("heads.bin"), "nothing"),
    ]) {
      await damage();
      await installation.attest(1);
      expect(readFileSync(installation.log("heads.bin"))).toEqual(whole);
      expect(await installation.receipt(7)).toBe(before);
    }
  });
});

describe("what the signer lost", () => {
  beforeEach(async () => {
    books.grow(1);
    await installation.attest();
    books.grow(1);
  });

  it("is its key: nothing is signed until the operator makes another", async () => {
    await rm(installation.signer("keys"));
    expect(await refusal(installation.attest(1))).toBe("key_missing");
    await rm(join(installation.root, "signer"), { recursive: true });
    const missing = { code: "key_missing", found: installation.folders.signer };
    await expect(installation.attest(1)).rejects.toMatchObject(missing);
    const published = installation.checkpointText();
    await rm(installation.log("checkpoint"));
    await expect(installation.attest(1)).rejects.toMatchObject(missing);
    await writeFile(installation.log("checkpoint"), published);
    const vkey = await replaceLostKey(installation.folders);
    expect(await refusal(installation.attest(1))).toBe("state_missing");
    await adoptPublishedCheckpoint(installation.folders);
    const { checkpoint } = await installation.attest(1);
    const key = parseVerifierKey(vkey);
    expect(key === undefined ? "no key" : verifyNote(checkpoint.note, key)).toBe("valid");
    expect(await installation.leaves()).toEqual([
      ..."introduce,1:1,day 20458".split(","),
      ..."introduce,retire,1:2,day 20459".split(","),
    ]);
  });

  it("is its memory: nothing is signed until the operator adopts the log", async () => {
    await rm(installation.signer("checkpoint"));
    expect(await refusal(installation.attest(1))).toBe("state_missing");
    await writeFile(installation.signer("checkpoint"), "nothing");
    expect(await refusal(installation.attest(1))).toBe("state_unreadable");
    await adoptPublishedCheckpoint(installation.folders);
    expect((await installation.attest(1)).isNew).toBe(true);
  });

  it("is the log it belongs to: its key is not one of this log", async () => {
    await cp(join(installation.root, "signer"), join(installation.root, "kept"), {
      recursive: true,
    });
    await rm(join(installation.root, "signer"), { recursive: true });
    const other = {
      log: join(installation.root, "elsewhere"),
      signer: join(installation.root, "signer"),
    };
    const input = { origin: ORIGIN, now: new Date(START), hashesAt: async () => [] };
    await attest({ ...input, folders: other, heads: new Books().heads() });
    await cp(join(installation.root, "kept", "checkpoint"), installation.signer("checkpoint"));
    expect(await refusal(installation.attest(1))).toBe("key_unknown");
  });

  it("is readable again only as a whole key file", async () => {
    await writeFile(installation.signer("keys"), "nothing\n");
    expect(await refusal(installation.attest(1))).toBe("key_unreadable");
    await writeFile(installation.signer("keys"), "");
    expect(await refusal(installation.attest(1))).toBe("key_unreadable");
  });

  it("is not adopted from a log that another has signed", async () => {
    const text = readFileSync(installation.log("checkpoint"), "utf8");
    await writeFile(installation.log("checkpoint"), text.replace(/\n3\n/, "\n4\n"));
    expect(await refusal(adoptPublishedCheckpoint(installation.folders))).toBe("log_inconsistent");
  });
});

describe("a new key", () => {
  const valid = async (checkpoint: Attestation["checkpoint"]): Promise<readonly boolean[]> => {
    const list = await readKeyList(installation.folders.log);
    const keys = list?.statements.filter(({ action }) => action === "introduce") ?? [];
    return keys.map(({ key }) => verifyNote(checkpoint.note, key) === "valid");
  };

  it("signs beside the old one until that is retired, and then alone", async () => {
    await installation.attest();
    const now = new Date(START + DAY);
    await rotateSigningKey(installation.folders.signer, { now, windowDays: 2 });
    expect(await valid((await installation.attest(1)).checkpoint)).toEqual([true, true]);
    expect(await valid((await installation.attest(2)).checkpoint)).toEqual([true, true]);
    expect(await valid((await installation.attest(3)).checkpoint)).toEqual([false, true]);
    expect(readFileSync(installation.signer("keys"), "utf8").split("\n")).toHaveLength(2);
    expect(await valid((await installation.attest(4)).checkpoint)).toEqual([false, true]);
    expect(await installation.leaves()).toEqual([
      ..."introduce,day 20458".split(","),
      ..."introduce,day 20459,day 20460,retire,day 20461,day 20462".split(","),
    ]);
  });

  it("takes over at once from a key that somebody else may have", async () => {
    await installation.attest();
    await rotateSigningKey(installation.folders.signer, { now: new Date(START), windowDays: 0 });
    expect(await valid((await installation.attest(0)).checkpoint)).toEqual([false, true]);
    expect(await installation.leaves()).toEqual(
      "introduce,day 20458,introduce,retire,day 20458".split(","),
    );
  });
});
