import { HASH_BYTES } from "./merkle";
import { decodeBase64, type Note, parseNote } from "./note";

/** The state of a log at one size (c2sp.org/tlog-checkpoint). */
export interface TreeHead {
  readonly size: number;
  readonly root: Buffer;
}

/** A tree head with the log's name and its signatures. */
export interface Checkpoint extends TreeHead {
  readonly origin: string;
  readonly note: Note;
}

/** The text that is signed. */
export function checkpointText(origin: string, { size, root }: TreeHead): string {
  return `${origin}\n${size}\n${root.toString("base64")}\n`;
}

/** Reads a checkpoint without believing it. Undefined for a text that is none, or has extension lines. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const note = parseNote(text);
  if (note === undefined) return undefined;
  const [origin = "", sizeText = "", rootText = "", ...rest] = note.text.split("\n");
  const size = parseDecimal(sizeText);
  const root = decodeBase64(rootText);
  if (size === undefined || root?.length !== HASH_BYTES) return undefined;
  // The text ends in a newline, behind which there is nothing.
  return origin === "" || rest.length !== 1 ? undefined : { origin, size, root, note };
}

/** A whole number below 2^53 in decimal, without leading zeros. */
export function parseDecimal(text: string): number | undefined {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}
