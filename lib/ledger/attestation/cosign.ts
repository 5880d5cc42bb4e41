import { join } from "node:path";
import { parseCheckpoint } from "./checkpoint";
import { AttestationError } from "./errors";
import { PUBLIC, writeFiles } from "./files";
import { dayText } from "./leaf";
import { formatNote, parseVerifierKey, verifyNote } from "./note";
import { isSameHead, lastDay, readCheckpoint } from "./publish";
import { readLog } from "./tiles";

/** Signatures that a verifier must accept (c2sp.org/signed-note). */
const SIGNATURES_MAX = 16;

/**
 * Adds the cosignatures of known witnesses to the newest checkpoint. A second call changes nothing. Call it
 * from the process that attests, while it does not.
 * @param cosigned the checkpoint with the witness's line, as `witness.mjs` writes it
 * @param witnesses verifier keys of type 0x04 (c2sp.org/tlog-cosignature)
 * @returns how many were added
 * @throws AttestationError cosignature_refused
 */
export async function attachCosignatures(
  folder: string,
  cosigned: string,
  witnesses: readonly string[],
): Promise<number> {
  const newest = await readCheckpoint(folder);
  const given = parseCheckpoint(cosigned);
  if (newest === undefined || given === undefined || !isSameHead(newest, given))
    throw new AttestationError("cosignature_refused", "it is not of the newest checkpoint");
  const signed = new Set<string>();
  for (const key of witnesses.map(parseVerifierKey))
    if (key?.kind === "cosignature" && verifyNote(given.note, key) === "valid")
      signed.add(key.name);
  if (signed.size === 0)
    throw new AttestationError("cosignature_refused", "no known witness has signed it");
  const added = given.note.signatures.filter(
    ({ name }) => signed.has(name) && !newest.note.signatures.some((each) => each.name === name),
  );
  const signatures = [...newest.note.signatures, ...added];
  if (signatures.length > SIGNATURES_MAX)
    throw new AttestationError("cosignature_refused", "the checkpoint has too many signatures");
  if (added.length > 0) await replace(folder, newest.size, { ...newest.note, signatures });
  return added.length;
}

async function replace(
  folder: string,
  size: number,
  note: Parameters<typeof formatNote>[0],
): Promise<void> {
  const bytes = formatNote(note);
  const day = (await lastDay(readLog(folder, size))) ?? 0;
  const dated = join(folder, "checkpoints", dayText(day));
  await writeFiles([{ path: dated, bytes }], PUBLIC);
  await writeFiles([{ path: join(folder, "checkpoint"), bytes }], PUBLIC);
}
