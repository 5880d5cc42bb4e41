import {
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, describe, expect, it, vi } from "vitest";
import { type ProgramEnd, type ProgramRun, runProgram } from "./run-program";

// Guarantee: what is started gets nothing but what it was given, and its group does not outlive it.

const folder = mkdtempSync(join(tmpdir(), "autoink-programs-"));
// Open to other users, as a folder of programs is.
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true }));
let scripts = 0;

function script(lines: string): string {
  scripts += 1;
  const file = join(folder, `script-${scripts}`);
  writeFileSync(file, `#!/bin/sh\n${lines}\n`);
  chmodSync(file, 0o755);
  return file;
}

function run(file: string, some: Partial<ProgramRun> = {}): Promise<ProgramEnd> {
  return runProgram({
    file,
    args: [],
    cwd: "/",
    env: { PATH: "/usr/bin:/bin" },
    input: "",
    timeoutMs: 10_000,
    outputBytesMax: 65_536,
    signal: new AbortController().signal,
    ...some,
  });
}

const textOf = (end: ProgramEnd): string =>
  end.kind === "not_started" ? end.code : Buffer.from(end.stdout.bytes).toString("utf8");

/** Whether a process runs. One that was killed is still listed until its parent has seen it: Linux says so with a Z. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const state = `/proc/${pid}/stat`;
  return !(existsSync(state) && /\) [ZX] /.test(readFileSync(state, "utf8")));
}

/** Waits a moment: a signal is sent before it is obeyed. */
async function isGone(pid: number): Promise<boolean> {
  for (let look = 0; look < 100 && isAlive(pid); look += 1) await pause(20);
  return !isAlive(pid);
}

describe.concurrent("a program's processes", () => {
  it("end with its time, the grandchild too", async () => {
    const end = await run(script("sleep 300 & echo $!; wait"), { timeoutMs: 300 });
    expect(end).toMatchObject({ kind: "timed_out", signal: "SIGTERM" });
    expect(await isGone(Number(textOf(end)))).toBe(true);
  });

  it("that it leaves behind end with it", async () => {
    const startedAt = performance.now();
    const end = await run(script("sleep 300 & echo $!"));
    expect(end).toMatchObject({ kind: "exited", exitCode: 0 });
    expect(await isGone(Number(textOf(end)))).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it("that do not listen to SIGTERM are killed five seconds later", async () => {
    const startedAt = performance.now();
    const end = await run(script("trap '' TERM\nwhile :; do sleep 1; done"), { timeoutMs: 200 });
    expect(end).toMatchObject({ kind: "timed_out", signal: "SIGKILL" });
    expect(performance.now() - startedAt).toBeGreaterThan(5_000);
  });

  it("end when the worker has to stop", async () => {
    const stopping = new AbortController();
    const running = run(script("sleep 300 & echo $!; wait"), { signal: stopping.signal });
    setTimeout(() => stopping.abort(), 300);
    const end = await running;
    expect(end.kind).toBe("stopped");
    expect(await isGone(Number(textOf(end)))).toBe(true);
    expect(await run("/bin/true", { signal: stopping.signal })).toEqual({
      kind: "not_started",
      code: "ABORTED",
    });
  });

  it.skipIf(process.platform !== "linux")(
    "that left the group live on, as we say, but hold nobody up",
    async () => {
      const startedAt = performance.now();
      const end = await run(script("setsid sleep 60 & echo $!; sleep 0.3"));
      expect(performance.now() - startedAt).toBeLessThan(5_000);
      const pid = Number(textOf(end));
      expect(isAlive(pid)).toBe(true);
      process.kill(pid, "SIGKILL");
    },
  );
});

describe.concurrent("a program's output", () => {
  it("is kept up to the cap, and the program may write on", async () => {
    const end = await run(script("head -c 20000000 /dev/zero; echo done >&2"));
    expect(end).toMatchObject({ kind: "exited", exitCode: 0, stdout: { isCut: true } });
    if (end.kind !== "exited") throw new Error(end.kind);
    expect(end.stdout.bytes.byteLength).toBe(65_536);
    expect([Buffer.from(end.stderr.bytes).toString(), end.stderr.isCut]).toEqual(["done\n", false]);
  });
});

describe("a program's input", () => {
  it("is the event, and then nothing more", async () => {
    expect(textOf(await run("/bin/cat", { input: '{"type":"article.published"}' }))).toBe(
      '{"type":"article.published"}',
    );
  });

  it("may be left unread", async () => {
    expect(await run("/bin/true", { input: "x".repeat(1_000_000) })).toMatchObject({ exitCode: 0 });
  });

  it("holds nothing of our environment", async () => {
    vi.stubEnv("DATABASE_APP_URL", "postgresql://app:secret@db/x");
    const end = await run("/usr/bin/env", { env: { LANG: "C.UTF-8", HOME: "/" } });
    expect(textOf(end).trim().split("\n").toSorted()).toEqual(["HOME=/", "LANG=C.UTF-8"]);
  });

  it("holds no open file of ours", async () => {
    const ours = openSync(script("true"), "r");
    const open = textOf(await run("/bin/ls", { args: ["/proc/self/fd"] })).split("\n");
    closeSync(ours);
    expect(open).toContain("0");
    expect(open).not.toContain(String(ours));
  });

  it("reaches it argument by argument, whatever a shell would make of it", async () => {
    const argument = fc
      .string({ unit: "grapheme", maxLength: 40 })
      .filter((text) => !text.includes("\0"));
    const strange = fc.constantFrom(
      "$(id)",
      "`id`",
      "; id",
      "&& id",
      "*",
      "~",
      "a b",
      "'",
      '"',
      "\\",
      "-x",
      "\n",
      "",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(argument, strange), { minLength: 1, maxLength: 6 }),
        async (args) => {
          const end = await run("/usr/bin/printf", { args: ["%s\\0", "--", ...args] });
          expect(textOf(end).split("\0").slice(0, -1)).toEqual(["--", ...args]);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("a program's user", () => {
  const other = { uid: 4242, gid: 4343 };

  it("is the one that the operator says, in that group alone, if we are root", async () => {
    const end = await run(script("id -u; id -g; id -G; cat /proc/$PPID/environ"), { user: other });
    if (process.getuid?.() === 0) expect(textOf(end)).toBe("4242\n4343\n4343\n");
    else expect(end).toEqual({ kind: "not_started", code: "EPERM" });
  });

  it("does not keep it from being ended with all that it started", async () => {
    const user = process.getuid?.() === 0 ? other : undefined;
    const file = script("sleep 60 & echo $!; wait");
    const end = await run(file, { user, timeoutMs: 500 });
    expect(end.kind).toBe("timed_out");
    await expect.poll(() => isAlive(Number(textOf(end)))).toBe(false);
  });
});

describe("a program that can't be started", () => {
  it.each([
    ["is not there", "/no/such/program", [], "ENOENT"],
    ["is a folder", "/tmp", [], "EACCES"],
    ["gets more than the system allows", "/bin/true", ["x".repeat(200_000)], "E2BIG"],
    ["gets a NUL", "/bin/true", ["a\0b"], "ERR_INVALID_ARG_VALUE"],
  ])("because it %s says so", async (_why, file, args, code) => {
    expect(await run(file, { args })).toEqual({ kind: "not_started", code });
  });
});
