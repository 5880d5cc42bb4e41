import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ENVIRONMENT } from "./environment.fixture";

// Guarantee: a process whose supervisor is gone ends by itself and in order, whenever that happened, and
// says so in one line.

const MODULE = pathToFileURL(join(import.meta.dirname, "process.ts")).href;
let folder: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "autoink-process-"));
});
afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** A process that runs `atStart`, is ready then, and never ends by itself. */
function start(atStart: string): ChildProcess {
  const file = join(folder, "program.mts");
  writeFileSync(
    file,
    `import { onStop, reportReady } from ${JSON.stringify(MODULE)};
     setInterval(() => undefined, 1_000);
     onStop(async () => { process.stdout.write("put away\\n"); });
     process.send?.("starting");
     ${atStart}
     reportReady();`,
  );
  const said = openSync(join(folder, "said"), "a");
  child = fork(file, [], {
    execArgv: ["--import", "tsx"],
    env: ENVIRONMENT,
    stdio: ["ignore", said, said, "ipc"],
  });
  closeSync(said);
  return child;
}

/** How a process ends, and every line that it said. */
async function ending(of: ChildProcess): Promise<{ code: number | null; lines: string[] }> {
  const [code] = (await once(of, "exit")) as [number | null];
  return { code, lines: readFileSync(join(folder, "said"), "utf8").trim().split("\n") };
}

/** Ended by itself, with its own last deed and one line of the log. */
function requireOrderly({ code, lines }: Awaited<ReturnType<typeof ending>>): void {
  expect(code).toBe(0);
  expect(lines).toHaveLength(2);
  expect(lines).toContain("put away");
  expect(lines.join("\n")).toContain('"event":"process.supervisor_gone"');
}

describe("a process", { timeout: 30_000 }, () => {
  it("ends in order when its supervisor went away while it started", async () => {
    const orphan = start('await new Promise((done) => process.once("disconnect", done));');
    const end = ending(orphan);
    await once(orphan, "message");
    orphan.disconnect();
    requireOrderly(await end);
  });

  it("ends in order when its supervisor goes away while it works", async () => {
    const orphan = start("");
    const end = ending(orphan);
    const said: unknown[] = [];
    orphan.on("message", (message) => said.push(message));
    while (!said.includes("ready")) await once(orphan, "message");
    orphan.disconnect();
    requireOrderly(await end);
  });
});
