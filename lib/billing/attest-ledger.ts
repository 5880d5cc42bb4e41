import { setTimeout } from "node:timers/promises";
import { type Actor, requirePermission } from "@/lib/identity";
import { AttestationError, attest, hashesAt, readHeads } from "@/lib/ledger";
import { clock } from "@/lib/platform/clock";
import { type Tx, withSystemSnapshot, withWorkspace } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { enqueue } from "@/lib/platform/queue";
import { findLedgerLogFile, ledgerFolders } from "./ledger-log";

export interface LedgerAttestation {
  /** Entries of the log. */
  readonly size: number;
  /** Heads that were added. */
  readonly added: number;
  /** False when nothing was posted since the last one of the same day. */
  readonly isNew: boolean;
}

/** Why an attestation is made: because a member asked, or because a day has begun. */
export interface AttestationJob {
  readonly isAsked: boolean;
}

/** Asks for an attestation now, so that the workspace's receipt covers what was booked since the last one. */
export async function requestAttestation(actor: Actor): Promise<void> {
  requirePermission(actor, "workspace:read");
  const { workspaceId } = actor;
  await withWorkspace(actor, (tx) =>
    enqueue(tx, { queue: "attest-ledger", payload: { isAsked: "yes" }, workspaceId }),
  );
}

/** How often, and after which time each, an attestation that somebody asked for waits for one that runs. */
const BUSY_TRIES = 30;
const BUSY_MS = 1_000;

/**
 * Attests all chains when somebody asked, and else once a day. One that runs already may have read the heads before the
 * wish, so a wish waits for its end.
 */
export async function runAttestation({ isAsked }: AttestationJob): Promise<void> {
  if (!isAsked) {
    const today = clock.now().toISOString().slice(0, 10);
    if ((await findLedgerLogFile(`checkpoints/${today}`)) === null) await attestLedger();
    return;
  }
  for (let tries = 0; tries < BUSY_TRIES; tries += 1) {
    if ((await attestLedger()) !== null) return;
    await setTimeout(BUSY_MS);
  }
  throw new Error("Another attestation did not end in time.");
}

/**
 * Adds the heads of all chains to the log and signs it, as they are in one snapshot of the database. Null
 * when another process is at it.
 * @throws AttestationError when something does not fit what was signed before: nothing is signed then
 */
export async function attestLedger(): Promise<LedgerAttestation | null> {
  try {
    return await withLedgerLog(async (tx) => {
      const { checkpoint, added, isNew } = await attest({
        folders: ledgerFolders(),
        origin: originOf(env().PUBLIC_URL),
        now: clock.now(),
        heads: readHeads(tx),
        hashesAt: hashesAt(tx),
      });
      if (isNew) log.info("ledger.attested", { size: checkpoint.size, added });
      return { size: checkpoint.size, added, isNew };
    });
  } catch (error) {
    if (error instanceof AttestationError) {
      log.error("ledger.attestation_refused", error, { code: error.code });
    }
    throw error;
  }
}

/** Runs `work` while nobody else changes the log or its keys; null when somebody does. */
export function withLedgerLog<T>(work: (tx: Tx) => Promise<T>): Promise<T | null> {
  return withSystemSnapshot(async (tx) => {
    const [row] = await tx.$queryRaw<{ is_mine: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended('ledger:log', 0)) AS is_mine`;
    return row?.is_mine === true ? work(tx) : null;
  });
}

/** The name of a log that begins now: its address without the scheme, as c2sp.org/tlog-checkpoint advises. */
function originOf(publicUrl: string): string {
  return `${new URL(publicUrl).host}/.well-known/autoink-ledger`;
}
