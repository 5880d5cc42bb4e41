import { hash } from "node:crypto";
import pg from "pg";
import {
  checkExport,
  createPoster,
  encodeHeader,
  type NewTransaction,
  openChain,
  postBatch,
} from "@/lib/ledger";
import { disconnect, runSystemStatement, withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import type { EmbeddedPostgres } from "../tools/postgres.ts";
import { against, median, print, round } from "./figure.ts";
import {
  type BenchDatabase,
  cpuSeconds,
  prepareTpcB,
  type Storage,
  startDatabase,
  type TpcB,
} from "./postgres.ts";

// What a posting costs: processor time of PostgreSQL beside a transaction of pgbench's TPC-B in the same run, and
// postings a second of a workspace that many callers post to at once. Rounds are interleaved, so that what
// else the machine does falls on all alike; figures are medians.

const ROUNDS = 5;
const SLICE_SECONDS = 2;
const SPREAD = 100;
const CALLERS = 64;
const VERIFIED = 100_000;
const BATCH_MAX = 1_000;
const ROWS_FEW = 10_000;
const ROWS_MANY = 10_000_000;

const grant = (memo = ""): NewTransaction => ({
  id: newId(),
  kind: "grant",
  memo,
  lines: [{ debit: "grants", credit: "wallet", amountNanos: 1_000n }],
});

/** Does something for a slice of time and says how often it did it. */
type Work = () => Promise<number>;

/** Measures the processor time of postings where a flush costs none: what PostgreSQL itself does for them. */
export function benchLedgerCpu(): Promise<void> {
  return onDatabase("memory", async ({ server }, tpcB) => {
    await benchCpu(server, await openChains(SPREAD), tpcB);
  });
}

/** The same on disk, and how fast postings are acknowledged there. */
export function benchLedger(): Promise<void> {
  return onDatabase("disk", async ({ server }, tpcB) => {
    const spread = await openChains(SPREAD);
    const [hot = ""] = await openChains(1);
    const early = await shareOfTpcB(server, [hot], tpcB);
    await benchCpu(server, spread, tpcB);
    await benchHot(server, hot);
    await fill(hot, VERIFIED);
    const late = await shareOfTpcB(server, [hot], tpcB);
    print({
      bench: "ledger.growth",
      value: round(late),
      unit: "TPC-B transactions",
      baseline: against("the same chain when it was short", late, early),
    });
    await benchVerification(hot);
  });
}

/** What a posting costs among ten million, against the same among ten thousand. Takes about half an hour. */
export function benchLedgerGrowth(): Promise<void> {
  return onDatabase("disk", async ({ server }, tpcB) => {
    const chains = await openChains(SPREAD);
    await fillAll(chains, ROWS_FEW);
    const few = await shareOfTpcB(server, chains, tpcB);
    await fillAll(chains, ROWS_MANY - ROWS_FEW);
    const many = await shareOfTpcB(server, chains, tpcB);
    print({
      bench: "ledger.growth-10m",
      value: round(many),
      unit: "TPC-B transactions",
      baseline: against("the same among ten thousand postings", many, few),
    });
  });
}

/** Fills chains evenly, from two sides at once, and says how far it is. */
async function fillAll(chains: readonly string[], count: number): Promise<void> {
  const each = count / chains.length;
  const waiting = [...chains];
  const worker = async (): Promise<void> => {
    for (let chain = waiting.pop(); chain !== undefined; chain = waiting.pop()) {
      await fill(chain, each);
      process.stderr.write(`${chains.length - waiting.length} of ${chains.length} chains\r`);
    }
  };
  await Promise.all([worker(), worker()]);
}

async function onDatabase(
  storage: Storage,
  measure: (database: BenchDatabase, tpcB: TpcB) => Promise<void>,
): Promise<void> {
  const database = await startDatabase(storage);
  try {
    const tpcB = prepareTpcB(database.server.url);
    if (tpcB === null) throw new Error("There is no pgbench: install Debian's package postgresql.");
    await measure(database, tpcB);
    await disconnect();
  } finally {
    await database.stop();
  }
}

async function openChains(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await withSystem(async (tx) => {
    for (const id of ids) await openChain(tx, id);
  });
  return ids;
}

async function forAWhile(work: (index: number) => Promise<number>): Promise<number> {
  const until = performance.now() + SLICE_SECONDS * 1_000;
  let done = 0;
  for (let index = 0; performance.now() < until; index += 1) done += await work(index);
  return done;
}

function single(workspaceId: string): Promise<number> {
  const id = newId();
  return runSystemStatement({
    name: "bench.post",
    text: "SELECT seq, replayed FROM ledger.post($1, $2, 1::smallint, '', '{7}', '{1}', '{1000}')",
    values: [workspaceId, id],
  }).then(() => 1);
}

async function cycle(workspaceId: string): Promise<number> {
  const hold = newId();
  await runSystemStatement({
    name: "bench.reserve",
    text: "SELECT seq FROM ledger.reserve($1, $2, 900, now() + interval '1 hour')",
    values: [workspaceId, hold],
  });
  await runSystemStatement({
    name: "bench.settle",
    text: "SELECT charged_nanos FROM ledger.settle($1, $2, 400)",
    values: [workspaceId, hold],
  });
  return 1;
}

/**
 * Processor time per unit, against one TPC-B transaction as pgbench runs it by default and against one with
 * prepared statements, which the calls of the ledger are too.
 */
async function benchCpu(
  server: EmbeddedPostgres,
  chains: readonly string[],
  tpcB: TpcB,
): Promise<void> {
  const chain = (index: number) => chains[index % chains.length] ?? "";
  const batch = (size: number) => () =>
    forAWhile(async (index) => {
      const transactions = Array.from({ length: size }, () => grant());
      return (await postBatch(runSystemStatement, chain(index), transactions)).length;
    });
  const works: Readonly<Record<string, Work>> = {
    "tpc-b.simple": () => Promise.resolve(tpcB(SLICE_SECONDS, "simple")),
    "tpc-b.prepared": () => Promise.resolve(tpcB(SLICE_SECONDS, "prepared")),
    "ledger.single": () => forAWhile((index) => single(chain(index))),
    "ledger.batch-100": batch(100),
    "ledger.batch-1000": batch(1_000),
    "ledger.reserve-settle": () => forAWhile((index) => cycle(chain(index))),
  };
  await batch(1_000)();
  const costs = new Map(Object.keys(works).map((name): [string, number[]] => [name, []]));
  for (let number = 0; number < ROUNDS; number += 1) {
    for (const [name, work] of Object.entries(works)) {
      const before = cpuSeconds(server);
      const done = await work();
      costs.get(name)?.push(((cpuSeconds(server) - before) / done) * 1e6);
    }
  }
  for (const protocol of ["simple", "prepared"]) {
    const baselines = costs.get(`tpc-b.${protocol}`) ?? [];
    for (const [name, values] of costs) {
      // What slows a whole round falls out of its own ratio.
      const ratio = median(values.map((value, index) => value / (baselines[index] ?? Number.NaN)));
      const baseline = {
        name: `one TPC-B transaction, ${protocol}`,
        value: round(median(baselines)),
      };
      print({
        bench: name,
        value: round(median(values)),
        unit: "us CPU of PostgreSQL",
        baseline: { ...baseline, ratio: round(ratio) },
      });
    }
  }
}

/** Postings a second of one workspace that many callers post to at once, against TPC-B by the same client. */
async function benchHot(server: EmbeddedPostgres, workspaceId: string): Promise<void> {
  const poster = createPoster(runSystemStatement);
  const pool = new pg.Pool({ connectionString: server.url, max: CALLERS });
  const callers = (work: () => Promise<unknown>) => async () => {
    const done = await Promise.all(
      Array.from({ length: CALLERS }, () => forAWhile(() => work().then(() => 1))),
    );
    return done.reduce((sum, count) => sum + count, 0) / SLICE_SECONDS;
  };
  const posting = callers(() => poster.post(workspaceId, grant()));
  const tpcB = callers(() => tpcBByNode(pool));
  const rates: { posting: number; tpcB: number }[] = [];
  for (let number = 0; number < ROUNDS; number += 1) {
    rates.push({ tpcB: await tpcB(), posting: await posting() });
  }
  await pool.end();
  const value = median(rates.map((rate) => rate.posting));
  print({
    bench: "ledger.hot",
    value: round(value),
    unit: "postings/s",
    baseline: against("TPC-B by the same client", value, median(rates.map((rate) => rate.tpcB))),
  });
}

const random = (below: number) => Math.floor(Math.random() * below) + 1;

/** The statements of pgbench's TPC-B, prepared, with its scale of 10. */
async function tpcBByNode(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  const [account, teller, branch, delta] = [
    random(1_000_000),
    random(100),
    random(10),
    random(5_000),
  ];
  const run = (name: string, text: string, values: number[]) =>
    client.query({ name, text, values });
  try {
    await client.query("BEGIN");
    await run("a", "UPDATE pgbench_accounts SET abalance = abalance + $1 WHERE aid = $2", [
      delta,
      account,
    ]);
    await run("s", "SELECT abalance FROM pgbench_accounts WHERE aid = $1", [account]);
    await run("t", "UPDATE pgbench_tellers SET tbalance = tbalance + $1 WHERE tid = $2", [
      delta,
      teller,
    ]);
    await run("b", "UPDATE pgbench_branches SET bbalance = bbalance + $1 WHERE bid = $2", [
      delta,
      branch,
    ]);
    await run(
      "h",
      "INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES ($1, $2, $3, $4, CURRENT_TIMESTAMP)",
      [teller, branch, account, delta],
    );
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

async function fill(workspaceId: string, count: number): Promise<void> {
  for (let left = count; left > 0; left -= BATCH_MAX) {
    await postBatch(
      runSystemStatement,
      workspaceId,
      Array.from({ length: Math.min(left, BATCH_MAX) }, () => grant()),
    );
  }
}

/** Processor time of one posting to these chains as a share of a TPC-B transaction at the same time. */
async function shareOfTpcB(
  server: EmbeddedPostgres,
  chains: readonly string[],
  tpcB: TpcB,
): Promise<number> {
  const shares: number[] = [];
  for (let number = 0; number < ROUNDS; number += 1) {
    const from = cpuSeconds(server);
    const transactions = tpcB(SLICE_SECONDS, "simple");
    const between = cpuSeconds(server);
    const postings = await forAWhile((index) => single(chains[index % chains.length] ?? ""));
    shares.push((cpuSeconds(server) - between) / postings / ((between - from) / transactions));
  }
  return median(shares);
}

/** Transactions that are verified per second of processor time, against the two bare hashes of each. */
async function benchVerification(workspaceId: string): Promise<void> {
  await fill(workspaceId, VERIFIED);
  const [row] = await runSystemStatement<{ count: number; records: Buffer }>({
    name: "bench.export",
    text: "SELECT count, records FROM ledger.export_records($1, 0, $2)",
    values: [workspaceId, VERIFIED],
  });
  if (row === undefined) throw new Error("The export is empty.");
  const file = Buffer.concat([encodeHeader(workspaceId, BigInt(row.count)), row.records]);
  const body = Buffer.alloc(25, 1);
  const link = Buffer.alloc(117, 2);
  const rates: { checked: number; bare: number }[] = [];
  for (let number = 0; number < ROUNDS; number += 1) {
    const bare = await perCpuSecond(() => {
      for (let index = 0; index < row.count; index += 1) {
        hash("sha256", body, "buffer");
        hash("sha256", link, "buffer");
      }
    }, row.count);
    const checked = await perCpuSecond(() => checkExport([file]), row.count);
    rates.push({ checked, bare });
  }
  const value = median(rates.map(({ checked }) => checked));
  print({
    bench: "ledger.verify",
    value: round(value),
    unit: "transactions/CPU s",
    baseline: against("the two SHA-256 of each", value, median(rates.map(({ bare }) => bare))),
  });
}

async function perCpuSecond(work: () => unknown, count: number): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (count / (user + system)) * 1e6;
}
