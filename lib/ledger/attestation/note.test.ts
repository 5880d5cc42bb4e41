import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sha256 } from "@/lib/crypto/index";
import vectors from "@/test/vectors/notes.json";
import { parseCheckpoint } from "./checkpoint";
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
    ["a hyphen instead of the dash", "text\n\n- a AAAAAAAA\n"],
    ["base64 that is not canonical", "text\n\n— a AAAAAAB=\n"],
    ["a key id and nothing else", "text\n\n— a AAAAAA==\n"],
    ["a tab", "te\txt\n\n— a AAAAAAAA\n"],
    ["a name with a plus", "text\n\n— a+b AAAAAAAA\n"],
    ["too great a length", `${"x".repeat(100_000)}\n\n— a AAAAAAAA\n`],
  ])("is not read with %s", (_, wrong) => {
    expect(parseNote(wrong)).toBeUndefined();
  });

  it("is verified with the cosignature of a witness and its time", () => {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
    const typed = Buffer.concat([Buffer.from([4]), raw]);
    const id = sha256(Buffer.concat([Buffer.from("witness.example\n"), typed])).subarray(0, 4);
    const witness = verifier(`witness.example+${id.toString("hex")}+${typed.toString("base64")}`);
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(1_700_000_000n);
    const message = Buffer.from(`cosignature/v1\ntime 1700000000\n${text}`);
    const base64 = Buffer.concat([id, time, sign(null, message, privateKey)]).toString("base64");
    const cosigned = { text, signatures: [{ name: "witness.example", base64 }] };
    expect(verifyNote(cosigned, witness)).toBe("valid");
    expect(verifyNote({ ...cosigned, text: "another\n" }, witness)).toBe("invalid");
    const short = Buffer.from(base64, "base64").subarray(0, -1).toString("base64");
    const signatures = [{ name: "witness.example", base64: short }];
    expect(verifyNote({ text, signatures }, witness)).toBe("invalid");
  });
});

describe("a checkpoint", () => {
  const root = Buffer.alloc(32).toString("base64");
  it.each([
    ["a size with a leading zero", `log\n01\n${root}\n`],
    ["a size beyond what a number holds", `log\n9007199254740993\n${root}\n`],
    ["a short root", `log\n1\n${Buffer.alloc(31).toString("base64")}\n`],
    ["an extension line", `log\n1\n${root}\nmore\n`],
    ["no origin", `\n1\n${root}\n`],
  ])("is not read with %s", (_, text) => {
    expect(parseCheckpoint(`${text}\n— a AAAAAAAA\n`)).toBeUndefined();
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
    expect(() => newSigningKey("my ledger")).toThrow("no space");
  });
});
