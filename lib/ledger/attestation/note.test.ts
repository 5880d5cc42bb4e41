import { describe, expect, it } from "vitest";
import { sha256 } from "@/lib/crypto/index";
import vectors from "@/test/vectors/notes.json";
import { checkpointText, parseCheckpoint, parseDecimal } from "./checkpoint";
import {
  formatNote,
  type Note,
  parseNote,
  parseSigningKey,
  parseVerifierKey,
  signText,
  type VerifierKey,
  verifyNote,
} from "./note";
import { newSigningKey } from "./signer";
import { witness } from "./witness.fixture";

function note(text: string): Note {
  const parsed = parseNote(text);
  if (parsed === undefined) throw new Error("This is not a note.");
  return parsed;
}

function verifier(vkey: string): VerifierKey {
  const key = parseVerifierKey(vkey);
  if (key === undefined) throw new Error("This is not a verifier key.");
  return key;
}

describe("the published notes", () => {
  it.each(vectors.checkpoints)("verifies $source", (vector) => {
    const { origin, size, root } = vector;
    const checkpoint = parseCheckpoint(vector.note);
    expect(checkpoint).toMatchObject({ origin, size });
    expect(checkpoint?.root.toString("base64")).toBe(root);
    expect(verifyNote(note(vector.note), verifier(vector.vkey))).toBe("valid");
    expect(formatNote(note(vector.note))).toBe(vector.note);
  });

  it("ignores a signature of a kind or a key that it does not know", () => {
    const { note: text } = vectors.exampleNote;
    expect(parseVerifierKey(vectors.exampleNote.vkey)).toBeUndefined();
    const [rekor] = vectors.checkpoints;
    expect(verifyNote(note(text), verifier(rekor?.vkey ?? ""))).toBe("absent");
    expect(note(text).text).toBe("This is an example message.\n");
  });

  it("reads the key of a witness and refuses the keys that are none", () => {
    const { vkey } = vectors.witnessKey;
    expect(verifier(vkey)).toMatchObject({ name: "remora.n621.de", kind: "cosignature", vkey });
    expect(vectors.badKeys.vkeys.map(parseVerifierKey)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("a note", () => {
  const key = newSigningKey("ledger.example/log");
  const text = "ledger.example/log\n1\nAAAA\n";

  it("is valid with the key that signed it, and invalid when its text was changed", () => {
    const signed = { text, signatures: [signText(text, key)] };
    expect(verifyNote(signed, key.verifier)).toBe("valid");
    expect(verifyNote({ ...signed, text: text.replace("1", "2") }, key.verifier)).toBe("invalid");
    expect(verifyNote(signed, newSigningKey("ledger.example/log").verifier)).toBe("absent");
  });

  it("is invalid when one of two signatures of the same key is wrong", () => {
    const [right, wrong] = [signText(text, key), signText("another\n", key)];
    expect(verifyNote({ text, signatures: [right, wrong] }, key.verifier)).toBe("invalid");
  });

  it.each([
    ["no signature", "text\n"],
    ["an empty list of signatures", "text\n\n"],
    ["a signature without its newline", "text\n\n— a AAAAAAAA"],
    ["something else than a newline at its end", "text\n\n— a AAAAAAAAx"],
    ["no text", "x— a AAAAAAAA\n"],
    ["a second signature that is none", "text\n\n— a AAAAAAAA\nnothing\n"],
    ["something before the dash", "text\n\nx— a AAAAAAAA\n"],
    ["something after the signature", "text\n\n— a AAAAAAAA AAAA\n"],
    ["a hyphen instead of the dash", "text\n\n- a AAAAAAAA\n"],
    ["base64 that is not canonical", "text\n\n— a AAAAAAB=\n"],
    ["a key id and nothing else", "text\n\n— a AAAAAA==\n"],
    ["a tab", "te\txt\n\n— a AAAAAAAA\n"],
    ["another control character", "te\u001fxt\n\n— a AAAAAAAA\n"],
    ["a name with a space", "text\n\n— a b AAAAAAAA\n"],
    ["a name with a plus", "text\n\n— a+b AAAAAAAA\n"],
    ["too great a length", `${"x".repeat(100_000)}\n\n— a AAAAAAAA\n`],
  ])("is not read with %s", (_, wrong) => {
    expect(parseNote(wrong)).toBeUndefined();
  });

  it("is absent for a key whose signature stands under another name", () => {
    const { base64 } = signText(text, key);
    const other = { text, signatures: [{ name: "other.example/log", base64 }] };
    expect(verifyNote(other, key.verifier)).toBe("absent");
  });

  it("is read with its signatures in their order, up to its greatest length", () => {
    const signatures = [signText(text, key), signText(text, newSigningKey("other.example/log"))];
    expect(note(formatNote({ text, signatures }))).toEqual({ text, signatures });
    const end = "\n\n— a AAAAAAAA\n";
    const longest = `${"x".repeat(100_000 - end.length)}${end}`;
    expect(note(longest).text).toHaveLength(100_001 - end.length);
    expect(parseNote(`x${longest}`)).toBeUndefined();
    expect(note(end).text).toBe("\n");
  });

  it("is verified with the cosignature of a witness and its time", () => {
    const { name, vkey, signText: cosign } = witness("witness.example");
    const key = verifier(vkey);
    const verdict = (signed: string, base64: string) =>
      verifyNote({ text: signed, signatures: [{ name, base64 }] }, key);
    expect(verdict(text, cosign(text))).toBe("valid");
    expect(verdict("another\n", cosign(text))).toBe("invalid");
    const bytes = Buffer.from(cosign(text), "base64");
    for (const length of [75, 7]) {
      const short = bytes.subarray(0, length).toString("base64");
      expect(verdict(text, short)).toBe("invalid");
    }
  });
});

describe("a checkpoint", () => {
  const root = Buffer.alloc(32).toString("base64");
  it.each([
    ["a size with a leading zero", `log\n01\n${root}\n`],
    ["a size beyond what a number holds", `log\n9007199254740993\n${root}\n`],
    ["a short root", `log\n1\n${Buffer.alloc(31).toString("base64")}\n`],
    ["an extension line", `log\n1\n${root}\nmore\n`],
    ["a root that is no base64", `log\n1\n-${root.slice(1)}\n`],
    ["no origin", `\n1\n${root}\n`],
    ["no root", "log\n1\n"],
  ])("is not read with %s", (_, text) => {
    expect(parseCheckpoint(`${text}\n— a AAAAAAAA\n`)).toBeUndefined();
  });

  it("is read as it was written", () => {
    const head = { size: 90, root: Buffer.alloc(32, 7) };
    const text = checkpointText("log", head);
    expect(text).toBe(`log\n90\n${head.root.toString("base64")}\n`);
    expect(parseCheckpoint(`${text}\n— a AAAAAAAA\n`)).toMatchObject({ origin: "log", ...head });
    expect(parseCheckpoint(text)).toBeUndefined();
  });

  it("has a size that is written in the one way", () => {
    for (const size of [0, 1, 10, 250, 2 ** 53 - 1]) expect(parseDecimal(String(size))).toBe(size);
    for (const other of ["", "-1", " 1", "1 ", "01", "1e3", "9007199254740992"])
      expect(parseDecimal(other)).toBeUndefined();
  });
});

describe("a signing key", () => {
  it("is read as it was written", () => {
    const key = newSigningKey("ledger.example/log");
    expect(parseSigningKey(key.skey)?.verifier.vkey).toBe(key.verifier.vkey);
    expect(parseVerifierKey(key.verifier.vkey)).toEqual(key.verifier);
  });

  it("is refused when a digit of it changed or its name can't stand in a note", () => {
    const { skey } = newSigningKey("ledger.example/log");
    expect(parseSigningKey(skey.replace(/[+][0-9a-f]{8}[+]/, "+00000000+"))).toBeUndefined();
    expect(parseSigningKey(`${skey.slice(0, -8)}AAAAAAA=`)).toBeUndefined();
    expect(parseSigningKey("")).toBeUndefined();
    expect(parseSigningKey(`${skey} `)).toBeUndefined();
    for (const name of ["", "my ledger", "my+ledger"])
      expect(() => newSigningKey(name)).toThrow("The name of a key has no space and no plus.");
  });

  it("is written with its name, its id and its type before it", () => {
    const { skey, verifier: own, pkcs8 } = newSigningKey("log");
    const typed = Buffer.concat([Buffer.from([2]), pkcs8]).toString("base64");
    expect(skey).toBe(`PRIVATE+KEY+log+${own.id}+${typed}`);
  });
});

describe("a verifier key", () => {
  /** The text of a key with the id that belongs to it. */
  function vkeyOf(name: string, type: number, key: Buffer): string {
    const bytes = Buffer.concat([Buffer.from([type]), key]);
    const named = type === 2 ? key : Buffer.concat([Buffer.from(`${name}\n`), bytes]);
    return `${name}+${sha256(named).toString("hex", 0, 4)}+${bytes.toString("base64")}`;
  }
  const { publicKey } = newSigningKey("log").verifier;

  it("has a type and a length that belong together", () => {
    expect(parseVerifierKey(vkeyOf("log", 2, publicKey))?.kind).toBe("ecdsa");
    expect(parseVerifierKey(vkeyOf("log", 4, Buffer.alloc(32)))?.kind).toBe("cosignature");
    for (const [type, key] of [
      [2, publicKey.subarray(1)],
      [2, publicKey.subarray(0, 32)],
      [4, Buffer.alloc(31)],
      [4, publicKey],
      [1, Buffer.alloc(32)],
    ] as const)
      expect(parseVerifierKey(vkeyOf("log", type, key))).toBeUndefined();
    // The id of an ECDSA key, with the type of a witness's.
    const [, id] = vkeyOf("log", 2, publicKey).split("+");
    const [, , ...base64] = vkeyOf("log", 4, publicKey).split("+");
    expect(parseVerifierKey(`log+${id}+${base64.join("+")}`)).toBeUndefined();
  });

  it("is read whole or not at all", () => {
    const vkey = vkeyOf("log", 2, publicKey);
    for (const text of ["", `my ${vkey}`, `${vkey} `, vkey.replace("log+", "log+0"), `${vkey}-`])
      expect(parseVerifierKey(text)).toBeUndefined();
  });
});
