import { inflateRawSync } from "node:zlib";
import { ExtractError } from "./extracted";
import { ZIP_BYTES_MAX, ZIP_ENTRIES_MAX, ZIP_READ_BYTES_MAX } from "./limits";

/** One file of an archive as its central directory describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly compressedBytes: number;
  readonly uncompressedBytes: number;
  readonly headerOffset: number;
}

/**
 * Reads the central directory (PKWARE APPNOTE 6.3.10, section 4.3.12) without inflating anything, and
 * refuses an archive that declares more than we would read, is encrypted or holds other archives.
 */
export function listZip(bytes: Uint8Array): ZipEntry[] {
  const view = viewOf(bytes);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  const offset = view.getUint32(end + 16, true);
  if (count === ZIP64_COUNT || offset === ZIP64_OFFSET || count > ZIP_ENTRIES_MAX) throw tooLarge();

  const entries: ZipEntry[] = [];
  let position = offset;
  let total = 0;
  for (let i = 0; i < count; i += 1) {
    const { entry, next } = readEntry(bytes, view, position);
    total += entry.uncompressedBytes;
    if (total > ZIP_BYTES_MAX) throw tooLarge();
    entries.push(entry);
    position = next;
  }
  return entries;
}

/**
 * Inflates the chosen entries. The declared sizes are not believed: inflating stops at the limit.
 */
export function readZipEntries(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
): Map<string, Uint8Array> {
  const view = viewOf(bytes);
  const files = new Map<string, Uint8Array>();
  let left = ZIP_READ_BYTES_MAX;
  for (const entry of entries) {
    if (entry.uncompressedBytes > left) throw tooLarge();
    const content = inflateEntry(entryData(bytes, view, entry), entry, left);
    left -= content.length;
    files.set(entry.name, content);
  }
  return files;
}

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  position: number,
): { entry: ZipEntry; next: number } {
  if (position + 46 > view.byteLength || view.getUint32(position, true) !== CENTRAL_SIGNATURE) {
    throw malformed();
  }
  if ((view.getUint16(position + 8, true) & ENCRYPTED_FLAG) !== 0) {
    throw new ExtractError(
      "encrypted",
      "The file is protected with a password. Save it without one and add it again.",
    );
  }
  const nameLength = view.getUint16(position + 28, true);
  const rest = view.getUint16(position + 30, true) + view.getUint16(position + 32, true);
  const name = new TextDecoder().decode(bytes.subarray(position + 46, position + 46 + nameLength));
  if (ARCHIVE_NAME.test(name)) {
    throw new ExtractError(
      "unsupported",
      "The file holds another archive. Add the documents themselves.",
    );
  }
  const entry = {
    name,
    method: view.getUint16(position + 10, true),
    compressedBytes: view.getUint32(position + 20, true),
    uncompressedBytes: view.getUint32(position + 24, true),
    headerOffset: view.getUint32(position + 42, true),
  };
  return { entry, next: position + 46 + nameLength + rest };
}

function entryData(bytes: Uint8Array, view: DataView, entry: ZipEntry): Uint8Array {
  const header = entry.headerOffset;
  if (header + 30 > view.byteLength || view.getUint32(header, true) !== LOCAL_SIGNATURE) {
    throw malformed();
  }
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (start + entry.compressedBytes > bytes.length) throw malformed();
  return bytes.subarray(start, start + entry.compressedBytes);
}

function inflateEntry(compressed: Uint8Array, entry: ZipEntry, bytesMax: number): Uint8Array {
  if (entry.method === STORED) {
    if (compressed.length > bytesMax) throw tooLarge();
    return compressed;
  }
  if (entry.method !== DEFLATED) throw malformed();
  try {
    return inflateRawSync(compressed, { maxOutputLength: Math.max(1, bytesMax) });
  } catch (error) {
    throw error instanceof RangeError ? tooLarge() : malformed(error);
  }
}

/** The end record is last, with a comment of at most 65 535 bytes after it. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let i = view.byteLength - 22; i >= first; i -= 1) {
    if (view.getUint32(i, true) === END_SIGNATURE) return i;
  }
  throw malformed();
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function tooLarge(): ExtractError {
  return new ExtractError(
    "too_large",
    "The file unpacks to more than is read here. Add a shorter document without media.",
  );
}

function malformed(cause?: unknown): ExtractError {
  return new ExtractError(
    "malformed",
    "The file is damaged. Open it in the program it came from, save it and add it again.",
    cause,
  );
}

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const ENCRYPTED_FLAG = 1;
const STORED = 0;
const DEFLATED = 8;
const ZIP64_COUNT = 0xffff;
const ZIP64_OFFSET = 0xffffffff;
// Word keeps the spreadsheets behind its charts in embeddings/. They are never opened here.
const ARCHIVE_NAME =
  /^(?!word\/embeddings\/).*\.(?:zip|docx|docm|xlsx|pptx|odt|jar|7z|rar|gz|tar)$/i;
