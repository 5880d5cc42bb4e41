import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decodeHeader, encodeHeader, encodeRecord, GENESIS, hashBody, hashLink } from "./record";

const WORKSPACE = "018f3b5c-7d21-7a10-8b11-0123456789ab";
const transaction = {
  seq: 258n,
  id: "00112233-4455-8677-8899-aabbccddeeff",
  createdUs: 1_790_000_000_000_001n,
  kind: 7,
  memo: "für",
  lines: [
    { debit: 7, credit: 1, amountNanos: 5_000_000_000n },
    { debit: 0, credit: 9, amountNanos: 1n },
  ],
};

// Written by hand along the README.
const PREFIX = "0000000000000102" + "00112233445586778899aabbccddeeff" + "00065bfeda25e001";
const BODY =
  "0007" +
  "00000004" +
  "66c3bc72" +
  "0002" +
  "00070001000000012a05f200" +
  "000000090000000000000001";
const sha256 = (tag: string, hex: string): string =>
  createHash("sha256").update(tag).update(Buffer.from(hex, "hex")).digest("hex");

describe("the bytes", () => {
  it("of a body and of a link are those of the description", () => {
    const body = sha256("AIB-1", BODY);
    expect(hashBody(transaction).toString("hex")).toBe(body);
    const previous = "ab".repeat(32);
    expect(hashLink(Buffer.from(previous, "hex"), WORKSPACE, transaction).toString("hex")).toBe(
      sha256("AIT-1", `${previous}018f3b5c7d217a108b110123456789ab${PREFIX}${body}`),
    );
  });

  it("of a record are its length, the transaction and its hash", () => {
    expect(encodeRecord(transaction, GENESIS).toString("hex")).toBe(
      `00000064${PREFIX}${BODY}${"00".repeat(32)}`,
    );
  });
});

describe("the header of an export", () => {
  const header = encodeHeader(WORKSPACE, 3n);

  it("is read as it was written", () => {
    expect(header.toString("hex")).toBe(
      "4149432d31018f3b5c7d217a108b110123456789ab0000000000000003",
    );
    expect(decodeHeader(Buffer.concat([header, Buffer.alloc(1)]))).toEqual({
      workspace: Buffer.from("018f3b5c7d217a108b110123456789ab", "hex"),
      count: 3n,
    });
    expect(decodeHeader(encodeHeader(WORKSPACE, 0n))?.count).toBe(0n);
  });

  it("is refused when it is cut, of another kind or counts below zero", () => {
    expect(decodeHeader(header.subarray(0, -1))).toBeNull();
    expect(decodeHeader(Buffer.concat([Buffer.from("AIC-2"), header.subarray(5)]))).toBeNull();
    expect(decodeHeader(encodeHeader(WORKSPACE, -1n))).toBeNull();
  });
});
