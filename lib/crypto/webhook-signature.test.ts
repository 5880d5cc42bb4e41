import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hmacSha256, SIGNATURE_TOLERANCE_SECONDS, verifyBody } from "@/lib/crypto";

const secret = "whsec_test";
const now = new Date("2026-11-28T12:00:00Z");
const seconds = now.getTime() / 1000;
const body = Buffer.from('{"id":"evt_1"}');
const signature = hmacSha256(Buffer.from(secret), `${seconds}.${body.toString()}`).toString("hex");
const header = `t=${seconds},v1=${signature}`;
const verdict = (changed: Partial<Parameters<typeof verifyBody>[0]>) =>
  verifyBody({ header, body, secret, now, ...changed });
const later = (by: number) => new Date(now.getTime() + by * 1000);

describe("verifyBody", () => {
  it("agrees with another implementation of HMAC-SHA-256", () => {
    // Reckoned with `openssl dgst -sha256 -hmac whsec_vector` over the text `1700000000.{"a":1}`.
    const vector = "5d485af0d9ddc3522d7a396ce60598f0d5fbb3bacdb1924001168092bc407c18";
    expect(
      verifyBody({
        header: `t=1700000000,v1=${vector}`,
        body: Buffer.from('{"a":1}'),
        secret: "whsec_vector",
        now: new Date(1_700_000_000_000),
      }),
    ).toBe("valid");
  });

  it("takes one right signature among others, whatever their scheme and order", () => {
    const wrong = "0".repeat(64);
    expect(verdict({ header: `v0=${wrong},v1=${wrong}, v1=${signature},t=${seconds}` })).toBe(
      "valid",
    );
  });

  it("refuses a change of any single bit of the body", () => {
    const bits = fc.integer({ min: 0, max: body.length * 8 - 1 });
    fc.assert(
      fc.property(bits, (bit) => {
        const changed = Buffer.from(body);
        const index = bit >> 3;
        changed.writeUInt8(changed.readUInt8(index) ^ (1 << (bit & 7)), index);
        expect(verdict({ body: changed })).toBe("forged");
      }),
    );
  });

  it("refuses another secret, another time and another scheme", () => {
    expect(verdict({ secret: "whsec_other" })).toBe("forged");
    expect(verdict({ header: `t=${seconds + 1},v1=${signature}` })).toBe("forged");
    expect(verdict({ header: `t=${seconds},v0=${signature}` })).toBe("malformed");
  });

  it("takes a signature for five minutes to both sides, and not a second longer", () => {
    const ages = [-1, 1].flatMap((sign) => [
      verdict({ now: later(sign * SIGNATURE_TOLERANCE_SECONDS) }),
      verdict({ now: later(sign * (SIGNATURE_TOLERANCE_SECONDS + 1)) }),
    ]);
    expect(ages).toEqual(["valid", "stale", "valid", "stale"]);
  });

  it.each([
    "",
    "t=,v1=",
    `v1=${"a".repeat(64)}`,
    `t=${seconds}`,
    `t=${seconds},v1=zz`,
    `t=${seconds},t=${seconds},v1=${signature}`,
    `t=1e9,v1=${signature}`,
    `t=${seconds},v1=${signature.toUpperCase()}`,
    `t=${seconds},v1=${signature},${"x".repeat(3_000)}`,
  ])("refuses the malformed header %j", (malformed) => {
    expect(verdict({ header: malformed })).toBe("malformed");
  });
});
