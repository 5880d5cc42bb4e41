import { join } from "node:path";
import { type Actor, requirePermission } from "@/lib/identity";
import {
  AttestationError,
  consistencySince,
  findNewestCheckpoint,
  type LogFolders,
  type NewestCheckpoint,
  type PublishedFile,
  readPublishedFile,
  receiptFor,
} from "@/lib/ledger";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";

/** Where the log of heads and the keys that sign it are. Back them up, but not in one copy. */
export function ledgerFolders(): LogFolders {
  const { AUTOINK_DATA_DIR: data, LEDGER_LOG_DIR, LEDGER_SIGNER_DIR } = env();
  return {
    log: LEDGER_LOG_DIR ?? join(data, "ledger-log"),
    signer: LEDGER_SIGNER_DIR ?? join(data, "ledger-signer"),
  };
}

/** A file of the log that everybody may read, by its path below the log's address, or null. */
export async function findLedgerLogFile(path: string): Promise<PublishedFile | null> {
  return (await readable(() => readPublishedFile(ledgerFolders().log, path))) ?? null;
}

/**
 * How the log grew from a size to its newest checkpoint, as a file for a check without a network; null for a
 * size that it never had.
 */
export async function findLedgerConsistency(oldSize: number): Promise<string | null> {
  return (await readable(() => consistencySince(ledgerFolders().log, oldSize))) ?? null;
}

/** The log as it can be read now: its newest checkpoint, null before the first one. */
export type LogState =
  | { readonly kind: "readable"; readonly checkpoint: NewestCheckpoint | null }
  /** Files are lost or changed; the operator's log says which. */
  | { readonly kind: "damaged" };

/** How the log is. Damage is a state here, because whoever looks after it needs the page that tells of it. */
export async function findLogState(): Promise<LogState> {
  try {
    const checkpoint = await readable(() => findNewestCheckpoint(ledgerFolders().log));
    return { kind: "readable", checkpoint: checkpoint ?? null };
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") return { kind: "damaged" };
    throw error;
  }
}

/**
 * The receipt of a workspace: a `.tlog-proof` that its head was in the log when it was attested last.
 * @throws AppError not_attested before the first attestation | unavailable when the log is damaged
 */
export async function getLedgerReceipt(actor: Actor): Promise<string> {
  requirePermission(actor, "workspace:read");
  const found = await readable(() => receiptFor(ledgerFolders().log, actor.workspaceId));
  if (found.outcome === "not_attested") throw new AppError("not_attested");
  return found.receipt;
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AttestationError)) throw error;
    log.error("ledger.log_unreadable", error, { code: error.code });
    throw new AppError("unavailable", { cause: error });
  }
}
