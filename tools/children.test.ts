import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Child, startChild } from "./children";

let folder: string;
let said: string[];
let child: Child | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "autoink-children-"));
  said = [];
});
afterEach(async () => {
  await child?.stop();
  child = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** A process that does what the program says, with a file to leave marks in. */
function start(program: string): Child {
  const file = join(folder, "program.mjs");
  writeFileSync(
    file,
    `import { appendFileSync } from "node:fs";
     const mark = (text) => appendFileSync(${JSON.stringify(join(folder, "marks"))}, text + "\\n");
     ${program}`,
  );
  child = startChild({
    name: "test",
    file,
    execArgv: [],
    cwd: folder,
    environment: process.env,
    report: (text) => said.push(text),
  });
  return child;
}

const marks = () => readFileSync(join(folder, "marks"), "utf8").trim().split("\n");

describe("a child process", () => {
  it("that ends before it is ready fails the start with a sentence", async () => {
    await expect(start("process.exit(3);").ready).rejects.toThrow(/ended before it was ready/);
  });

  it("that crashes is started again, each time after a longer pause", async () => {
    await start('mark("up"); process.send("ready"); setTimeout(() => process.exit(7), 50);').ready;
    await vi.waitFor(() => expect(marks()).toHaveLength(3), { timeout: 15_000 });
    expect(said.slice(0, 2)).toEqual([
      "The test process ended (code 7); starting it again in 1 s",
      "The test process ended (code 7); starting it again in 2 s",
    ]);
  }, 20_000);

  it("that is told to stop is waited for and not started again", async () => {
    const slow = start(
      'process.on("SIGTERM", () => setTimeout(() => { mark("down"); process.exit(0); }, 200)); mark("up"); process.send("ready"); setInterval(() => {}, 1000);',
    );
    await slow.ready;
    await slow.stop();
    expect(marks()).toEqual(["up", "down"]);
    expect(said).toEqual([]);
  });
});
