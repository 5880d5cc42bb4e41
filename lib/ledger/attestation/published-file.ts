import { join } from "node:path";
import { readIfThere } from "./files";
import { dayText } from "./leaf";
import { lastDay, readCheckpoint } from "./publish";
import { readLog, TILE_WIDTH, tilePath, tileWidth } from "./tiles";

/** A file of the log as it is served. */
export interface PublishedFile {
  readonly bytes: Buffer;
  readonly contentType: "text/plain; charset=utf-8" | "application/octet-stream";
  /** It never changes: others may keep it. */
  readonly isImmutable: boolean;
}

const TEXT_PATH = /^(checkpoint|keys\.txt|checkpoints\/[0-9]{4}-[0-9]{2}-[0-9]{2})$/;
/** Level, number and width. It need not be strict: what it finds is written as a path again and compared. */
const TILE_PATH = /tile\/([0-9])\/([0-9x/]+)(?:\.p\/([0-9]+))?/;

/**
 * A file of the log that everybody may read, by its path below the log's address. Undefined for any other
 * path, and for tiles beyond the newest checkpoint: they may still change. Entries are not served, because
 * they say how many transactions each workspace has; hashes of entries say nothing.
 */
export async function readPublishedFile(
  folder: string,
  path: string,
): Promise<PublishedFile | undefined> {
  if (TEXT_PATH.test(path)) {
    const bytes = await readIfThere(join(folder, path));
    const contentType = "text/plain; charset=utf-8";
    return bytes === undefined ? undefined : { bytes, contentType, isImmutable: false };
  }
  return (await isCovered(folder, path)) ? readTileFile(folder, path) : undefined;
}

async function readTileFile(folder: string, path: string): Promise<PublishedFile | undefined> {
  const bytes = await readIfThere(join(folder, path));
  const contentType = "application/octet-stream";
  return bytes === undefined ? undefined : { bytes, contentType, isImmutable: true };
}

/** Whether a path is of a tile all of whose hashes are below the newest checkpoint. */
async function isCovered(folder: string, path: string): Promise<boolean> {
  const parts = TILE_PATH.exec(path);
  if (parts === null) return false;
  const [, levelText = "", indexText = "", widthText] = parts;
  const [level, index] = [Number(levelText), Number(indexText.replaceAll(/[x/]/g, ""))];
  const width = widthText === undefined ? TILE_WIDTH : Number(widthText);
  const size = (await readCheckpoint(folder))?.size ?? 0;
  return (
    width > 0 && width <= tileWidth(level, index, size) && tilePath(level, index, width) === path
  );
}

/** The newest checkpoint as people ask for it. */
export interface NewestCheckpoint {
  readonly origin: string;
  /** Entries of the log. */
  readonly size: number;
  /** The day of the attestation in UTC: YYYY-MM-DD. */
  readonly day: string;
}

/** The newest checkpoint of a log. Undefined before the first one. @throws AttestationError log_inconsistent */
export async function findNewestCheckpoint(folder: string): Promise<NewestCheckpoint | undefined> {
  const checkpoint = await readCheckpoint(folder);
  if (checkpoint === undefined) return undefined;
  const { origin, size } = checkpoint;
  const day = await lastDay(readLog(folder, size));
  return day === undefined ? undefined : { origin, size, day: dayText(day) };
}
