import { p256PublicKey, sha256, signP256, verifyEd25519, verifyP256 } from "@/lib/crypto/index";

// C2SP signed notes (c2sp.org/signed-note): a text, an empty line, and lines of signatures.

/** ECDSA on P-256 with SHA-256, in DER: what the log signs with. */
const ECDSA = 0x02;
/** A witness's Ed25519 cosignature with its time (c2sp.org/tlog-cosignature). */
const COSIGNATURE = 0x04;
/** A P-256 key in SubjectPublicKeyInfo, and an Ed25519 key as it is. */
const ECDSA_KEY_BYTES = 91;
const COSIGNATURE_KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
/** A note is read up to this length: 16 signatures of any kind in use fit. */
const NOTE_CHARS_MAX = 100_000;
const SIGNATURE_LINE = /^— ([^\s+]+) (\S+)$/u;

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
  const signatures: NoteSignature[] = [];
  for (const line of note.slice(end + 2, -1).split("\n")) {
    const signature = parseSignature(line);
    if (signature === undefined) return undefined;
    signatures.push(signature);
  }
  return { text: note.slice(0, end + 1), signatures };
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
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(vkey);
  if (match === null) return undefined;
  const [, name = "", id = "", base64 = ""] = match;
  const bytes = decodeBase64(base64);
  const key = bytes === undefined ? undefined : verifierKey(name, bytes);
  return key?.id === id ? key : undefined;
}

function verifierKey(name: string, bytes: Buffer): VerifierKey | undefined {
  const [type] = bytes;
  const publicKey = bytes.subarray(1);
  if (type === ECDSA && publicKey.length === ECDSA_KEY_BYTES) return ecdsaKey(name, publicKey);
  if (type !== COSIGNATURE || publicKey.length !== COSIGNATURE_KEY_BYTES) return undefined;
  const id = keyId(Buffer.concat([Buffer.from(`${name}\n`), bytes]));
  const vkey = `${name}+${id}+${bytes.toString("base64")}`;
  return { vkey, name, id, kind: "cosignature", publicKey };
}

function ecdsaKey(name: string, publicKey: Buffer): VerifierKey {
  const id = keyId(publicKey);
  const vkey = `${name}+${id}+${typed(publicKey)}`;
  return { vkey, name, id, kind: "ecdsa", publicKey };
}

function keyId(bytes: Buffer): string {
  return sha256(bytes).toString("hex", 0, KEY_ID_BYTES);
}

/** A key for ECDSA behind its type, in base64. */
function typed(key: Buffer): string {
  return Buffer.concat([Buffer.from([ECDSA]), key]).toString("base64");
}

/** A signing key of a private P-256 key in PKCS #8. @throws Error for a name that a note can't carry */
export function signingKey(name: string, pkcs8: Buffer): SigningKey {
  if (!/^[^\s+]+$/u.test(name)) throw new Error("The name of a key has no space and no plus.");
  const verifier = ecdsaKey(name, p256PublicKey(pkcs8));
  return { skey: `PRIVATE+KEY+${name}+${verifier.id}+${typed(pkcs8)}`, verifier, pkcs8 };
}

/** Reads a signing key. Undefined for a text that is none. */
export function parseSigningKey(skey: string): SigningKey | undefined {
  const [, , name = "", , ...secret] = skey.split("+");
  try {
    const key = signingKey(name, Buffer.from(secret.join("+"), "base64").subarray(1));
    if (key.skey === skey) return key;
  } catch {
    // The bytes are not a P-256 key.
  }
  return undefined;
}

/** Decodes base64 (RFC 4648 §4) that is written in the one canonical way; undefined for any other text. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : undefined;
}

/** Reads a line of a signature. Undefined for a line that is none. */
export function parseSignature(line: string): NoteSignature | undefined {
  const match = SIGNATURE_LINE.exec(line);
  if (match === null) return undefined;
  const [, name = "", base64 = ""] = match;
  const bytes = decodeBase64(base64);
  return bytes === undefined || bytes.length <= KEY_ID_BYTES ? undefined : { name, base64 };
}
