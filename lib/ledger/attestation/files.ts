import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** Files that are written side by side. */
const WRITES_AT_ONCE = 16;

export interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array | string;
}

/** Who may read what is written: the modes of new folders and files. */
export interface Access {
  readonly folder: number;
  readonly file: number;
}
/** Everybody: the log. */
export const PUBLIC: Access = { folder: 0o755, file: 0o644 };
/** Only the process's user: the signer. */
export const PRIVATE: Access = { folder: 0o700, file: 0o600 };

/**
 * Writes files so that each is either the old one or the new one, whole, whenever the machine stops, and
 * that all are on the disk when the promise resolves. The order among them is not defined.
 */
export async function writeFiles(files: readonly NewFile[], access: Access): Promise<void> {
  const touched = new Set<string>();
  for (const folder of new Set(files.map(({ path }) => dirname(path)))) {
    touched.add(folder);
    for (const above of await makeFolder(folder, access)) touched.add(above);
  }
  // Stryker disable next-line EqualityOperator: one step more writes nothing.
  for (let from = 0; from < files.length; from += WRITES_AT_ONCE) {
    const some = files.slice(from, from + WRITES_AT_ONCE);
    const written = await Promise.allSettled(some.map((file) => replaceFile(file, access)));
    for (const one of written) if (one.status === "rejected") throw one.reason;
  }
  for (const folder of touched) await syncFolder(folder);
}

/** Makes a folder and returns those that have a new folder in them. */
async function makeFolder(folder: string, access: Access): Promise<string[]> {
  const highest = await mkdir(folder, { recursive: true, mode: access.folder });
  const changed: string[] = [];
  for (let made = folder; highest !== undefined && made.length >= highest.length; ) {
    made = dirname(made);
    changed.push(made);
  }
  return changed;
}

async function replaceFile({ path, bytes }: NewFile, access: Access): Promise<void> {
  const temporary = `${path}.tmp`;
  const file = await open(temporary, "w", access.file);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The bytes of a file. Undefined when there is none. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** Whether an error of the file system says that there is nothing. */
export function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOENT" || code === "ENOTDIR";
}
