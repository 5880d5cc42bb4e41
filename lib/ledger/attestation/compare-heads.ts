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
 * @param pages of heads, ascending by workspace
 * @throws AttestationError database_rolled_back | history_changed
 */
export async function compareHeads(
  index: HeadIndex,
  pages: AsyncIterable<readonly Head[]>,
  hashesAt: HashesAt,
): Promise<Head[]> {
  const logged = listHeads(index);
  const walk: Walk = { logged, next: logged.next(), previous: "", changed: [], grown: [] };
  for await (const heads of pages) for (const head of heads) compareHead(walk, head);
  if (walk.next.done !== true) throw lost(walk.next.value);
  await requireHistory(walk.grown, hashesAt);
  return walk.changed;
}

/** A walk along the heads of the log and of the database side by side. */
interface Walk {
  readonly logged: Iterator<LoggedHead>;
  next: IteratorResult<LoggedHead>;
  /** The workspace of the last head of the database. */
  previous: string;
  readonly changed: Head[];
  /** The logged heads of the changed chains that the log knows. */
  readonly grown: LoggedHead[];
}

function compareHead(walk: Walk, head: Head): void {
  if (head.workspaceId <= walk.previous) throw new Error("The heads are not in ascending order.");
  walk.previous = head.workspaceId;
  const { next } = walk;
  if (next.done === true || next.value.workspaceId > head.workspaceId) {
    walk.changed.push(head);
    return;
  }
  if (next.value.workspaceId < head.workspaceId) throw lost(next.value);
  if (hasGrown(next.value, head)) {
    walk.changed.push(head);
    walk.grown.push(next.value);
  }
  walk.next = walk.logged.next();
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
