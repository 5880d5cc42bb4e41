import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { Prisma, PrismaClient } from "@/prisma/generated/client";
import { env } from "./env";

export type { Prisma } from "@/prisma/generated/client";

/** What a verb gets to work with: one interactive transaction. */
export type Tx = Prisma.TransactionClient;

/** Names the workspace that a transaction may see. Every actor is one. */
export interface WorkspaceScope {
  readonly workspaceId: string;
}

const TRANSACTION_TIMEOUT_MS = 20_000;
const TRANSACTION_WAIT_MS = 10_000;
const SNAPSHOT_TIMEOUT_MS = 600_000;

/** A client and the pool that it shares with statements which need no client. */
interface Connected {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
}

interface Clients {
  app?: Connected;
  system?: Connected;
}

// Pages, routes and the start-up hook are separate module graphs of one process: they share the pools.
const shared = globalThis as typeof globalThis & { autoinkDatabase?: Clients };
shared.autoinkDatabase ??= {};
const clients = shared.autoinkDatabase;

function connect(url: string): Connected {
  const pool = new pg.Pool({ connectionString: url, max: env().DATABASE_POOL_MAX });
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true }),
    transactionOptions: { timeout: TRANSACTION_TIMEOUT_MS, maxWait: TRANSACTION_WAIT_MS },
  });
  // An idle connection that the server ends is not in use: the pool opens another one.
  pool.on("error", () => undefined);
  return { prisma, pool };
}

function app(): PrismaClient {
  clients.app ??= connect(env().DATABASE_APP_URL);
  return clients.app.prisma;
}

function system(): Connected {
  clients.system ??= connect(env().DATABASE_SYSTEM_URL);
  return clients.system;
}

/**
 * Runs `work` in one transaction that sees the rows of one workspace and of no other. This is the only
 * way to a workspace's rows: row-level security shows nothing outside of it.
 */
export function withWorkspace<T>(scope: WorkspaceScope, work: (tx: Tx) => Promise<T>): Promise<T> {
  return app().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT set_config('app.workspace_id', ${scope.workspaceId}, true)`;
    return work(tx);
  });
}

/**
 * Runs `work` in one transaction of the system role, which sees all workspaces: for sign-in, public
 * pages, the queue and sweeps. Never for what a member asks for.
 */
export function withSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return system().prisma.$transaction(work);
}

/**
 * Like {@link withSystem}, for a long look at many workspaces: all of `work` sees the database as it was at
 * its first statement.
 */
export function withSystemSnapshot<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return system().prisma.$transaction(work, {
    isolationLevel: "RepeatableRead",
    timeout: SNAPSHOT_TIMEOUT_MS,
  });
}

/** Whether the database answers. */
export async function pingDatabase(): Promise<void> {
  await Promise.all([app().$queryRaw`SELECT 1`, system().prisma.$queryRaw`SELECT 1`]);
}

/** Closes the pools: the process is about to end. */
export async function disconnect(): Promise<void> {
  await Promise.all([close(clients.app), close(clients.system)]);
  delete clients.app;
  delete clients.system;
}

async function close(connected: Connected | undefined): Promise<void> {
  if (connected === undefined) return;
  await connected.prisma.$disconnect();
  if (!connected.pool.ended) await connected.pool.end();
}

/** The SQLSTATE of a failed statement, through whichever wrapping of the client it comes. */
export function sqlState(error: unknown): string | undefined {
  if (error instanceof pg.DatabaseError) return error.code;
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  const text = JSON.stringify(error.meta ?? {});
  return /"(?:originalCode|code)":"([0-9A-Z]{5})"/.exec(text)?.[1];
}

/** Whether a write failed because a unique key was taken. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2002" || sqlState(error) === "23505";
}

/** SQL's NULL in a JSON column, which differs from JSON's null. */
export const DbNull = Prisma.DbNull;

/** Reads with the system role and no transaction: for the lookup of a session at each request. */
export function readSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return work(system().prisma);
}

/** One statement whose text never changes: the server keeps its plan under the name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Runs one statement as its own transaction. Integers of 64 bits come back as decimal strings. */
export type RunStatement = <Row extends object>(statement: Statement) => Promise<Row[]>;

/** Runs one statement of the system role without the round trips of an interactive transaction. */
export const runSystemStatement: RunStatement = async <Row extends object>({
  name,
  text,
  values,
}: Statement): Promise<Row[]> => {
  const { rows } = await system().pool.query<Row>({ name, text, values: [...values] });
  return rows;
};

/**
 * Whether a statement failed with its connection: the server may have done it or not. Only what is harmless
 * to repeat may be repeated then.
 */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (error instanceof pg.DatabaseError) return /^(08...|57P0[123])$/.test(error.code ?? "");
  return (
    (typeof code === "string" && /^(ECONN(RESET|REFUSED|ABORTED)|EPIPE|ETIMEDOUT)$/.test(code)) ||
    /^(Connection terminated|Client has encountered a connection error)/.test(error.message)
  );
}

/** A piece of a statement with its values bound; pieces stand in other pieces. */
export const sql = Prisma.sql;
