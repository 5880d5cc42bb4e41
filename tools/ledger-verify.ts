import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Checkpoint, findChains, findFaults, findHead, verifyChain } from "@/lib/ledger";
import { disconnect, withSystem } from "@/lib/platform/db";
import { ROOT } from "./installation.ts";
import { roleUrls } from "./migrate.ts";
import { runningPort } from "./postgres.ts";
import { loadSecrets } from "./secrets.ts";

// `npm run ledger:verify [-- --workspace ID] [--state FILE]`: recomputes every hash of every chain and compares
// balances, heads and holds with the postings. With a state file it goes on where it ended the last time.
// It ends with 1 when something is wrong.

const STATE_EVERY_MS = 1_000;
const BAR_CHARS = 30;

type State = Record<string, { readonly seq: string; readonly head: string }>;

/** The product's own settings, from the data folder, where they are not set already. */
function findInstallation(): void {
  const given = (name: string): string | null => {
    const value = process.env[name];
    return value === undefined || value === "" ? null : value;
  };
  if (given("DATABASE_SYSTEM_URL") !== null) return;
  const dataDir = resolve(ROOT, given("AUTOINK_DATA_DIR") ?? ".autoink");
  const port = runningPort(join(dataDir, "postgres"));
  const embedded = port === undefined ? null : `postgresql://owner@127.0.0.1:${port}/postgres`;
  const ownerUrl = given("DATABASE_URL") ?? embedded;
  if (ownerUrl === null)
    throw new Error("Start AutoInk, or set DATABASE_URL: no database runs here.");
  const { secrets } = loadSecrets(dataDir, process.env);
  const { app, system } = roleUrls(ownerUrl, {
    app: secrets["DATABASE_APP_PASSWORD"] ?? "",
    system: secrets["DATABASE_SYSTEM_PASSWORD"] ?? "",
  });
  Object.assign(process.env, secrets, { DATABASE_APP_URL: app, DATABASE_SYSTEM_URL: system });
}

function readState(file: string | undefined): State {
  if (file === undefined || !existsSync(file)) return {};
  return JSON.parse(readFileSync(file, "utf8")) as State;
}

/** Whole or not at all: a state that was cut off would be of no use. */
function writeState(file: string | undefined, state: State): void {
  if (file === undefined) return;
  writeFileSync(`${file}.new`, `${JSON.stringify(state)}\n`);
  renameSync(`${file}.new`, file);
}

function showProgress(done: bigint, total: bigint, chain: string): void {
  if (!process.stderr.isTTY) return;
  const share = total === 0n ? 1 : Number(done) / Number(total);
  const filled = "#".repeat(Math.round(share * BAR_CHARS)).padEnd(BAR_CHARS, ".");
  const percent = Math.floor(share * 100);
  process.stderr.write(`\r[${filled}] ${percent} %  ${done} of ${total} transactions, ${chain} `);
}

interface Verified {
  readonly count: bigint;
  readonly problems: string[];
}

/** Verifies the chains one after the other; every second the state is written. */
async function verifyChains(
  workspaceIds: readonly string[],
  file: string | undefined,
): Promise<Verified> {
  const state = readState(file);
  const problems: string[] = [];
  const total = await countAll(workspaceIds);
  let before = 0n;
  let writtenAt = Date.now();
  for (const [index, workspaceId] of workspaceIds.entries()) {
    const keep = ({ seq, head }: Checkpoint): void => {
      state[workspaceId] = { seq: String(seq), head: Buffer.from(head).toString("hex") };
    };
    const known = state[workspaceId];
    const check = await verifyChain(withSystem, workspaceId, {
      ...(known === undefined
        ? {}
        : { from: { seq: BigInt(known.seq), head: Buffer.from(known.head, "hex") } }),
      onProgress: (checkpoint) => {
        keep(checkpoint);
        showProgress(
          before + checkpoint.seq,
          total,
          `chain ${index + 1} of ${workspaceIds.length}`,
        );
        if (Date.now() - writtenAt < STATE_EVERY_MS) return;
        writeState(file, state);
        writtenAt = Date.now();
      },
    });
    if (check === null) problems.push(`${workspaceId}: there is no chain`);
    else if (check.broken !== null) {
      problems.push(`${workspaceId}: transaction ${check.broken.seq}: ${check.broken.reason}`);
    } else keep(check);
    before += check?.seq ?? 0n;
  }
  writeState(file, state);
  if (process.stderr.isTTY) process.stderr.write("\n");
  return { count: before, problems };
}

async function countAll(workspaceIds: readonly string[]): Promise<bigint> {
  let total = 0n;
  for (const workspaceId of workspaceIds) {
    total += (await withSystem((tx) => findHead(tx, workspaceId)))?.seq ?? 0n;
  }
  return total;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { workspace: { type: "string" }, state: { type: "string" } },
  });
  findInstallation();
  const one = values.workspace;
  const workspaceIds = one === undefined ? await withSystem(findChains) : [one];
  const { count, problems } = await verifyChains(workspaceIds, values.state);
  for (const { workspaceId, fault, detail } of await withSystem(findFaults)) {
    if (one === undefined || one === workspaceId)
      problems.push(`${workspaceId}: ${fault}: ${detail}`);
  }
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.stdout.write(
    problems.length === 0
      ? `${count} transactions in ${workspaceIds.length} chains: all is well.\n`
      : `${problems.length} problems in ${workspaceIds.length} chains.\n`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
  await disconnect();
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
