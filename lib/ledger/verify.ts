import { type ChainCheck, ChainChecker } from "./check-chain";
import { findHead, type Head, type InTransaction, readRecords } from "./export";
import { GENESIS, uuidBytes } from "./record";

/** Where a check may go on later: all up to here held. */
export interface Checkpoint {
  readonly seq: bigint;
  readonly head: Uint8Array;
}

interface VerifyOptions {
  /** Where an earlier check ended. What stands before it is trusted. */
  readonly from?: Checkpoint;
  /** Called after each page with what held so far and the whole count. */
  readonly onProgress?: (checkpoint: Checkpoint, count: bigint) => void;
}

/**
 * Recomputes every hash of a workspace's chain, up to its head at the moment of the call, and compares them with what
 * is stored. The chain is read in pages: it may be of any length, and may grow meanwhile.
 * Null when the workspace has no chain.
 */
export async function verifyChain(
  inTransaction: InTransaction,
  workspaceId: string,
  { from = { seq: 0n, head: GENESIS }, onProgress }: VerifyOptions = {},
): Promise<(ChainCheck & { readonly stored: Head }) | null> {
  const stored = await inTransaction((tx) => findHead(tx, workspaceId));
  if (stored === null) return null;
  if (from.seq > stored.seq) {
    const broken = { seq: stored.seq + 1n, reason: "truncated" } as const;
    return { seq: stored.seq, head: Buffer.from(stored.hash), broken, stored };
  }
  const checker = new ChainChecker(uuidBytes(workspaceId), from);
  for await (const page of readRecords(inTransaction, workspaceId, from.seq, stored.seq)) {
    checker.push(page.records, page.bodyHashes);
    const { broken, seq, head } = checker.result;
    if (broken !== null) break;
    onProgress?.({ seq, head }, stored.seq);
  }
  return { ...checker.end({ count: stored.seq, head: stored.hash }), stored };
}
