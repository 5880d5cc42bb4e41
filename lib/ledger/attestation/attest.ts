import type { Checkpoint } from "./checkpoint";
import { compareHeads, type HashesAt } from "./compare-heads";
import { AttestationError } from "./errors";
import { loadHeads, withHeads, writeHeads } from "./heads";
import { type KeyList, keysAt, statementLeaf } from "./keys";
import { dayLeaf, dayOf, type Head, headLeaf } from "./leaf";
import { consistencyRanges } from "./merkle";
import {
  isSameHead,
  lastDay,
  publishCheckpoint,
  publishKeyList,
  readCheckpoint,
  readKeyList,
  readSignedLog,
} from "./publish";
import { createSigner, openSigner, type Signer, signCheckpoint, writeKeys } from "./signer";
import { stateKeys } from "./state-keys";
import { appendEntries, type LogReader, readLog, removePartialTiles } from "./tiles";

/** Where the log is. */
export interface LogFolders {
  /** The log: served to everybody. */
  readonly log: string;
  /** The private keys and what they signed last: for the worker only. */
  readonly signer: string;
}

export interface AttestInput {
  readonly folders: LogFolders;
  /** The name of a log that begins now. One that is there keeps its own. */
  readonly origin: string;
  readonly now: Date;
  /** The heads of all chains that are not empty, ascending by workspace, in pages, from one snapshot. */
  readonly heads: AsyncIterable<readonly Head[]>;
  /** The hashes that the chains have at earlier places, from the same snapshot. */
  readonly hashesAt: HashesAt;
}

export interface Attestation {
  readonly checkpoint: Checkpoint;
  /** Heads that were added. */
  readonly added: number;
  /** False when there was nothing to say since the last one of the same day. */
  readonly isNew: boolean;
}

/**
 * Adds the heads that changed to the log, and the day, and signs the log's new root. Call it from one
 * process at a time. A second call on the same day without new postings changes nothing. A crash at any
 * point is made good by the next call.
 * @throws AttestationError when something is lost or does not fit what was signed before; nothing is signed then
 */
export async function attest(input: AttestInput): Promise<Attestation> {
  const { folders, now } = input;
  const opened = await open(input);
  const { signer, log } = opened;
  const today = dayOf(now);
  const list = stateKeys(signer, opened.list, Math.floor(now.getTime() / 1000));
  const index = await loadHeads(folders.log, log);
  const changed = await compareHeads(index, input.heads, input.hashesAt);
  const day = await lastDay(log);
  if ((day ?? today) > today)
    throw new AttestationError("clock_behind", `day ${today} after day ${day}`);
  const keyLeaves = list.statements
    .filter(({ position }) => position >= log.size)
    .map(statementLeaf);
  if (day === today && keyLeaves.length === 0 && changed.length === 0) {
    // A call that ended before it wrote the index left it to this one.
    if (!index.isStored) await writeHeads(folders.log, index);
    return { checkpoint: signer.last, added: 0, isNew: false };
  }
  if (list !== opened.list) await publishKeyList(folders.log, list);
  const entries = [...keyLeaves, ...changed.map(headLeaf), dayLeaf(today)];
  const checkpoint = await extend(input, opened, list, entries);
  await publishCheckpoint(folders.log, checkpoint, today);
  const first = log.size + keyLeaves.length;
  const logged = changed.map((head, i) => ({ ...head, index: first + i }));
  await writeHeads(folders.log, withHeads(index, checkpoint.size, logged));
  await removePartialTiles(folders.log, log.size, checkpoint.size);
  await dropRetiredKeys(signer, list);
  return { checkpoint, added: changed.length, isNew: true };
}

interface Opened {
  readonly signer: Signer;
  readonly log: LogReader;
  readonly list: KeyList | undefined;
}

/** Opens what the last call left, and shows what it had signed but not shown yet. */
async function open({ folders, origin }: AttestInput): Promise<Opened> {
  const list = await readKeyList(folders.log);
  const published = await readCheckpoint(folders.log);
  const found = await openSigner(folders.signer);
  if (found === undefined && (published ?? list) !== undefined)
    throw new AttestationError("key_missing", folders.signer);
  const signer = found ?? (await createSigner(folders.signer, origin));
  requireMemory(signer, published);
  const log = await readSignedLog(folders.log, signer.last);
  if (list !== undefined && list.origin !== signer.origin)
    throw new AttestationError("keys_unreadable", `keys.txt is of the log ${list.origin}`);
  if (list === undefined && log.size > 0)
    throw new AttestationError("keys_unreadable", "keys.txt is not there");
  const day = await lastDay(log);
  if (day !== undefined && (published === undefined || !isSameHead(published, signer.last)))
    await publishCheckpoint(folders.log, signer.last, day);
  return { signer, log, list };
}

/** The signer knows of every checkpoint that was published. */
function requireMemory({ last }: Signer, published: Checkpoint | undefined): void {
  if (published === undefined) return;
  if (published.origin !== last.origin)
    throw new AttestationError("log_inconsistent", `the log's folder is of ${published.origin}`);
  const found = `published ${published.size}, signed ${last.size}`;
  if (published.size > last.size) throw new AttestationError("state_behind", found);
  if (published.size === last.size && !isSameHead(published, last))
    throw new AttestationError("log_inconsistent", `two logs of size ${last.size}`);
}

async function extend(
  { folders }: AttestInput,
  { signer, log }: Opened,
  list: KeyList,
  entries: readonly Buffer[],
): Promise<Checkpoint> {
  const size = log.size + entries.length;
  await appendEntries(folders.log, log, entries);
  // Read back: what is signed is what stands on the disk.
  const grown = readLog(folders.log, size);
  const root = await grown.rangeHash({ start: 0, end: size });
  const ranges = consistencyRanges(log.size, size);
  const proof = await Promise.all(ranges.map((range) => grown.rangeHash(range)));
  return signCheckpoint(signer, { size, root }, proof, list);
}

/** Deletes the private keys that can't sign any more. */
async function dropRetiredKeys(signer: Signer, list: KeyList): Promise<void> {
  const valid = new Set(keysAt(list, Number.POSITIVE_INFINITY).map(({ id }) => id));
  const kept = signer.keys.filter(({ key }) => valid.has(key.verifier.id));
  if (kept.length < signer.keys.length) await writeKeys(signer.folder, kept);
}
