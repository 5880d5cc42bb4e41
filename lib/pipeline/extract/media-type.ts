export type SourceKind = "html" | "markdown" | "plain" | "zip" | "pdf" | "ole" | "binary";

/**
 * Decides what a source is. The first bytes win over the declared type, and the declared type over
 * the file name: servers and people mislabel files, signatures can't be.
 */
export function kindOf(
  bytes: Uint8Array,
  mediaType: string | undefined,
  fileName: string | undefined,
): SourceKind {
  const head = latin1(bytes.subarray(0, HEAD_BYTES));
  const bySignature = kindBySignature(head);
  if (bySignature !== undefined) return bySignature;

  const declared = essenceOf(mediaType);
  const extension = extensionOf(fileName);
  if (HTML_START.test(head.replace(BOM_OR_SPACE, ""))) return "html";
  if (declared === "text/plain" && extension === "md") return "markdown";
  return KIND_BY_TYPE[declared] ?? KIND_BY_EXTENSION[extension] ?? kindByFamily(declared);
}

/** The type without parameters, lower case. Empty when there is none. */
export function essenceOf(mediaType: string | undefined): string {
  return (mediaType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** Bytes as characters of the same number, for looking at structure that is ASCII. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function kindBySignature(head: string): SourceKind | undefined {
  if (head.slice(0, PDF_HEAD_BYTES).includes("%PDF-")) return "pdf";
  if (head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06")) return "zip";
  if (head.startsWith("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return "ole";
  return BINARY_SIGNATURES.some((signature) => head.startsWith(signature)) ? "binary" : undefined;
}

function extensionOf(fileName: string | undefined): string {
  return /\.([a-z0-9]{1,10})$/i.exec(fileName ?? "")?.[1]?.toLowerCase() ?? "";
}

/** Unknown text is read as text. So is what nobody declared: whether it decodes is checked later. */
function kindByFamily(declared: string): SourceKind {
  if (declared === "" || declared === "application/octet-stream") return "plain";
  return declared.startsWith("text/") ? "plain" : "binary";
}

const HEAD_BYTES = 2_048;
const PDF_HEAD_BYTES = 1_024;
const BOM_OR_SPACE = /^(?:\xEF\xBB\xBF|\s)+/;
const HTML_START = /^(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|body)[\s>]/i;

const BINARY_SIGNATURES = [
  "\x89PNG",
  "\xFF\xD8\xFF",
  "GIF8",
  "RIFF",
  "\x1F\x8B",
  "7z\xBC\xAF",
  "Rar!",
  "\x7FELF",
  "MZ\x90",
  "OggS",
  "ID3",
  "\x00\x00\x00",
];

const KIND_BY_TYPE: Readonly<Record<string, SourceKind>> = {
  "text/html": "html",
  "application/xhtml+xml": "html",
  "text/markdown": "markdown",
  "text/x-markdown": "markdown",
  "application/json": "plain",
};

const KIND_BY_EXTENSION: Readonly<Record<string, SourceKind>> = {
  html: "html",
  htm: "html",
  xhtml: "html",
  md: "markdown",
  markdown: "markdown",
  txt: "plain",
};
