import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { install } from "./start.mjs";

// `npm test`: every check, in the order in which it is cheapest to fail, and one line that counts.

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const BIN = join(ROOT, "node_modules", ".bin");
const RESULTS = join(ROOT, "test-results");

install();
rmSync(RESULTS, { recursive: true, force: true });
const environment = {
  ...process.env,
  PATH: `${BIN}:${process.env.PATH}`,
  NODE_ENV: "test",
  FORCE_COLOR: "0",
  NEXT_TELEMETRY_DISABLED: "1",
};
const counts = { passed: 0, failed: 0, skipped: 0 };
const startedAt = Date.now();

/**
 * Runs a command; a failed one counts as one failed check and the rest goes on. What a quiet one prints
 * is shown when it has ended, so that two can run side by side.
 */
async function check(name, command, args, isQuiet = false) {
  const from = Date.now();
  let output = `\n== ${name}\n`;
  if (!isQuiet) process.stdout.write(output);
  const code = await new Promise((done) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: environment,
      stdio: isQuiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk) => {
        output += chunk;
      });
    child.on("close", (status) => done(status ?? 1));
    child.on("error", () => done(1));
  });
  const seconds = ((Date.now() - from) / 1000).toFixed(1);
  const verdict = `== ${name}: ${code === 0 ? "passed" : "FAILED"} in ${seconds} s\n`;
  process.stdout.write(isQuiet ? output + verdict : verdict);
  return code === 0;
}

async function single(name, command, ...args) {
  return count(await check(name, command, args));
}

/** Checks that use one core each: every lane's one after the other, the lanes at the same time. */
async function sideBySide(...lanes) {
  await Promise.all(
    lanes.map(async (lane) => {
      for (const [name, command, ...args] of lane) count(await check(name, command, args, true));
    }),
  );
}

function count(isFine) {
  counts[isFine ? "passed" : "failed"] += 1;
  return isFine;
}

/** Adds up what a test runner wrote into its report; a runner that wrote none has failed. */
async function suite(name, command, args, reportFile, countsOf) {
  const isFine = await check(name, command, args);
  const file = join(RESULTS, reportFile);
  if (!existsSync(file)) {
    counts.failed += 1;
    return;
  }
  const { passed, failed, skipped } = countsOf(JSON.parse(readFileSync(file, "utf8")));
  counts.passed += passed;
  counts.failed += failed + (!isFine && failed === 0 ? 1 : 0);
  counts.skipped += skipped;
}

const vitestCounts = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests + (report.numTodoTests ?? 0),
});
const playwrightCounts = ({ stats }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected,
  skipped: stats.skipped,
});

function findBrowser() {
  return ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
    existsSync(path),
  );
}

/** The browser tests drive Debian's Chromium; on a machine that lets us, it is installed. */
function installBrowser() {
  if (findBrowser() !== undefined || process.getuid?.() !== 0) return;
  process.stdout.write("\n== Installing Debian's Chromium for the browser tests\n");
  const options = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  spawnSync("apt-get", ["update"], options);
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], options);
}

await single("generate", "node", "tools/generate.mjs");
await single("format and lint", "biome", "check", "--error-on-warnings", ".");
await sideBySide(
  [
    ["layers", "npm", "run", "--silent", "check:layers"],
    ["types", "tsc"],
    ["dead code", "knip"],
  ],
  [["typed lint", "eslint", "."]],
);
const report = (file) => [
  "--reporter=default",
  "--reporter=json",
  `--outputFile=test-results/${file}`,
];
await suite(
  "unit tests",
  "vitest",
  ["run", "--project", "unit", ...report("unit.json")],
  "unit.json",
  vitestCounts,
);
await suite(
  "database tests",
  "vitest",
  ["run", "--project", "db", ...report("db.json")],
  "db.json",
  vitestCounts,
);
await suite(
  "worker tests",
  "vitest",
  // How a worker lives and stops. What it leaves when it is killed takes longer: `npm run test:kills`.
  ["run", "--project", "workers", "live", ...report("workers.json")],
  "workers.json",
  vitestCounts,
);
if (await single("build", "node", "tools/build.mjs")) {
  installBrowser();
  if (findBrowser() === undefined) {
    process.stdout.write(
      "\nSKIPPED: the browser tests. No Chromium was found: install Debian's package chromium and run again.\n",
    );
    counts.skipped += 1;
  } else {
    // How the whole installation ends, `e2e/process`, is `npm run test:kills` too, and the walks through every page are
    // `npm run test:access`.
    const journeys = ["test", "e2e/attacks", "e2e/journeys", "--grep-invert", "@access"];
    await suite("browser tests", "playwright", journeys, "e2e.json", playwrightCounts);
  }
}

const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
process.stdout.write(`\nAll checks took ${minutes} minutes.\n`);
process.stdout.write(
  `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`,
);
process.exit(counts.failed === 0 ? 0 : 1);
