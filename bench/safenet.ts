import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildSync } from "esbuild";
import { ROOT } from "../tools/installation.ts";
import { against, print, round } from "./figure.ts";
import type { CpuPerRequest } from "./safenet/measure-cpu.ts";
import type { BombGrowth, LoopDelay } from "./safenet/measure-limits.ts";
import type { Verdicts } from "./safenet/measure-verdicts.ts";
import type { CaseScore } from "./safenet/try-cases.ts";

// What the outbound guard costs and what it misses, beside no guard and beside guards of others. Every measurement
// has a process of its own, bundled as the product is; nothing leaves the machine.

const GUARDS = [
  "safenet",
  "plain fetch",
  "request-filtering-agent",
  "ssrf-req-filter",
  "got-ssrf",
] as const;
const CODINGS = ["gzip", "br", "zstd"] as const;
const OUTPUT_BYTES_MAX = 1024 * 1024;

interface GuardRow {
  readonly guard: string;
  readonly cases: CaseScore;
  readonly cpu: CpuPerRequest;
}

/** Measures safenet. Prints a line per figure and a table at the end. */
export async function benchSafenet(): Promise<void> {
  const folder = bundle();
  const site = spawn(process.execPath, [join(folder, "site.js")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    const port = await portOf(site);
    const rows: GuardRow[] = [];
    for (const guard of GUARDS) rows.push(await measureGuard(folder, guard, port));
    await measureVerdicts(folder);
    await measureLimits(folder, port);
    printTable(rows);
  } finally {
    site.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Inside of the sources, so that packages are found. */
function bundle(): string {
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, "dist", "bench-safenet-"));
  buildSync({
    entryPoints: ["child", "site"].map((name) => join(ROOT, "bench", "safenet", `${name}.ts`)),
    outdir: folder,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  });
  return folder;
}

async function portOf(site: ChildProcess): Promise<string> {
  if (site.stdout === null) throw new Error("The site has no output.");
  const [chunk] = (await once(site.stdout, "data")) as [Buffer];
  return chunk.toString().trim();
}

async function run<Result>(folder: string, ...args: readonly string[]): Promise<Result> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(folder, "child.js"), ...args],
    {
      maxBuffer: OUTPUT_BYTES_MAX,
      // The sites of the case table have no certificate that anybody vouches for; safenet's check is tried elsewhere.
      env: { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: "0", NODE_NO_WARNINGS: "1" },
    },
  );
  return JSON.parse(stdout) as Result;
}

async function measureGuard(folder: string, guard: string, port: string): Promise<GuardRow> {
  const cases = await run<CaseScore>(folder, "tryCases", guard);
  print({ bench: `safenet.misses of ${guard}`, value: cases.misses, unit: "cases" });
  print({ bench: `safenet.refusals of ${guard}`, value: cases.falseRefusals, unit: "false" });
  const cpu = await run<CpuPerRequest>(folder, "measureCpu", guard, port);
  for (const baseline of ["keptAlive", "newConnection"] as const) {
    const value = baseline === "keptAlive" ? cpu.guarded : cpu.guardedAnew;
    print({
      bench: `safenet.cpu of ${guard}`,
      value: round(value),
      unit: "us per request",
      baseline: against(baseline, value, cpu[baseline]),
    });
  }
  return { guard, cases, cpu };
}

async function measureVerdicts(folder: string): Promise<void> {
  const { urls, addresses } = await run<Verdicts>(folder, "measureVerdicts");
  print({ bench: "safenet.check_url", value: round(urls), unit: "per CPU second" });
  print({ bench: "safenet.classify_address", value: round(addresses), unit: "per CPU second" });
}

async function measureLimits(folder: string, port: string): Promise<void> {
  for (const coding of CODINGS) {
    const safe = await run<BombGrowth>(folder, "measureBomb", "safenet", coding, port);
    const plain = await run<BombGrowth>(folder, "measureBomb", "plain fetch", coding, port);
    const baseline = against(`plain fetch, ${plain.end}`, safe.mib, plain.mib);
    const bench = `safenet.bomb.${coding}, ${safe.end}`;
    print({ bench, value: round(safe.mib), unit: "MiB", baseline });
  }
  const safe = await run<LoopDelay>(folder, "measureSlowPeers", "safenet", port);
  const plain = await run<LoopDelay>(folder, "measureSlowPeers", "undici", port);
  print({
    bench: `safenet.loop_delay_p99, ${safe.open} slow peers`,
    value: round(safe.p99Ms),
    unit: "ms",
    baseline: against(`undici.request, ${plain.open} slow peers`, safe.p99Ms, plain.p99Ms),
  });
}

function printTable(rows: readonly GuardRow[]): void {
  const lines = rows.map(({ guard, cases, cpu }) => [
    guard,
    `${cases.misses} of ${cases.mustRefuse}`,
    String(cases.misses - (cases.missesByClass["unassigned"] ?? 0)),
    `${cases.falseRefusals} of ${cases.mustAllow}`,
    `${cases.otherwise} of ${cases.policy}`,
    (cpu.guarded / cpu.keptAlive).toFixed(2),
    (cpu.guardedAnew / cpu.newConnection).toFixed(2),
  ]);
  const head = [
    "Guard",
    "Misses",
    "in assigned space",
    "False refusals",
    "Policy differs",
    "CPU / kept connection",
    "CPU / new connection",
  ];
  const table = [head, head.map(() => "---"), ...lines];
  process.stdout.write(`${table.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`);
}
