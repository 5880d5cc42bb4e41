import { join } from "node:path";
import { build, generateClient, isFresh } from "./build.mjs";
import { type Child, startChild } from "./children.ts";
import { loadDotEnv, prepareInstallation, ROOT, requireFreePort } from "./installation.ts";

// `npm start`: database, migrations, build, worker, web; and Ctrl-C, which ends them in the other order.

const startedAt = Date.now();
const isDevelopment = process.argv.includes("--dev");
const children: Child[] = [];
let stopDatabase: () => Promise<void> = async () => undefined;
/** The database and the migrations, while they are being prepared: not to be left half done. */
let preparing: Promise<unknown> = Promise.resolve();
let isStopping = false;

function report(text: string): void {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`${seconds} s  ${text}\n`);
}

async function main(): Promise<void> {
  loadDotEnv();
  const { PORT = "3000", HOST = "127.0.0.1", AUTOINK_DATA_DIR: dataDir = ".autoink" } = process.env;
  if (!/^\d{1,5}$/.test(PORT)) throw new Error("PORT is not a port number.");
  await requireFreePort(HOST, Number(PORT));
  const environment = await prepareData(dataDir);
  if (isStopping) return;
  await prepareCode();

  const { PUBLIC_URL = `http://localhost:${PORT}` } = process.env;
  const shared: NodeJS.ProcessEnv = {
    ...process.env,
    ...environment,
    NODE_ENV: isDevelopment ? "development" : "production",
    PORT,
    HOST,
    PUBLIC_URL,
  };
  // The owner's address and passwords stay with the supervisor: the product has no use for them.
  for (const name of [
    "DATABASE_URL",
    "DATABASE_OWNER_PASSWORD",
    "DATABASE_APP_PASSWORD",
    "DATABASE_SYSTEM_PASSWORD",
  ]) {
    delete shared[name];
  }
  await startProcesses(shared);
  if (!isStopping) report(`AutoInk is ready: ${PUBLIC_URL}   (Ctrl-C ends it)`);
}

async function startProcesses(environment: NodeJS.ProcessEnv): Promise<void> {
  for (const name of ["worker", "server"]) {
    if (isStopping) return;
    const child = startChild({
      name: name === "server" ? "web" : name,
      file: isDevelopment ? join(ROOT, `${name}.ts`) : join(ROOT, "dist", `${name}.mjs`),
      execArgv: isDevelopment ? ["--import", "tsx"] : ["--enable-source-maps"],
      cwd: ROOT,
      environment,
      report,
    });
    children.push(child);
    await child.ready;
    report(`Started the ${child.name} process`);
  }
}

async function prepareData(dataDir: string): Promise<Readonly<Record<string, string>>> {
  const work = prepareInstallation({
    dataDir,
    given: process.env,
    report,
    onDatabaseExit: (code) => void databaseEnded(code),
  }).then(({ environment, postgres }) => {
    stopDatabase = async () => postgres?.stop();
    return environment;
  });
  preparing = work.catch(() => undefined);
  return work;
}

async function prepareCode(): Promise<void> {
  if (isDevelopment) {
    generateClient();
    report("Generated the database client");
    return;
  }
  if (isFresh()) return report("The build is up to date");
  report("Building (once per version, a minute or so)…");
  await build();
  report("Built");
}

async function databaseEnded(code: number | null): Promise<void> {
  if (isStopping) return;
  report(`PostgreSQL ended by itself (code ${code}). AutoInk stops; start it again to recover.`);
  await stop(1);
}

async function stop(exitCode: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  process.stdout.write("\n");
  await preparing;
  for (const child of children.reverse()) {
    await child.stop();
    report(`Ended the ${child.name} process`);
  }
  await stopDatabase();
  report("Ended. Nothing was lost.");
  process.exit(exitCode);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void stop(0));
}

await main().catch(async (error: unknown) => {
  // What breaks off because of Ctrl-C is no failure.
  if (isStopping) return;
  isStopping = true;
  process.stderr.write(
    `AutoInk did not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  for (const child of children.reverse()) await child.stop();
  await stopDatabase();
  process.exit(1);
});
