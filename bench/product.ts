import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ROOT } from "../tools/installation.ts";
import { freePort } from "../tools/postgres.ts";

// The product from a copy of its sources with two additions that do nothing: a page and a route, built
// with all others, are what the others are measured against.

const LEFT_OUT = new Set([".git", ".next", ".autoink", "node_modules", "dist", "test-results"]);
const BARE_PAGE = `export const dynamic = "force-dynamic";
export default function BarePage() {
  return <main><h1>Bare</h1></main>;
}
`;
const BARE_ROUTE = `export const dynamic = "force-dynamic";
export function GET() {
  return Response.json({ bare: true });
}
`;
const READY_MS = 600_000;
const POLL_MS = 20;

export interface Product {
  readonly origin: string;
  /** From the command to "ready". */
  readonly startedInMs: number;
  stop(): Promise<void>;
}

export interface Copy {
  start(): Promise<Product>;
  remove(): void;
}

/** Copies the sources into a folder that is thrown away. */
export function copySources(): Copy {
  const folder = mkdtempSync(join(tmpdir(), "autoink-bench-"));
  chmodSync(folder, 0o755);
  const root = join(folder, "sources");
  cpSync(ROOT, root, {
    recursive: true,
    filter: (path) => !LEFT_OUT.has(path.slice(ROOT.length + 1)),
  });
  // Links to the files, not to the folder: the builder looks for packages inside of its root.
  execFileSync("cp", ["-al", join(ROOT, "node_modules"), join(root, "node_modules")]);
  mkdirSync(join(root, "app", "bench-bare"), { recursive: true });
  writeFileSync(join(root, "app", "bench-bare", "page.tsx"), BARE_PAGE);
  mkdirSync(join(root, "app", "api", "bench-bare"), { recursive: true });
  writeFileSync(join(root, "app", "api", "bench-bare", "route.ts"), BARE_ROUTE);
  return {
    start: () => start(root, join(folder, "data")),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function start(root: string, dataDir: string): Promise<Product> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const from = performance.now();
  const child = spawn(process.execPath, [join(root, "tools", "supervise.ts")], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      AUTOINK_DATA_DIR: dataDir,
      PORT: String(port),
      PUBLIC_URL: origin,
      LOG_LEVEL: "error",
      PWNED_PASSWORDS: "off",
    },
  });
  await untilReady(child);
  const startedInMs = performance.now() - from;
  return {
    origin,
    startedInMs,
    stop: async () => {
      const gone = new Promise((done) => child.once("exit", done));
      child.kill("SIGTERM");
      await gone;
    },
  };
}

async function untilReady(child: ChildProcess): Promise<void> {
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const deadline = Date.now() + READY_MS;
  while (!output.includes("AutoInk is ready")) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGTERM");
      throw new Error(`AutoInk did not start.\n${output}`);
    }
    await pause(POLL_MS);
  }
}
