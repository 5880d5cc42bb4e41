import { expect, vi } from "vitest";
import { attestLedger, type LedgerAttestation } from "@/lib/billing";
import {
  findChains,
  findFaults,
  findHead,
  type HoldState,
  reserve,
  verifyChain,
} from "@/lib/ledger";
import { type Tx, withSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/id";
import type { World } from "./world";

const HOUR_MS = 3_600_000;

// What must hold of the ledger at every moment, and what tests ask of it.

/**
 * Guarantee: every book sums to zero, what is held is what pending holds hold, no floor is broken, balances
 * and heads are those of the postings, and every hash of the given chains (else of all) is right.
 */
export async function requireSoundLedger(workspaceIds?: readonly string[]): Promise<void> {
  const faults = await withSystem(findFaults);
  const isMeant = (id: string) => workspaceIds?.includes(id) ?? true;
  expect(faults.filter(({ workspaceId }) => isMeant(workspaceId))).toEqual([]);
  for (const workspaceId of workspaceIds ?? (await withSystem(findChains))) {
    const check = await verifyChain(withSystem, workspaceId);
    expect([workspaceId, check?.broken]).toEqual([workspaceId, null]);
    expect(check?.seq).toBe((await withSystem((tx) => findHead(tx, workspaceId)))?.seq);
  }
}

/** Attests all chains, after whoever is at it: test files share the database. */
export function attestNow(): Promise<LedgerAttestation> {
  return vi.waitFor(
    async () => {
      const made = await attestLedger();
      if (made === null) throw new Error("Another test file attests.");
      return made;
    },
    { timeout: 20_000 },
  );
}

/** Sets an amount aside, as a step does before its call. Returns the id of the hold. */
export async function givenHold(
  { actor: { workspaceId }, inWorkspace }: World,
  amountNanos: bigint,
): Promise<string> {
  const holdId = newId();
  const expiresAt = new Date(Date.now() + HOUR_MS);
  await inWorkspace((tx) => reserve(tx, { workspaceId, holdId, amountNanos, expiresAt }));
  return holdId;
}

/** The holds of a workspace in the order in which they were made. */
export function holdsOf(
  tx: Tx,
  workspaceId: string,
): Promise<{ id: string; state: HoldState; chargedNanos: bigint }[]> {
  return tx.$queryRaw`
    SELECT id::text, state, charged_nanos AS "chargedNanos" FROM ledger.hold_view
    WHERE workspace_id = ${workspaceId}::uuid ORDER BY reserve_seq`;
}

/** How many holds of a workspace nobody has resolved. */
export async function countPending(tx: Tx, workspaceId: string): Promise<number> {
  const holds = await holdsOf(tx, workspaceId);
  return holds.filter(({ state }) => state === "pending").length;
}
