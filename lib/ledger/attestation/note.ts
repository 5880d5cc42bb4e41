import { p256PublicKey, sha256, signP256, verifyEd25519, verifyP256 } from "@/lib/crypto/index";

// C2SP signed notes (c2sp.org/signed-note): a text, an empty line, and lines of signatures.

/** ECDSA on P-256 with SHA-256, in DER: what the log signs with. */
const ECDSA = 0x02;
/** A witness's Ed25519 cosignature with its time (c2sp.org/tlog-cosignature). */
const COSIGNATURE = 0x04;
const KEY_ID_BYTES = 4;
/** A note is read up to this length: 16 signatures of any kind in use fit. */
const NOTE_CHARS_MAX = 100_000;
const SIGNATURE_LINE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;

export interface NoteSignature {
  readonly name: string;
  /** Key id and signature, in canonical base64. */
  readonly base64: string;
}

export interface Note {
  /** With its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A public key by which notes are verified. Its text form is `name+id+base64(type, key)`. */
export interface VerifierKey {
  readonly vkey: string;
  readonly name: string;
  /** 8 hexadecimal digits. */
  readonly id: string;
  readonly kind: "ecdsa" | "cosignature";
  readonly publicKey: Buffer;
}

/** A private key that signs notes. Its text form is `PRIVATE+KEY+name+id+base64(type, PKCS #8)`. */
export interface SigningKey {
  readonly skey: string;
  readonly verifier: VerifierKey;
  readonly pkcs8: Buffer;
}

/** Reads a note. Undefined for a text that is none. */
export function parseNote(note: string): Note | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a note has no control character but newline.
  if (note.length > NOTE_CHARS_MAX || /[\u0000-\u0009\u000b-\u001f]/.test(note)) return undefined;
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n")) return undefined;
  const signatures = note
    .slice(end + 2, -1)
    .split("\n")
    .map(parseSignature);
  if (signatures.some((signature) => signature === undefined)) return undefined;
  return {
    text: note.slice(0, end + 1),
    signatures: signatures.filter((signature) => signature !== undefined),
  };
}

/** Writes a note. */
export function formatNote({ text, signatures }: Note): string {
  const lines = signatures.map(({ name, base64 }) => `— ${name} ${base64}\n`);
  return `${text}\n${lines.join("")}`;
}

/** Signs a text that ends in a newline. */
export function signText(text: string, key: SigningKey): NoteSignature {
  const { name, id } = key.verifier;
  const signature = signP256(key.pkcs8, Buffer.from(text));
  return { name, base64: Buffer.concat([Buffer.from(id, "hex"), signature]).toString("base64") };
}

/** What a key has to say of a note: nothing (another's signature), that it signed, or that somebody lies. */
export type Verdict = "absent" | "valid" | "invalid";

/** Checks the signature of one key. A key that signed twice must be right each time. */
export function verifyNote(note: Note, key: VerifierKey): Verdict {
  const own = note.signatures
    .filter(({ name }) => name === key.name)
    .map(({ base64 }) => Buffer.from(base64, "base64"))
    .filter((bytes) => bytes.toString("hex", 0, KEY_ID_BYTES) === key.id)
    .map((bytes) => bytes.subarray(KEY_ID_BYTES));
  if (own.length === 0) return "absent";
  return own.every((signature) => verifySignature(note.text, key, signature)) ? "valid" : "invalid";
}

function verifySignature(text: string, key: VerifierKey, signature: Buffer): boolean {
  if (key.kind === "ecdsa") return verifyP256(key.publicKey, Buffer.from(text), signature);
  if (signature.length !== 72) return false;
  const message = cosignedMessage(text, signature.readBigUInt64BE());
  return verifyEd25519(key.publicKey, message, signature.subarray(8));
}

/** What a witness signs: a header, its time in seconds since 1970, and the checkpoint's text. */
function cosignedMessage(text: string, seconds: bigint): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
}

/** Reads a verifier key. Undefined for a text that is none, or of a kind that is not in use here. */
export function parseVerifierKey(vkey: string): VerifierKey | undefined {
  const [, name = "", id = "", base64 = ""] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(vkey) ?? [];
  const bytes = decodeBase64(base64);
  if (name === "" || bytes === undefined) return undefined;
  const key = verifierKey(name, bytes);
  return key?.id === id ? key : undefined;
}

function verifierKey(name: string, bytes: Buffer): VerifierKey | undefined {
  const publicKey = bytes.subarray(1);
  const kind = bytes[0] === ECDSA ? "ecdsa" : bytes[0] === COSIGNATURE ? "cosignature" : undefined;
  if (kind === undefined || publicKey.length !== (kind === "ecdsa" ? 91 : 32)) return undefined;
  const named = kind === "ecdsa" ? publicKey : Buffer.concat([Buffer.from(`${name}\n`), bytes]);
  const id = sha256(named).toString("hex", 0, KEY_ID_BYTES);
  return { vkey: `${name}+${id}+${bytes.toString("base64")}`, name, id, kind, publicKey };
}

/** A signing key of a private P-256 key in PKCS #8. @throws Error for a name that a note can't carry */
export function signingKey(name: string, pkcs8: Buffer): SigningKey {
  const verifier = verifierKey(name, Buffer.concat([Buffer.from([ECDSA]), p256PublicKey(pkcs8)]));
  if (verifier === undefined || !/^[^\s+]+$/u.test(name))
    throw new Error("The name of a key has no space and no plus.");
  const secret = Buffer.concat([Buffer.from([ECDSA]), pkcs8]).toString("base64");
  return { skey: `PRIVATE+KEY+${name}+${verifier.id}+${secret}`, verifier, pkcs8 };
}

/** Reads a signing key. Undefined for a text that is none. */
export function parseSigningKey(skey: string): SigningKey | undefined {
  const [, name = "", base64 = ""] =
    /^PRIVATE\+KEY\+([^\s+]+)\+[0-9a-f]{8}\+(\S+)$/u.exec(skey) ?? [];
  const bytes = decodeBase64(base64);
  if (name === "" || bytes?.[0] !== ECDSA) return undefined;
  try {
    const key = signingKey(name, bytes.subarray(1));
    return key.skey === skey ? key : undefined;
  } catch {
    return undefined; // The bytes are not a P-256 key.
  }
}

/** Decodes base64 (RFC 4648 §4) that is written in the one canonical way; undefined for any other text. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : undefined;
}

/** Reads a line of a signature. Undefined for a line that is none. */
export function parseSignature(line: string): NoteSignature | undefined {
  const [, name = "", base64 = ""] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = decodeBase64(base64);
  return bytes === undefined || bytes.length <= KEY_ID_BYTES ? undefined : { name, base64 };
}
