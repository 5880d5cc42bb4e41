import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { migrate, roleUrls } from "@/tools/migrate";
import { freePort, startPostgres } from "@/tools/postgres";
import { NotMigrated, RegressDatabases } from "./databases";
import { type Mutant, mutantsOf } from "./mutate";
import { SURVIVORS } from "./survivors";

// `npm run test:mutation:sql [-- --only TEXT]`: changes the ledger's SQL in one small place at a time, gives each mutant a
// database of its own and runs the script of ledger.sql on it. A mutant whose transcript is that of the unchanged SQL
// survives. Fails when one survives that has no reason in survivors.ts, or one with a reason is found.

const EXPECTED = readFileSync(join(import.meta.dirname, "ledger.out"), "utf8");
const EVERY = 100;

type Fate = "killed" | "survived" | "invalid";

const { values } = parseArgs({ options: { only: { type: "string", default: "" } } });
process.exitCode = await main(values.only);

async function main(only: string): Promise<number> {
  const root = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
  const folder = mkdtempSync(join(root, "autoink-mutation-"));
  chmodSync(folder, 0o755);
  const server = await startPostgres({
    dataDir: join(folder, "postgres"),
    password: "owner",
    port: await freePort(),
    settings: { fsync: "off", full_page_writes: "off", synchronous_commit: "off" },
  });
  try {
    const passwords = { app: "app", system: "system" };
    await migrate(server.url, passwords);
    const databases = await RegressDatabases.create({
      owner: server.url,
      ...roleUrls(server.url, passwords),
    });
    if ((await fateOf(databases, databases.migration)) !== "survived") {
      throw new Error("The unchanged SQL does not do what ledger.out says.");
    }
    const mutants = mutantsOf(databases.migration).filter(({ name }) => name.includes(only));
    const fates = await runAll(databases, mutants);
    await databases.drop();
    return report(fates, only === "");
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runAll(
  databases: RegressDatabases,
  mutants: readonly Mutant[],
): Promise<Map<string, Fate>> {
  const fates = new Map<string, Fate>();
  const waiting = mutants.values();
  const work = async () => {
    for (const { name, text } of waiting) {
      fates.set(name, await fateOf(databases, text));
      if (fates.size % EVERY === 0) say(`${fates.size} of ${mutants.length} mutants`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, work));
  return fates;
}

async function fateOf(databases: RegressDatabases, migration: string): Promise<Fate> {
  let length = 0;
  try {
    for await (const line of databases.lines(migration)) {
      if (!EXPECTED.startsWith(`${line}\n`, length)) return "killed";
      length += line.length + 1;
    }
  } catch (error) {
    if (error instanceof NotMigrated) return "invalid";
    if (error instanceof pg.DatabaseError) return "killed";
    throw error;
  }
  return length === EXPECTED.length ? "survived" : "killed";
}

function report(fates: ReadonlyMap<string, Fate>, isWhole: boolean): number {
  const withFate = (fate: Fate) =>
    [...fates].flatMap(([name, found]) => (found === fate ? [name] : []));
  const [killed, survived] = [withFate("killed"), withFate("survived")];
  const unexplained = survived.filter((name) => SURVIVORS[name] === undefined);
  const stale = isWhole ? Object.keys(SURVIVORS).filter((name) => !survived.includes(name)) : [];
  for (const name of unexplained) say(`survived: ${name}`);
  for (const name of stale) say(`has a reason to survive, but does not: ${name}`);
  const explained = survived.length - unexplained.length;
  say(
    `${killed.length} killed, ${unexplained.length} survived, ${explained} survive for a reason, ${withFate("invalid").length} are no SQL`,
  );
  return unexplained.length + stale.length === 0 ? 0 : 1;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
