import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { readHookCommands } from "@/lib/platform/hook-commands";
import { requireProgram } from "./require-program";

const folder = mkdtempSync(join(tmpdir(), "autoink-programs-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, "#!/bin/sh\n");
  chmodSync(path, mode);
  return path;
}

function look(command: string, cwd = "/"): string {
  const [only] = readHookCommands(JSON.stringify([{ id: "it", command, cwd }]));
  if (only === undefined) throw new Error("No command.");
  return requireProgram(only);
}

describe("a program of the operator", () => {
  it("may be a script of theirs, and is started by its real path", () => {
    const script = file("purge-cache");
    symlinkSync(script, join(folder, "link"));
    expect(look(join(folder, "link"))).toBe(script);
  });

  it.each([
    "sh",
    "bash",
    "dash",
    "busybox",
    "fish",
    "python3",
    "python3.12",
    "node",
    "node22",
    "perl5.36",
    "php8.2",
    "ruby",
    "env",
    "xargs",
    "sudo",
    "find",
    "pwsh",
    "ld-linux-x86-64.so.2",
    "lua5.4",
    "java",
    "ssh",
    "make",
  ])("is not %s, nor a link to it", (name) => {
    const path = file(name);
    const link = join(folder, `link-to-${name}`);
    symlinkSync(path, link);
    expect(() => look(path)).toThrow("is a shell, an interpreter or a starter of programs");
    expect(() => look(link)).toThrow("is a shell, an interpreter or a starter of programs");
  });

  it.each([
    "shfmt",
    "nodemon-notify",
    "bashful",
    "environment",
    "refind",
    "publish.sh",
    "python-deploy",
  ])("may be called %s", (name) => expect(look(file(name))).toBe(join(folder, name)));

  it("is refused when others may change it, when it is no program, and when its folder is not there", () => {
    expect(() => look(file("group", 0o775))).toThrow("may be written by others");
    expect(() => look(file("world", 0o757))).toThrow("may be written by others");
    expect(() => look(file("data", 0o644))).toThrow("may not be executed");
    expect(() => look(file("run.bat"))).toThrow("needs a shell");
    expect(() => look(file("run.CMD"))).toThrow("needs a shell");
    expect(() => look(join(folder, "nothing"))).toThrow("is not there");
    mkdirSync(join(folder, "folder"));
    expect(() => look(join(folder, "folder"))).toThrow("is not a regular file");
    expect(() => look(file("lost"), join(folder, "no-folder"))).toThrow("there is no folder");
  });

  it("is started as another user by root alone", () => {
    const command = { id: "it", command: file("as-user"), user: { uid: 1001, gid: 1001 } };
    const [given] = readHookCommands(JSON.stringify([command]));
    if (given === undefined) throw new Error("No command.");
    const getuid = vi.spyOn(process, "getuid").mockReturnValue(1000);
    expect(() => requireProgram(given)).toThrow("only a worker that is root can start it as one");
    getuid.mockReturnValue(0);
    expect(requireProgram(given)).toBe(command.command);
    getuid.mockRestore();
    const root = { ...command, user: { uid: 0, gid: 0 } };
    expect(() => readHookCommands(JSON.stringify([root]))).toThrow('"it".user.uid');
  });

  it("can't be told from a shell that has another name, as we say", () => {
    const copy = join(folder, "harmless");
    linkSync(file("zsh"), copy);
    expect(look(copy)).toBe(copy);
  });
});
