import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readHookCommands } from "./hook-commands";

const folder = mkdtempSync(join(tmpdir(), "autoink-commands-"));
afterAll(() => rmSync(folder, { recursive: true }));

const PURGE = { id: "purge", command: "/usr/local/bin/purge" };
const read = (...commands: unknown[]) => readHookCommands(JSON.stringify(commands));

describe("HOOK_COMMANDS", () => {
  it("is empty, JSON, or a file that nobody but its owner may write", () => {
    const file = join(folder, "commands.json");
    writeFileSync(file, JSON.stringify([PURGE]), { mode: 0o644 });
    expect(readHookCommands("")).toEqual([]);
    expect(readHookCommands(file)).toEqual(read(PURGE));
    expect(read(PURGE)[0]).toMatchObject({ args: [], cwd: "/", env: [], timeoutMs: 60_000 });
    chmodSync(file, 0o664);
    expect(() => readHookCommands(file)).toThrow(
      "names a file that others than its owner may write",
    );
  });

  it.each([
    ["{", "must be the absolute path"],
    ["commands.json", "must be the absolute path"],
    ["/no/such/file", "names a file that is not there"],
    [tmpdir(), "names a file that is not there"],
    ["[", "is not valid JSON"],
    [JSON.stringify([{ ...PURGE, shell: true }]), '"purge": Unrecognized key: "shell"'],
    [JSON.stringify([{ ...PURGE, command: "purge" }]), '"purge".command: must be an absolute path'],
    [JSON.stringify([{ ...PURGE, args: ["a\0"] }]), '"purge".args.0: '],
    [JSON.stringify([{ ...PURGE, args: [{ field: "x", pattern: "(" }] }]), '"purge".args.0'],
    [JSON.stringify([{ ...PURGE, args: Array(65).fill("x") }]), '"purge".args: '],
    [JSON.stringify([{ ...PURGE, timeoutMs: 400_000 }]), '"purge".timeoutMs: '],
    [JSON.stringify([{ ...PURGE, maxOutputBytes: 65_537 }]), '"purge".maxOutputBytes: '],
    [JSON.stringify([{ id: "Purge" }]), '"Purge".id: '],
    [JSON.stringify([PURGE, PURGE]), '"purge" stands there twice'],
    [
      JSON.stringify([{ ...PURGE, args: ["x", "y"].map(() => ({ field: "a", pattern: "b" })) }]),
      '"purge" has a field twice',
    ],
  ])("%s is refused in one line", (text, line) => {
    const attempt = () => readHookCommands(text);
    expect(attempt).toThrow(line);
    expect(attempt).not.toThrow("\n");
  });
});
