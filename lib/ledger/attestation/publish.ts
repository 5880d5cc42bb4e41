import { join } from "node:path";
import { type Checkpoint, parseCheckpoint } from "./checkpoint";
import { AttestationError } from "./errors";
import { PUBLIC, readIfThere, writeFiles } from "./files";
import { formatKeyList, type KeyList, parseKeyList } from "./keys";
import { dayText, parseLeaf } from "./leaf";
import { formatNote } from "./note";
import { type LogReader, readLog, TILE_WIDTH } from "./tiles";

// What the log's folder shows to everybody beside its tiles: `checkpoint`, `checkpoints/YYYY-MM-DD`, `keys.txt`.

/** The newest checkpoint. Undefined before the first one. @throws AttestationError log_inconsistent for a damaged one */
export async function readCheckpoint(folder: string): Promise<Checkpoint | undefined> {
  const bytes = await readIfThere(join(folder, "checkpoint"));
  if (bytes === undefined) return undefined;
  const checkpoint = parseCheckpoint(bytes.toString());
  if (checkpoint === undefined)
    throw new AttestationError("log_inconsistent", "the file checkpoint is damaged");
  return checkpoint;
}

/** Whether two checkpoints say the same, whoever signed them. */
export function isSameHead(one: Checkpoint, other: Checkpoint): boolean {
  return one.note.text === other.note.text;
}

/** The log at a checkpoint's size. @throws AttestationError log_inconsistent when the files have another root */
export async function readSignedLog(folder: string, checkpoint: Checkpoint): Promise<LogReader> {
  const log = readLog(folder, checkpoint.size);
  const root = await log.rangeHash({ start: 0, end: checkpoint.size });
  if (!root.equals(checkpoint.root))
    throw new AttestationError(
      "log_inconsistent",
      `the files do not give the root that was signed at size ${checkpoint.size}`,
    );
  return log;
}

/** The day of the log's last attestation. Undefined for an empty log. */
export async function lastDay(log: LogReader): Promise<number | undefined> {
  if (log.size === 0) return undefined;
  const entries = await log.entries(Math.floor((log.size - 1) / TILE_WIDTH));
  const leaf = parseLeaf(entries.at(-1) ?? Buffer.alloc(0));
  if (leaf?.kind !== "day")
    throw new AttestationError("log_inconsistent", "the last entry is not a day");
  return leaf.day;
}

/** Shows a signed checkpoint: first as its day's, then as the newest. */
export async function publishCheckpoint(
  folder: string,
  checkpoint: Checkpoint,
  day: number,
): Promise<void> {
  await writeCheckpoint(join(folder, "checkpoints", dayText(day)), checkpoint);
  await writeCheckpoint(join(folder, "checkpoint"), checkpoint);
}

async function writeCheckpoint(path: string, { note }: Checkpoint): Promise<void> {
  await writeFiles([{ path, bytes: formatNote(note) }], PUBLIC);
}

/** The published keys. Undefined before the first one. @throws AttestationError keys_unreadable */
export async function readKeyList(folder: string): Promise<KeyList | undefined> {
  const bytes = await readIfThere(join(folder, "keys.txt"));
  if (bytes === undefined) return undefined;
  const list = parseKeyList(bytes.toString());
  if (list === undefined) throw new AttestationError("keys_unreadable", join(folder, "keys.txt"));
  return list;
}

/** Shows the keys. */
export async function publishKeyList(folder: string, list: KeyList): Promise<void> {
  await writeFiles([{ path: join(folder, "keys.txt"), bytes: formatKeyList(list) }], PUBLIC);
}
