import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";

const P256 = "prime256v1";
/** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410 §4). */
const ED25519_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/** A new P-256 key (FIPS 186-5) as PKCS #8 in DER. */
export function newP256Key(): Buffer {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: P256 });
  return privateKey.export({ format: "der", type: "pkcs8" });
}

/** The public half of a P-256 key in PKCS #8, as SubjectPublicKeyInfo in DER: 91 bytes. */
export function p256PublicKey(pkcs8: Uint8Array): Buffer {
  return createPublicKey(readPrivateKey(pkcs8)).export({ format: "der", type: "spki" });
}

/** Signs bytes with ECDSA P-256 and SHA-256. The signature is DER (RFC 3279 §2.2.3). */
export function signP256(pkcs8: Uint8Array, message: Uint8Array): Buffer {
  return sign("sha256", message, readPrivateKey(pkcs8));
}

/** Whether a DER signature of ECDSA P-256 and SHA-256 is right. False as well for a key of another kind. */
export function verifyP256(spki: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const key = readPublicKey(spki);
  if (key?.asymmetricKeyDetails?.namedCurve !== P256) return false;
  return verify("sha256", message, key, signature);
}

/** Whether an Ed25519 signature (RFC 8032) is right. The key is its 32 bytes. */
export function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== 32) return false;
  const key = readPublicKey(Buffer.concat([ED25519_PREFIX, publicKey]));
  return key !== undefined && verify(null, message, key, signature);
}

function readPrivateKey(pkcs8: Uint8Array): KeyObject {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  if (key.asymmetricKeyDetails?.namedCurve !== P256) throw new Error("This is not a P-256 key.");
  return key;
}

function readPublicKey(spki: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
  } catch {
    return undefined; // Not a key: nothing that a signature could be checked with.
  }
}
