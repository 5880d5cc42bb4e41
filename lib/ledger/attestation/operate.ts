import type { LogFolders } from "./attest";
import type { Checkpoint } from "./checkpoint";
import { AttestationError } from "./errors";
import { keysAt } from "./keys";
import { verifyNote } from "./note";
import { readCheckpoint, readKeyList, readSignedLog } from "./publish";
import { newSigningKey, openSigner, readKeys, readMemory, remember, writeKeys } from "./signer";

// What an operator does by hand, while no attestation runs. Each ends in the next attestation.

const DAY_SECONDS = 86_400;

/**
 * Makes a new key for the log. From the next attestation on it signs beside the old one, which introduces
 * it; after `windowDays` the old key is retired and its private half deleted. 0 retires it at once, for a
 * key that somebody else may have.
 * @returns the new verifier key
 * @throws AttestationError key_missing | key_unreadable | state_missing | state_unreadable
 */
export async function rotateSigningKey(
  folder: string,
  { now, windowDays }: { readonly now: Date; readonly windowDays: number },
): Promise<string> {
  const signer = await openSigner(folder);
  if (signer === undefined) throw new AttestationError("key_missing", folder);
  const retireSeconds = Math.floor(now.getTime() / 1000) + windowDays * DAY_SECONDS;
  const key = newSigningKey(signer.origin);
  const old = signer.keys.map((held) => ({
    ...held,
    retireSeconds: Math.min(held.retireSeconds ?? retireSeconds, retireSeconds),
  }));
  await writeKeys(folder, [...old, { key, retireSeconds: undefined, isUnendorsed: false }]);
  return key.verifier.vkey;
}

/**
 * Makes a key for a log whose keys are lost for good. No older key can speak for it: tell its verifier key
 * to the customers by another way. If the signer's memory is lost as well, adopt the published checkpoint.
 * @returns the new verifier key
 * @throws AttestationError log_missing when nothing was published that a key could be lost for
 */
export async function replaceLostKey(folders: LogFolders): Promise<string> {
  const published = await readCheckpoint(folders.log);
  if (published === undefined) throw new AttestationError("log_missing", folders.log);
  const key = newSigningKey(published.origin);
  await writeKeys(folders.signer, [{ key, retireSeconds: undefined, isUnendorsed: true }]);
  return key.verifier.vkey;
}

/**
 * Makes the published checkpoint the last one that the signer remembers, after the operator has made sure
 * that the log's folder is the newest there is.
 * @throws AttestationError log_missing | log_inconsistent | keys_unreadable | key_missing | key_unreadable
 */
export async function adoptPublishedCheckpoint(folders: LogFolders): Promise<Checkpoint> {
  const published = await readCheckpoint(folders.log);
  const list = await readKeyList(folders.log);
  if (published === undefined || list === undefined)
    throw new AttestationError("log_missing", folders.log);
  if ((await readKeys(folders.signer)) === undefined)
    throw new AttestationError("key_missing", folders.signer);
  const verdicts = keysAt(list, published.size).map((key) => verifyNote(published.note, key));
  if (!verdicts.includes("valid") || verdicts.includes("invalid"))
    throw new AttestationError(
      "log_inconsistent",
      "the checkpoint is not signed by a key of the log",
    );
  await readSignedLog(folders.log, published);
  const last = await readMemoryIfReadable(folders.signer);
  if (last !== undefined) {
    if (last.size > published.size)
      throw new AttestationError("log_missing", `signed ${last.size}, published ${published.size}`);
    await readSignedLog(folders.log, last);
  }
  await remember(folders.signer, published);
  return published;
}

/** A damaged memory is as good as none. */
async function readMemoryIfReadable(folder: string): Promise<Checkpoint | undefined> {
  try {
    return await readMemory(folder);
  } catch (error) {
    if (error instanceof AttestationError) return undefined;
    throw error;
  }
}
