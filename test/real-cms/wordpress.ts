import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@/tools/postgres";
import { answers, run, type Server, serve } from "./processes";
import type { Missing, RealWordPress, Running } from "./types";
import PACKAGES from "./wordpress-packages.json" with { type: "json" };

/** Where Debian's package puts it. */
const SOURCE = "/usr/share/wordpress";
const HERE = dirname(fileURLToPath(import.meta.url));
const START_TIMEOUT_MS = 60_000;
/** One for the call under test, one for a hand at the site, and one to spare. */
const PHP_WORKERS = "3";

/**
 * What this machine lacks for a WordPress, in one line; null when nothing. Of the packages, micro-httpd and php-cgi
 * are there so that no web server starts by itself.
 */
export function missingForWordPress(): Missing | null {
  const programs = ["php", "mariadbd", "mariadb-install-db"].filter((name) => !isProgram(name));
  const lacks = [
    ...(existsSync(join(SOURCE, "wp-load.php")) ? [] : ["wordpress"]),
    ...programs,
    ...(programs.includes("php") || hasDatabaseDriver() ? [] : ["php-mysql"]),
  ];
  if (lacks.length === 0) return null;
  const command = `apt-get install --no-install-recommends ${PACKAGES.join(" ")}`;
  return { missing: `${lacks.join(", ")} not found; install with: ${command}` };
}

/** Starts a copy of Debian's WordPress with a database of its own, all of it in `folder`. */
export async function startWordPress(folder: string): Promise<Running<RealWordPress>> {
  const root = join(folder, "site");
  mkdirSync(folder, { recursive: true });
  // Debian's package is full of links to other packages' files.
  cpSync(SOURCE, root, { recursive: true, dereference: true, filter: isWanted });
  cpSync(join(HERE, "wordpress-config.php"), join(root, "wp-config.php"));
  mkdirSync(join(root, "wp-content/uploads"), { recursive: true });
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = {
    AUTOINK_TEST_URL: url,
    AUTOINK_TEST_SOCKET: join(folder, "db.sock"),
    AUTOINK_TEST_SALT: randomBytes(16).toString("hex"),
    PHP_CLI_SERVER_WORKERS: PHP_WORKERS,
  };
  const database = await startDatabase(folder, env.AUTOINK_TEST_SOCKET);
  try {
    const script = join(HERE, "wordpress-install.php");
    const options = { env: { ...process.env, ...env }, encoding: "utf8" } as const;
    const printed = execFileSync(
      "php",
      ["-d", "display_errors=stderr", script, root, url],
      options,
    );
    const site = JSON.parse(printed) as Omit<RealWordPress, "url">;
    const web = await serve(
      "php",
      ["-S", new URL(url).host, "-t", root, join(HERE, "wordpress-router.php")],
      {
        env,
        log: join(folder, "php.log"),
        timeoutMs: START_TIMEOUT_MS,
        isReady: () => answers(`${url}/wp-json/`),
      },
    );
    return {
      site: { url, ...site },
      stop: async () => {
        await web.stop();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** A MariaDB that listens on a socket in `folder` and nowhere else. */
async function startDatabase(folder: string, socket: string): Promise<Server> {
  const data = join(folder, "mariadb");
  const log = join(folder, "mariadb.log");
  writeFileSync(log, "");
  const common = [
    "--no-defaults",
    `--datadir=${data}`,
    ...(process.getuid?.() === 0 ? ["--user=root"] : []),
  ];
  const setUp = ["--auth-root-authentication-method=normal", "--skip-test-db", "--force"];
  await run("mariadb-install-db", [...common, ...setUp, "--skip-name-resolve"], { log });
  const quick = ["--innodb-flush-log-at-trx-commit=0", "--skip-log-bin"];
  return serve(
    "mariadbd",
    [...common, ...quick, `--socket=${socket}`, "--skip-networking", `--pid-file=${data}/pid`],
    {
      log,
      timeoutMs: START_TIMEOUT_MS,
      isReady: async () => existsSync(socket),
    },
  );
}

/** Not the configuration of the machine's own site, nor what its people uploaded. */
function isWanted(path: string): boolean {
  return (
    path !== join(SOURCE, "wp-config.php") && !path.startsWith(join(SOURCE, "wp-content/uploads"))
  );
}

function hasDatabaseDriver(): boolean {
  const options = { encoding: "utf8" } as const;
  return execFileSync("php", ["-r", "echo extension_loaded('mysqli');"], options) === "1";
}

function isProgram(name: string): boolean {
  const folders = [...(process.env["PATH"] ?? "").split(":"), "/usr/sbin"];
  return folders.some((folder) => folder !== "" && existsSync(join(folder, name)));
}
