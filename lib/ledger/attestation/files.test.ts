import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isAbsence, PRIVATE, PUBLIC, readIfThere, writeFiles } from "./files";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "autoink-files-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const modeOf = (path: string): number => statSync(join(root, path)).mode & 0o777;

describe("files that are written", () => {
  it("are there, all of them, and nothing else is", async () => {
    const files = Array.from({ length: 33 }, (_, i) => ({
      path: join(root, `${i}`),
      bytes: `${i}`,
    }));
    await writeFiles(files, PUBLIC);
    expect(readdirSync(root)).toHaveLength(33);
    for (const { path, bytes } of files) expect(readFileSync(path, "utf8")).toBe(bytes);
  });

  it("are for everybody or for the process's user alone, as are their new folders", async () => {
    for (const [name, access] of [
      ["public", PUBLIC],
      ["private", PRIVATE],
    ] as const)
      await writeFiles([{ path: join(root, name, "file"), bytes: name }], access);
    expect([modeOf("public"), modeOf("public/file")]).toEqual([0o755, 0o644]);
    expect([modeOf("private"), modeOf("private/file")]).toEqual([0o700, 0o600]);
  });

  it("are the old ones where one could not be written, but for those that could", async () => {
    writeFileSync(join(root, "a"), "old");
    mkdirSync(join(root, "a.tmp"));
    const files = ["a", "b"].map((name) => ({ path: join(root, name), bytes: "new" }));
    await expect(writeFiles(files, PUBLIC)).rejects.toThrow("EISDIR");
    expect(["a", "b"].map((name) => readFileSync(join(root, name), "utf8"))).toEqual([
      "old",
      "new",
    ]);
  });
});

describe("on the way to the disk", () => {
  const steps: string[] = [];
  let openFiles = 0;
  let openAtOnce = 0;
  let failing = "";

  /** Each step of the file system's work with a file, by the file's name. */
  beforeEach(() => {
    [steps.length, openFiles, openAtOnce, failing] = [0, 0, 0, ""];
    const { open, rename } = fs;
    vi.spyOn(fs, "open").mockImplementation(async (path, ...rest) => {
      const name = basename(String(path));
      openFiles += 1;
      openAtOnce = Math.max(openAtOnce, openFiles);
      const handle = await open(path, ...rest);
      const sync = handle.sync.bind(handle);
      handle.sync = async () => {
        await sync();
        if (name === failing) throw new Error("The disk is full.");
        steps.push(`flush ${name}`);
      };
      const close = handle.close.bind(handle);
      handle.close = async () => {
        openFiles -= 1;
        await close();
        steps.push(`close ${name}`);
      };
      return handle;
    });
    vi.spyOn(fs, "rename").mockImplementation(async (from, to) => {
      await rename(from, to);
      steps.push(`rename ${basename(String(to))}`);
    });
    syncBuiltinESMExports();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });

  it("a file is flushed, named and then its folder flushed", async () => {
    await writeFiles([{ path: join(root, "a"), bytes: "a" }], PUBLIC);
    expect(fs.open).toHaveBeenCalledWith(join(root, "a.tmp"), "w", 0o644);
    const folder = basename(root);
    expect(steps).toEqual([
      ..."flush a.tmp,close a.tmp,rename a".split(","),
      ...[`flush ${folder}`, `close ${folder}`],
    ]);
  });

  it("each folder that has a new one in it is flushed as well", async () => {
    await writeFiles([{ path: join(root, "x/y/z/a"), bytes: "a" }], PUBLIC);
    const flushed = steps.filter((step) => step.startsWith("flush")).toSorted();
    expect(flushed).toEqual(
      ["a.tmp", basename(root), "x", "y", "z"].map((name) => `flush ${name}`).toSorted(),
    );
    steps.length = 0;
    await writeFiles([{ path: join(root, "x/y/z/b"), bytes: "b" }], PUBLIC);
    expect(steps).toEqual(["flush b.tmp", "close b.tmp", "rename b", "flush z", "close z"]);
  });

  it("a file that could not be flushed is closed and gets no name", async () => {
    failing = "a.tmp";
    await expect(writeFiles([{ path: join(root, "a"), bytes: "a" }], PUBLIC)).rejects.toThrow(
      "full",
    );
    expect(steps).toEqual(["close a.tmp"]);
    failing = basename(root);
    await expect(writeFiles([{ path: join(root, "a"), bytes: "a" }], PUBLIC)).rejects.toThrow(
      "full",
    );
    expect(steps.at(-1)).toBe(`close ${failing}`);
  });

  it("sixteen files go at once", async () => {
    const files = Array.from({ length: 33 }, (_, i) => ({ path: join(root, `${i}`), bytes: "" }));
    await writeFiles(files, PUBLIC);
    expect(openAtOnce).toBe(16);
    expect(openFiles).toBe(0);
  });
});

describe("a file", () => {
  it("is read if it is there", async () => {
    const path = join(root, "a");
    expect(await readIfThere(path)).toBeUndefined();
    writeFileSync(path, "a");
    expect(await readIfThere(path)).toEqual(Buffer.from("a"));
    expect(await readIfThere(join(path, "b"))).toBeUndefined();
    await expect(readIfThere(dirname(path))).rejects.toThrow("EISDIR");
  });

  it("is absent by the error of a file system, and by no other", () => {
    const coded = (code: string) => Object.assign(new Error("nothing"), { code });
    expect(["ENOENT", "ENOTDIR", "EACCES"].map((code) => isAbsence(coded(code)))).toEqual([
      true,
      true,
      false,
    ]);
    expect([undefined, new Error("ENOENT"), { code: "ENOENT" }].map(isAbsence)).toEqual([
      false,
      false,
      false,
    ]);
  });
});
