import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { newP256Key, p256PublicKey, signP256, verifyEd25519, verifyP256 } from "./index";

const message = Buffer.from("a checkpoint\n");

describe("ECDSA P-256", () => {
  const key = newP256Key();
  const publicKey = p256PublicKey(key);

  it("signs what its public key verifies", () => {
    expect(publicKey).toHaveLength(91);
    expect(verifyP256(publicKey, message, signP256(key, message))).toBe(true);
  });

  it("refuses another message, another key and a changed signature", () => {
    const signature = signP256(key, message);
    const changed = Buffer.from(signature);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(verifyP256(publicKey, Buffer.from("another\n"), signature)).toBe(false);
    expect(verifyP256(p256PublicKey(newP256Key()), message, signature)).toBe(false);
    expect(verifyP256(publicKey, message, changed)).toBe(false);
    expect(verifyP256(publicKey, message, Buffer.alloc(0))).toBe(false);
  });

  it("takes keys of P-256 only", () => {
    const other = generateKeyPairSync("ec", { namedCurve: "secp384r1" });
    const spki = other.publicKey.export({ format: "der", type: "spki" });
    const signature = sign("sha256", message, other.privateKey);
    expect(verifyP256(spki, message, signature)).toBe(false);
    expect(verifyP256(Buffer.from("no key"), message, signature)).toBe(false);
    const pkcs8 = other.privateKey.export({ format: "der", type: "pkcs8" });
    expect(() => signP256(pkcs8, message)).toThrow("P-256");
  });
});

// RFC 8032 §7.1, test 3.
describe("Ed25519", () => {
  const publicKey = Buffer.from(
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "hex",
  );
  const signature = Buffer.from(
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    "hex",
  );

  it("verifies the signature of the standard", () => {
    expect(verifyEd25519(publicKey, Buffer.from("af82", "hex"), signature)).toBe(true);
  });

  it("refuses another message and a key that is not one", () => {
    expect(verifyEd25519(publicKey, Buffer.from("af83", "hex"), signature)).toBe(false);
    expect(verifyEd25519(Buffer.alloc(31), Buffer.from("af82", "hex"), signature)).toBe(false);
  });
});
