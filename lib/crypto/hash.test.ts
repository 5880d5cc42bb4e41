import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha1Hex, sha256 } from "./index";

describe("sha256", () => {
  it("is that of the standard, for bytes and for texts", () => {
    // FIPS 180-4, the example of one block.
    expect(sha256("abc").toString("hex")).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    expect(sha256("é✓")).toEqual(sha256(Buffer.from("é✓", "utf8")));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(sha256(bytes)).toEqual(createHash("sha256").update(bytes).digest());
      }),
    );
  });
});

describe("sha1Hex", () => {
  it("is that of the standard, of a text in UTF-8", () => {
    // FIPS 180-4, the example of one block.
    expect(sha1Hex("abc")).toBe("a9993e364706816aba3e25717850c26c9cd0d89d");
    expect(sha1Hex("é✓")).toBe(createHash("sha1").update(Buffer.from("é✓", "utf8")).digest("hex"));
  });
});
