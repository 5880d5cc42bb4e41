import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// The first file of `npm start`: plain JavaScript that any Node from 20 on can run. It installs what is
// missing and hands over to the pinned Node.

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const NODE = join(ROOT, "node_modules", "node", "bin", "node");
const INSTALLED = join(ROOT, "node_modules", ".package-lock.json");

/** Runs `npm ci` when there is no installation, or one of another lock file. */
export function install() {
  const isCurrent =
    existsSync(NODE) &&
    existsSync(INSTALLED) &&
    statSync(INSTALLED).mtimeMs >= statSync(join(ROOT, "package-lock.json")).mtimeMs;
  if (isCurrent) return;
  process.stdout.write("Installing the packages of package-lock.json (a minute or two, once)…\n");
  // The pinned Node and the builder are development packages, which NODE_ENV=production would leave out.
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const done = spawnSync("npm", args, { cwd: ROOT, stdio: "inherit" });
  if (done.status !== 0) {
    process.stderr.write(
      "npm ci failed: see above. AutoInk needs the network for its first start only.\n",
    );
    process.exit(1);
  }
}

/** Runs a program of ours on the pinned Node and ends as it ends. */
export function handOver(args) {
  const child = spawn(NODE, args, { cwd: ROOT, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const [major] = process.versions.node.split(".");
  if (Number(major) < 20) {
    process.stderr.write(
      `AutoInk starts with Node 20 or newer (and runs on ${engines.node}, which it installs itself).\n`,
    );
    process.exit(1);
  }
  install();
  const demo = process.argv.includes("--demo");
  handOver([join(ROOT, "tools", demo ? "demo.ts" : "supervise.ts"), ...process.argv.slice(2)]);
}
