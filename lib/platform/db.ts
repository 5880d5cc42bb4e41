import { PrismaPg } from "@prisma/adapter-pg";
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

interface Clients {
  app?: PrismaClient;
  system?: PrismaClient;
}

// Pages, routes and the start-up hook are separate module graphs of one process: they share the pools.
const shared = globalThis as typeof globalThis & { autoinkDatabase?: Clients };
shared.autoinkDatabase ??= {};
const clients = shared.autoinkDatabase;

function connect(url: string): PrismaClient {
  const adapter = new PrismaPg({ connectionString: url, max: env().DATABASE_POOL_MAX });
  return new PrismaClient({
    adapter,
    transactionOptions: { timeout: TRANSACTION_TIMEOUT_MS, maxWait: TRANSACTION_WAIT_MS },
  });
}

function app(): PrismaClient {
  clients.app ??= connect(env().DATABASE_APP_URL);
  return clients.app;
}

function system(): PrismaClient {
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
  return system().$transaction(work);
}

/** Whether the database answers. */
export async function pingDatabase(): Promise<void> {
  await Promise.all([app().$queryRaw`SELECT 1`, system().$queryRaw`SELECT 1`]);
}

/** Closes the pools: the process is about to end. */
export async function disconnect(): Promise<void> {
  await Promise.all([clients.app?.$disconnect(), clients.system?.$disconnect()]);
  delete clients.app;
  delete clients.system;
}

/** The SQLSTATE of a failed statement, through whichever wrapping of the client it comes. */
export function sqlState(error: unknown): string | undefined {
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
  return work(system());
}
