import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./processes";
import type { Missing } from "./types";

/** The version that the connector was measured against. */
const GHOST_VERSION = "6.65.0";
/** What Ghost's own package.json names, and a compiler's driver for its SQLite. */
const PNPM_VERSION = "12.4.2";
const NODE_GYP_VERSION = "12.4.0";
/** Ghost's SQLite driver ends Node 24.21 with an assertion in its destructor, so that Ghost gets a Node of its own. */
const NODE_VERSION = "22.23.3";
const NODE_PACKAGE = `node-${process.platform}-${process.arch}`;

/** Where Ghost is, and the Node that runs it. */
export interface GhostSoftware {
  readonly app: string;
  readonly node: string;
}

/** What this machine lacks for a Ghost, in one line; null when nothing. */
export function missingForGhost(): Missing | null {
  const lacks = ["npm", "tar", "make", "g++", "python3"].filter((name) => !isThere(name));
  if (lacks.length === 0) return null;
  const command = "apt-get install --no-install-recommends tar make g++ python3";
  return { missing: `${lacks.join(", ")} not found; install with: ${command}` };
}

/**
 * Puts Ghost into `folder` and returns where it is. The package can't be a dependency of another one: it is unpacked,
 * its own lockfile installed, and SQLite compiled for its Node. A folder that has it already is left as it is.
 * @throws Error with the end of the log when a step fails
 */
export async function installGhost(folder: string): Promise<GhostSoftware> {
  const app = join(folder, `ghost-${GHOST_VERSION}`);
  const done = join(folder, `ghost-${GHOST_VERSION}.done`);
  const helpers = join(folder, "helpers/node_modules");
  const software = { app, node: join(helpers, NODE_PACKAGE, "bin/node") };
  if (existsSync(done)) return software;
  mkdirSync(app, { recursive: true });
  const log = join(folder, "ghost-install.log");
  writeFileSync(log, "");
  const path = [join(helpers, ".bin"), join(helpers, NODE_PACKAGE, "bin"), process.env["PATH"]];
  const env = { PATH: path.join(":") };
  await run("npm", ["pack", `ghost@${GHOST_VERSION}`, "--silent"], { cwd: folder, log });
  const tarball = join(folder, `ghost-${GHOST_VERSION}.tgz`);
  await run("tar", ["xzf", tarball, "-C", app, "--strip-components=1"], { log });
  const tools = [
    `pnpm@${PNPM_VERSION}`,
    `node-gyp@${NODE_GYP_VERSION}`,
    `${NODE_PACKAGE}@${NODE_VERSION}`,
  ];
  const quiet = ["--ignore-scripts", "--no-save", "--silent"];
  const place = ["--prefix", join(folder, "helpers")];
  await run("npm", ["install", ...place, ...quiet, ...tools], { cwd: folder, log });
  const install = ["install", "--prod", "--frozen-lockfile", "--ignore-scripts"];
  await run("pnpm", install, { cwd: app, env, log });
  const sqlite = join(app, "node_modules/better-sqlite3");
  const nodedir = join(helpers, NODE_PACKAGE);
  // The variable goes before the option, and `npm run` sets it from the configuration of the machine.
  const compiler = { cwd: sqlite, env: { ...env, npm_config_nodedir: nodedir }, log };
  await run("node-gyp", ["rebuild", "--release", `--nodedir=${nodedir}`], compiler);
  writeFileSync(done, "");
  return software;
}

/** The version that a folder holds. */
export function ghostVersion(app: string): string {
  const { version } = JSON.parse(readFileSync(join(app, "package.json"), "utf8")) as {
    version: string;
  };
  return version;
}

function isThere(name: string): boolean {
  try {
    execFileSync("which", [name], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
