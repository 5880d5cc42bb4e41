import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { SOURCES } from "../support/person";
import { STOP_PORT } from "../support/ports";

// Guarantee: Ctrl-C ends `npm start` in order (web, worker, database) with code 0, however often it is
// pressed and whoever follows a run meanwhile; no process stays, and nothing is lost.

const ORIGIN = `http://localhost:${STOP_PORT}`;
const START_MS = 60_000;
const STOP_MS = 15_000;
const POLL_MS = 100;
const IN_ORDER = ["Ended the web process", "Ended the worker process", "Ended. Nothing was lost."];

interface Product {
  readonly process: ChildProcess;
  /** Every process of it: the supervisor, what it started, and what that started. */
  readonly pids: readonly number[];
  output(): string;
}

let folder: string;
let running: Product | undefined;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "autoink-stop-"));
  chmodSync(folder, 0o755); // PostgreSQL may run as a user of its own.
});
test.afterEach(async () => {
  if (running !== undefined && running.process.exitCode === null) {
    press(running);
    await once(running.process, "exit");
  }
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `npm start` as the leader of a process group, which a terminal makes it. */
async function start(): Promise<Product> {
  const child = spawn(process.execPath, ["tools/start.mjs"], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      AUTOINK_DATA_DIR: folder,
      PORT: String(STOP_PORT),
      PWNED_PASSWORDS: "off",
      LOG_LEVEL: "warn",
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  const deadline = Date.now() + START_MS;
  while (!output.includes("AutoInk is ready")) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`No start:\n${output}`);
    await pause(POLL_MS);
  }
  running = { process: child, pids: familyOf(child.pid ?? 0), output: () => output };
  return running;
}

/** Ctrl-C: a terminal signals the whole group in front. */
function press(product: Product): void {
  process.kill(-(product.process.pid ?? 0), "SIGINT");
}

/** Waits for the end; returns the exit code, how long it took, and what was said of the end. */
async function end(product: Product) {
  const startedAt = Date.now();
  const [code] = (await once(product.process, "exit")) as [number | null];
  const said = IN_ORDER.map((line) => product.output().indexOf(line));
  return { code, tookMs: Date.now() - startedAt, said };
}

function requireOrderly({ code, tookMs, said }: Awaited<ReturnType<typeof end>>): void {
  expect(said).not.toContain(-1);
  expect(said).toEqual(said.toSorted((one, other) => one - other));
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(STOP_MS);
}

function familyOf(root: number): number[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const rows = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = [root];
  for (const parent of family)
    for (const [pid = 0, ppid] of rows) if (ppid === parent) family.push(pid);
  return family;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

interface Caller {
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  readonly headers: Readonly<Record<string, string>>;
}

function callerWith(token: string): Caller {
  const headers = token === "" ? {} : { authorization: `Bearer ${token}` };
  return {
    headers,
    call: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const response = await fetch(`${ORIGIN}/api/v1${path}`, {
        method,
        headers: {
          ...headers,
          "content-type": "application/json",
          "idempotency-key": randomUUID(),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      expect(response.status, `${method} ${path}`).toBeLessThan(300);
      return (await response.json()) as T;
    },
  };
}

/** A person with a run that waits for its outline to be approved. */
async function givenRun(): Promise<{ caller: Caller; path: string }> {
  const person = { email: `pat-${randomUUID()}@example.org`, password: randomUUID() };
  const { workspace } = await callerWith("").call<{ workspace: { id: string } }>(
    "POST",
    "/auth/signup",
    { ...person, name: "Pat Person" },
  );
  const { access_token: token } = await callerWith("").call<{ access_token: string }>(
    "POST",
    "/auth/token",
    { grant_type: "password", ...person },
  );
  const caller = callerWith(token);
  const sources = SOURCES.map(({ title, text }) => ({ title, text, is_own: true }));
  const article = await caller.call<{ id: string }>(
    "POST",
    `/workspaces/${workspace.id}/articles`,
    {
      brief: { topic: "The early apple harvest", sources },
    },
  );
  const run = await caller.call<{ id: string }>(
    "POST",
    `/workspaces/${workspace.id}/articles/${article.id}/runs`,
    { writer: { provider: "builtin", model: "source-digest" } },
  );
  const path = `/workspaces/${workspace.id}/runs/${run.id}`;
  await expect.poll(() => gateOf(caller, path), { timeout: START_MS }).toBe("outline");
  return { caller, path };
}

async function gateOf(caller: Caller, path: string): Promise<string | null> {
  return (await caller.call<{ waiting_for: string | null }>("GET", path)).waiting_for;
}

test("Ctrl-C, once and twice, with a run that is followed", async () => {
  const first = await start();
  const { caller, path } = await givenRun();
  const stream = await fetch(`${ORIGIN}/api/v1${path}/events`, { headers: caller.headers });
  const reader = stream.body?.getReader();
  expect((await reader?.read())?.done).toBe(false);
  expect(first.pids.length).toBeGreaterThan(4);
  press(first);
  requireOrderly(await end(first));
  let last = await reader?.read();
  while (last?.done === false) last = await reader?.read();
  expect(last?.done).toBe(true);
  expect(first.pids.filter(isAlive)).toEqual([]);

  const second = await start();
  expect(await gateOf(caller, path)).toBe("outline");
  press(second);
  await pause(POLL_MS);
  press(second);
  requireOrderly(await end(second));
  expect(second.pids.filter(isAlive)).toEqual([]);
});
