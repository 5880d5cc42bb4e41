import { join } from "node:path";
import { newP256Key } from "@/lib/crypto/index";
import { type Checkpoint, checkpointText, parseCheckpoint, type TreeHead } from "./checkpoint";
import { AttestationError } from "./errors";
import { PRIVATE, readIfThere, writeFiles } from "./files";
import { type KeyList, keysAt } from "./keys";
import { treeHash, verifyConsistency } from "./merkle";
import { formatNote, parseSigningKey, type SigningKey, signingKey, signText } from "./note";

// The signer's folder, which only the worker can read: `keys` and `checkpoint`, the last one that was signed.
// It is kept apart from the database and from the log, so that an old copy of either is noticed.

/** A private key and what is planned for it. A line of the key file is `skey[ retire=seconds][ unendorsed]`. */
export interface HeldKey {
  readonly key: SigningKey;
  /** When it stops to sign, in seconds since 1970. */
  readonly retireSeconds: number | undefined;
  /** No older key is left to sign for it: it replaces a lost one. */
  readonly isUnendorsed: boolean;
}

export interface Signer {
  readonly folder: string;
  readonly origin: string;
  readonly keys: readonly HeldKey[];
  /** The last checkpoint that was signed. Of size 0 before the first. */
  readonly last: Checkpoint;
}

/** A new key to sign checkpoints of a log with. The origin names the log for ever. */
export function newSigningKey(origin: string): SigningKey {
  return signingKey(origin, newP256Key());
}

/**
 * Makes the signer of a new log. It remembers the empty log before it has a key: a key without memory was
 * in use before, and its memory is lost.
 */
export async function createSigner(folder: string, origin: string): Promise<Signer> {
  const key = newSigningKey(origin);
  const empty = { size: 0, root: treeHash([]) };
  const last = signHead(origin, empty, [key]);
  const keys = [{ key, retireSeconds: undefined, isUnendorsed: false }];
  await remember(folder, last);
  await writeKeys(folder, keys);
  return { folder, origin, keys, last };
}

/**
 * Opens the signer. Undefined when it never had a key.
 * @throws AttestationError key_unreadable | key_missing | state_missing | state_unreadable
 */
export async function openSigner(folder: string): Promise<Signer | undefined> {
  const keys = await readKeys(folder);
  const last = await readMemory(folder);
  if (keys === undefined) {
    if (last === undefined || last.size === 0) return undefined;
    throw new AttestationError("key_missing", join(folder, "keys"));
  }
  if (last === undefined) throw new AttestationError("state_missing", join(folder, "checkpoint"));
  const other = keys.find(({ key }) => key.verifier.name !== last.origin);
  if (other !== undefined)
    throw new AttestationError("key_unreadable", `the key of ${other.key.verifier.name}`);
  return { folder, origin: last.origin, keys, last };
}

/** The private keys of a signer. Undefined when there is no key file. @throws AttestationError key_unreadable */
export async function readKeys(folder: string): Promise<HeldKey[] | undefined> {
  const bytes = await readIfThere(join(folder, "keys"));
  if (bytes === undefined) return undefined;
  const lines = bytes.toString().split("\n");
  const filled = lines
    .map((line, i) => ({ line, number: i + 1 }))
    .filter(({ line }) => line !== "");
  if (filled.length === 0) throw new AttestationError("key_unreadable", "the file is empty");
  return filled.map(({ line, number }) => {
    const key = parseHeldKey(line);
    if (key === undefined) throw new AttestationError("key_unreadable", `line ${number}`);
    return key;
  });
}

function parseHeldKey(line: string): HeldKey | undefined {
  const parts = /^(\S+)(?: retire=([0-9]{1,12}))?( unendorsed)?$/.exec(line);
  if (parts === null) return undefined;
  const [, skey = "", retire, unendorsed] = parts;
  const key = parseSigningKey(skey);
  if (key === undefined) return undefined;
  const retireSeconds = retire === undefined ? undefined : Number(retire);
  return { key, retireSeconds, isUnendorsed: unendorsed !== undefined };
}

/** Replaces the key file. */
export async function writeKeys(folder: string, keys: readonly HeldKey[]): Promise<void> {
  const lines = keys.map(({ key, retireSeconds, isUnendorsed }) => {
    const retire = retireSeconds === undefined ? "" : ` retire=${retireSeconds}`;
    return `${key.skey}${retire}${isUnendorsed ? " unendorsed" : ""}\n`;
  });
  await writeFiles([{ path: join(folder, "keys"), bytes: lines.join("") }], PRIVATE);
}

/** What the signer signed last. Undefined when it has no memory. @throws AttestationError state_unreadable */
export async function readMemory(folder: string): Promise<Checkpoint | undefined> {
  const path = join(folder, "checkpoint");
  const bytes = await readIfThere(path);
  if (bytes === undefined) return undefined;
  const last = parseCheckpoint(bytes.toString());
  if (last === undefined) throw new AttestationError("state_unreadable", path);
  return last;
}

/** Makes a checkpoint the signer's last. */
export async function remember(folder: string, last: Checkpoint): Promise<void> {
  await writeFiles([{ path: join(folder, "checkpoint"), bytes: formatNote(last.note) }], PRIVATE);
}

/**
 * Signs a tree head with every key that is valid at its size, and remembers it before anybody sees it.
 * @param proof shows that the head extends the last one that was signed (RFC 9162 §2.1.4)
 * @throws AttestationError log_inconsistent when it does not, and nothing is signed
 */
export async function signCheckpoint(
  signer: Signer,
  head: TreeHead,
  proof: readonly Uint8Array[],
  list: KeyList,
): Promise<Checkpoint> {
  if (!verifyConsistency(signer.last, head, proof)) {
    const found = `a log of size ${head.size} that does not extend the signed one of size ${signer.last.size}`;
    throw new AttestationError("log_inconsistent", found);
  }
  const checkpoint = signHead(signer.origin, head, signingKeys(signer, list, head.size));
  await remember(signer.folder, checkpoint);
  return checkpoint;
}

/** The signer's keys that are valid at a size. @throws AttestationError key_unknown when there is none */
export function signingKeys(
  signer: Signer,
  list: KeyList,
  size: number,
): [SigningKey, ...SigningKey[]] {
  const valid = new Set(keysAt(list, size).map(({ vkey }) => vkey));
  const held = signer.keys.map(({ key }) => key);
  const [first, ...others] = held.filter(({ verifier }) => valid.has(verifier.vkey));
  if (first === undefined) {
    const ids = held.map(({ verifier }) => verifier.id).join(", ");
    throw new AttestationError("key_unknown", `the signer holds ${ids}`);
  }
  return [first, ...others];
}

function signHead(origin: string, head: TreeHead, keys: readonly SigningKey[]): Checkpoint {
  const text = checkpointText(origin, head);
  const note = { text, signatures: keys.map((key) => signText(text, key)) };
  return { origin, ...head, note };
}
