import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256 } from "./index";

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
