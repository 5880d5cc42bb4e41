import { AttestationError } from "./errors";
import { type HeadIndex, type LoggedHead, listHeads } from "./heads";
import type { Head } from "./leaf";

/** A place in a chain. */
export type ChainPlace = Pick<Head, "workspaceId" | "seq">;

/** The hashes at places of chains, in the same order; undefined for a place that is not there. */
export type HashesAt = (
  places: readonly ChainPlace[],
) => Promise<readonly (Uint8Array | undefined)[]>;

/** Places that are asked for in one call. */
const PLACES_MAX = 1000;

/**
 * The heads that the log does not have yet. Each chain must still go through the head that was logged last.
 * @param heads ascending by workspace
 * @throws AttestationError database_rolled_back | history_changed
 */
export async function compareHeads(
  index: HeadIndex,
  heads: AsyncIterable<Head>,
  hashesAt: HashesAt,
): Promise<Head[]> {
  const changed: Head[] = [];
  const grown: LoggedHead[] = [];
  const logged = listHeads(index);
  let next = logged.next();
  let previous = "";
  for await (const head of heads) {
    if (head.workspaceId <= previous) throw new Error("The heads are not in ascending order.");
    previous = head.workspaceId;
    if (next.done !== true && next.value.workspaceId < head.workspaceId) throw lost(next.value);
    if (next.done === true || next.value.workspaceId > head.workspaceId) {
      changed.push(head);
      continue;
    }
    if (hasGrown(next.value, head)) {
      changed.push(head);
      grown.push(next.value);
    }
    next = logged.next();
  }
  if (next.done !== true) throw lost(next.value);
  await requireHistory(grown, hashesAt);
  return changed;
}

function hasGrown(logged: LoggedHead, head: Head): boolean {
  if (head.seq < logged.seq) throw lost(logged, head.seq);
  if (head.seq === logged.seq) requireSame(logged, head.hash);
  return head.seq > logged.seq;
}

async function requireHistory(logged: readonly LoggedHead[], hashesAt: HashesAt): Promise<void> {
  for (let from = 0; from < logged.length; from += PLACES_MAX) {
    const some = logged.slice(from, from + PLACES_MAX);
    const hashes = await hashesAt(some.map(({ workspaceId, seq }) => ({ workspaceId, seq })));
    for (const [i, head] of some.entries()) requireSame(head, hashes[i]);
  }
}

function requireSame(logged: LoggedHead, hash: Uint8Array | undefined): void {
  if (hash !== undefined && Buffer.from(logged.hash).equals(hash)) return;
  const found = `workspace ${logged.workspaceId}, transaction ${logged.seq}`;
  throw new AttestationError("history_changed", found);
}

function lost({ workspaceId, seq }: LoggedHead, found?: bigint): AttestationError {
  const now = found === undefined ? "is not there" : `ends at ${found}`;
  return new AttestationError(
    "database_rolled_back",
    `workspace ${workspaceId} was attested up to transaction ${seq} and ${now}`,
  );
}
