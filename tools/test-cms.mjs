import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

// `npm run test:cms`: the connectors' contract, which the unit tests try on peers, on a WordPress and a Ghost that run.
//   -- --install        first installs what WordPress needs, with apt-get; without it the command is only shown
//   -- --software=DIR   keeps Ghost's software in DIR for the next time

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const REPORT = join(ROOT, "test-results", "cms.json");
const PACKAGES = readPackages();

const { values } = parseArgs({
  options: { install: { type: "boolean" }, software: { type: "string" } },
});

if (values.install === true) {
  const options = { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  spawnSync("apt-get", ["update"], options);
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", ...PACKAGES], options);
}

rmSync(REPORT, { force: true });
const child = spawn(
  join(ROOT, "node_modules/.bin/vitest"),
  [
    "run",
    "--project",
    "cms",
    "--reporter=verbose",
    "--reporter=json",
    "--outputFile=test-results/cms.json",
  ],
  {
    cwd: ROOT,
    env: {
      ...process.env,
      PATH: `${join(ROOT, "node_modules/.bin")}:${process.env.PATH}`,
      NODE_ENV: "test",
      ...(values.software === undefined ? {} : { AUTOINK_CMS_SOFTWARE: resolve(values.software) }),
    },
    stdio: ["ignore", "inherit", "inherit"],
  },
);
// The runner ends what it started, on Ctrl-C too, which it gets by itself; this one waits for it.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => child.kill("SIGTERM"));
const code = await new Promise((done) => {
  child.on("exit", (status) => done(status ?? 1));
  child.on("error", () => done(1));
});

const counts = countsOf();
process.stdout.write(
  `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`,
);
process.exit(counts.failed === 0 ? 0 : 1);

/** A run that wrote no report, or that failed outside a test, counts as one failure. */
function countsOf() {
  if (!existsSync(REPORT)) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
    readFileSync(REPORT, "utf8"),
  );
  const failed = numFailedTests + (code !== 0 && numFailedTests === 0 ? 1 : 0);
  return { passed: numPassedTests, failed, skipped: numPendingTests };
}

function readPackages() {
  const file = join(ROOT, "test/real-cms/wordpress-packages.json");
  return JSON.parse(readFileSync(file, "utf8"));
}
