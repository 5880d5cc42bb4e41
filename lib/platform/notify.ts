import pg from "pg";
import type { Tx } from "./db";
import { withSystem } from "./db";
import { env } from "./env";
import { log } from "./log";

// One LISTEN connection per process, fanned out in memory. A message says only that something is new;
// listeners read the rows, so a lost message costs a delay and nothing else.

const CHANNEL = "autoink_run";
const RECONNECT_MS = 500;

type Listener = () => void;

interface Hub {
  readonly listeners: Map<string, Set<Listener>>;
  client?: pg.Client | undefined;
  connecting?: Promise<void> | undefined;
}

const shared = globalThis as typeof globalThis & { autoinkHub?: Hub };
shared.autoinkHub ??= { listeners: new Map() };
const hub = shared.autoinkHub;

/**
 * Tells whoever follows a run that it has news. Call it after the commit: inside one it would serialise
 * commits. A message that can't be sent costs followers a delay and is no failure of what was done.
 */
export async function announce(runId: string): Promise<void> {
  try {
    await withSystem((tx: Tx) => tx.$executeRaw`SELECT pg_notify(${CHANNEL}, ${runId})::text`);
  } catch (error) {
    log.error("notifications.unsent", error, { runId });
  }
}

/** Calls `listener` whenever a run has news, until the returned function is called. */
export async function follow(runId: string, listener: Listener): Promise<() => void> {
  const listeners = hub.listeners.get(runId) ?? new Set();
  listeners.add(listener);
  hub.listeners.set(runId, listeners);
  await ensureConnected();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) hub.listeners.delete(runId);
  };
}

/** Ends the LISTEN connection: the process is about to end. */
export async function closeNotifications(): Promise<void> {
  const { client } = hub;
  hub.client = undefined;
  await client?.end().catch(() => undefined);
}

async function ensureConnected(): Promise<void> {
  if (hub.client !== undefined) return;
  hub.connecting ??= connect().finally(() => {
    hub.connecting = undefined;
  });
  await hub.connecting;
}

async function connect(): Promise<void> {
  const client = new pg.Client({ connectionString: env().DATABASE_SYSTEM_URL, keepAlive: true });
  client.on("notification", ({ payload }) => {
    for (const listener of hub.listeners.get(payload ?? "") ?? []) listener();
  });
  client.on("error", (error) => log.warn("notifications.lost", { error: error.message }));
  client.on("end", () => reconnect(client));
  await client.connect();
  await client.query(`LISTEN ${CHANNEL}`);
  hub.client = client;
}

function reconnect(client: pg.Client): void {
  if (hub.client !== client) return;
  hub.client = undefined;
  setTimeout(() => {
    ensureConnected().then(
      () => {
        // What was said meanwhile is lost: everybody looks for themselves.
        for (const listeners of hub.listeners.values())
          for (const listener of listeners) listener();
      },
      (error: unknown) => log.error("notifications.failed", error),
    );
  }, RECONNECT_MS).unref();
}
