import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, it } from "vitest";
import { classifyAddress, isInside, isSameAddress, parseAddress, reachedAddress } from "./address";
import { IPV4_BLOCKS, IPV6_BLOCKS, RANGES_SNAPSHOT_DATE } from "./ranges";

// Written by hand from the registries, so that a slip in ranges.ts can't hide in a generated expectation.
const REFUSED = [
  "0.0.0.0 0.0.0.1 0.1.2.3 0.255.255.255 10.0.0.0 10.1.2.3 10.255.255.255 100.64.0.0 100.100.100.200",
  "100.127.255.255 127.0.0.0 127.0.0.1 127.1.2.3 127.255.255.255 168.63.129.16 169.254.0.0",
  "169.254.169.254 169.254.170.2 169.254.255.255 172.16.0.0 172.20.0.1 172.31.255.255 192.0.0.0",
  "192.0.0.7 192.0.0.8 192.0.0.9 192.0.0.10 192.0.0.170 192.0.0.171 192.0.0.192 192.0.0.255",
  "192.0.2.0 192.0.2.255 192.31.196.0 192.31.196.255 192.52.193.0 192.52.193.255 192.88.99.0",
  "192.88.99.2 192.88.99.255 192.168.0.0 192.168.1.1 192.168.255.255 192.175.48.0 192.175.48.255",
  "198.18.0.0 198.19.255.255 198.51.100.0 198.51.100.255 203.0.113.0 203.0.113.255 224.0.0.0",
  "224.0.0.251 239.255.255.255 240.0.0.0 250.1.2.3 255.255.255.254 255.255.255.255",
  ":: ::1 ::2 ::7f00:1 ::10.0.0.1 ::127.0.0.1 ::ffff:0.0.0.0 ::ffff:127.0.0.1 ::ffff:7f00:1",
  "::ffff:8.8.8.8 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1 ::ffff:0:8.8.8.8 64:ff9b::127.0.0.1",
  "64:ff9b::10.0.0.1 64:ff9b::169.254.169.254 64:ff9b::a9fe:a9fe 64:ff9b::0.0.0.0 64:ff9b:1::1",
  "64:ff9b:1::8.8.8.8 64:ff9b:1:ffff:ffff:ffff:ffff:ffff 64:ff9b:2::1 100::1 100::ffff:ffff:ffff:ffff",
  "100:0:0:1::1 100:0:0:2::1 1::1 200::1 400::1 800::1 1000::1 1fff:ffff::1 2001::1",
  "2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:1::1 2001:1::2 2001:1::3 2001:1::4 2001:2::1 2001:3::1",
  "2001:4:112::1 2001:10::1 2001:1f:ffff::1 2001:20::1 2001:2f:ffff::1 2001:30::1 2001:3f:ffff::1",
  "2001:1ff:ffff::1 2001:db8::1 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff 2002::1 2002:7f00:1::",
  "2002:808:808::1 2620:4f:8000::1 2620:4f:8000:ffff::1 3fff::1 3fff:fff:ffff::1 4000::1 5f00::1",
  "5f00:ffff::1 8000::1 a000::1 c000::1 e000::1 f000::1 f800::1 fb00::1 fc00::1 fd00::1",
  "fd00:42::42 fd00:ec2::23 fd00:ec2::254 fd20:ce::254 fdff:ffff::1 fe00::1 fe80::1 fe80::a9fe:a9fe febf:ffff::1 fec0::1",
  "feff::1 ff00::1 ff02::1 ff02::fb ff0e::1 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
].flatMap((line) => line.split(" "));

const PUBLIC = [
  "1.0.0.0 1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255",
  "128.0.0.0 168.63.129.15 168.63.129.17 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0",
  "191.255.255.255 192.0.1.0 192.0.1.255 192.0.3.0 192.31.195.255 192.31.197.0 192.52.192.255",
  "192.52.194.0 192.88.98.255 192.88.100.0 192.167.255.255 192.169.0.0 192.175.47.255 192.175.49.0",
  "198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255 203.0.114.0 223.255.255.255",
  "2000::1 2001:200::1 2001:4860:4860::8888 2001:db7:ffff::1 2001:db9::1 2001:ffff::1 2003::1",
  "2606:4700:4700::1111 2620:4f:7fff::1 2620:4f:8001::1 2a00:1450::1 3ffe:ffff::1 3fff:1000::1",
  "3fff:ffff::1 64:ff9b::8.8.8.8 64:ff9b::808:808",
].flatMap((line) => line.split(" "));

const NO_ADDRESS = [
  ..."0177.0.0.1 127.1 2130706433 0x7f.1 0x7f000001 1.2.3 1.2.3.4.5 256.1.1.1 01.2.3.4".split(" "),
  ..."fe80::1%eth0 2001:4860::1%1 [::1] ::1]  1.1.1.1:80 example.com 1.1.1.1/32 ::/0 1::2::3".split(
    " ",
  ),
  "10.0.0.1\0",
  " 1.1.1.1",
  "１.1.1.1",
  "",
];

describe("classifyAddress", () => {
  it.each(REFUSED)("refuses %s", (ip) => {
    expect(classifyAddress(ip)).toMatchObject({ ok: false });
  });

  it.each(NO_ADDRESS)("refuses %j, which is not an address in canonical form", (ip) => {
    expect(classifyAddress(ip)).toMatchObject({ ok: false, family: undefined, opens: "never" });
  });

  it("says of each verdict by which block and document", () => {
    expect(classifyAddress("x")).toEqual({
      ok: false,
      family: undefined,
      block: "",
      name: "Not an IP address",
      rfc: "",
      opens: "never",
    });
    const verdict = { ok: false, family: 6, opens: "rule" };
    const outside = { block: "::/0", name: "Not global unicast", rfc: "RFC 4291" };
    expect(classifyAddress("4000::1")).toEqual({ ...verdict, ...outside });
    const documentation = { block: "3fff::/20", name: "Documentation", rfc: "RFC 9637" };
    expect(classifyAddress("3fff::1")).toEqual({ ...verdict, ...documentation });
    expect(classifyAddress("64:ff9b::a00:1")).toEqual({
      ...verdict,
      block: "10.0.0.0/8",
      name: "NAT64 of Private use",
      rfc: "RFC 1918",
      opens: "never",
    });
    expect(classifyAddress("8.8.8.8")).toEqual({ ok: true, family: 4 });
    expect(classifyAddress("2606:4700::1")).toEqual({ ok: true, family: 6 });
    expect(classifyAddress("64:ff9b::808:808")).toEqual({ ok: true, family: 6 });
  });

  it.each(PUBLIC)("accepts the public address %s", (ip) => {
    expect(classifyAddress(ip)).toMatchObject({ ok: true });
  });

  it.each([
    ["169.254.169.254", "Link local", "exact"],
    ["192.0.0.192", "Cloud metadata", "exact"],
    ["fd00:ec2::254", "Cloud metadata", "exact"],
    ["10.0.0.5", "Private use", "rule"],
    ["::ffff:10.0.0.5", "IPv4-mapped", "never"],
    ["::7f00:1", "IPv4-compatible", "never"],
    ["64:ff9b::10.0.0.5", "NAT64 of Private use", "never"],
    ["4000::1", "Not global unicast", "rule"],
  ])("names the narrowest block of %s: %s", (ip, name, opens) => {
    expect(classifyAddress(ip)).toMatchObject({ name, opens });
  });
});

// A second way to decide, by whole numbers instead of ipaddr.js's matching.
const toNumber = (ip: string): bigint =>
  ipaddr
    .parse(ip)
    .toByteArray()
    .reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
const toAddress = (value: bigint, bits: 32 | 128): string => {
  const bytes = Array.from({ length: bits / 8 }, (_, index) =>
    Number((value >> BigInt(bits - 8 * (index + 1))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
};
const spanOf = (cidr: string, bits: 32 | 128): { first: bigint; last: bigint } => {
  const [ip = "", prefix = ""] = cidr.split("/");
  const first = toNumber(ip);
  return { first, last: first + (1n << BigInt(bits - Number(prefix))) - 1n };
};
const SPANS = {
  32: IPV4_BLOCKS.map((block) => spanOf(block.cidr, 32)),
  128: IPV6_BLOCKS.map((block) => spanOf(block.cidr, 128)),
};
const NAT64 = spanOf("64:ff9b::/96", 128);
const UNICAST = spanOf("2000::/3", 128);
const isIn = (span: { first: bigint; last: bigint }, value: bigint): boolean =>
  value >= span.first && value <= span.last;
const isPublic = (value: bigint, bits: 32 | 128): boolean => {
  if (bits === 32) return !SPANS[32].some((span) => isIn(span, value));
  if (isIn(NAT64, value)) return isPublic(value & 0xffff_ffffn, 32);
  return isIn(UNICAST, value) && !SPANS[128].some((span) => isIn(span, value));
};

describe("the edges of every row", () => {
  const rows = [
    ...IPV4_BLOCKS.map((block) => ({ cidr: block.cidr, bits: 32 as const })),
    ...IPV6_BLOCKS.map((block) => ({ cidr: block.cidr, bits: 128 as const })),
  ];

  it.each(rows)("$cidr is refused from its first to its last address, and no further", (row) => {
    const { first, last } = spanOf(row.cidr, row.bits);
    const top = (1n << BigInt(row.bits)) - 1n;
    for (const value of [first, last]) {
      expect(classifyAddress(toAddress(value, row.bits)).ok).toBe(false);
    }
    for (const value of [first - 1n, last + 1n]) {
      if (value < 0n || value > top) continue;
      const ip = toAddress(value, row.bits);
      expect([ip, classifyAddress(ip).ok]).toEqual([ip, isPublic(value, row.bits)]);
    }
  });

  it("agrees with plain arithmetic on any IPv4 and IPv6 address", () => {
    const edge = fc.constantFrom(...SPANS[128], NAT64, UNICAST);
    const near = fc
      .tuple(edge, fc.bigInt(-3n, 3n), fc.boolean())
      .map(([span, offset, isFirst]) => (isFirst ? span.first : span.last) + offset)
      .filter((value) => value >= 0n && value < 1n << 128n);
    const v6 = fc.oneof(near, fc.bigInt(0n, (1n << 128n) - 1n));
    fc.assert(
      fc.property(fc.bigInt(0n, (1n << 32n) - 1n), v6, (four, six) => {
        expect(classifyAddress(toAddress(four, 32)).ok).toBe(isPublic(four, 32));
        expect(classifyAddress(toAddress(six, 128)).ok).toBe(isPublic(six, 128));
      }),
      { numRuns: 500 },
    );
  });

  it("are not older than a year: compare ranges.ts with the registries, then change its date", () => {
    const ageDays = (Date.now() - Date.parse(RANGES_SNAPSHOT_DATE)) / 86_400_000;
    expect(ageDays).toBeLessThan(366);
  });
});

describe("isSameAddress", () => {
  it.each([
    ["127.0.0.1", "::ffff:127.0.0.1", true],
    ["::1", "0:0:0:0:0:0:0:1", true],
    ["127.0.0.1", "127.0.0.2", false],
    ["::1", "127.0.0.1", false],
    ["::1", "::2", false],
    ["::ffff:127.0.0.1", "::ffff:127.0.0.1", true],
    ["::ffff:127.0.0.1", "127.0.0.1", true],
    ["::ffff:0:127.0.0.1", "127.0.0.1", false],
    ["", "", false],
    ["", "::1", false],
    ["::1", "", false],
  ])("%s and %s: %s", (one, other, same) => {
    expect(isSameAddress(one, other)).toBe(same);
  });
});

describe("reachedAddress", () => {
  it.each([
    ["64:ff9b::808:808", "8.8.8.8"],
    ["64:ff9b::a00:1", "10.0.0.1"],
    ["64:ff9b:1::808:808", "64:ff9b:1::808:808"],
    ["::ffff:8.8.8.8", "::ffff:8.8.8.8"],
    ["8.8.8.8", "8.8.8.8"],
    ["x", "x"],
  ])("of %s is %s", (ip, reached) => {
    expect(reachedAddress(ip)).toBe(reached);
  });
});

describe("isInside", () => {
  it.each([
    ["10.0.0.1", "10.0.0.0", 8, true],
    ["11.0.0.1", "10.0.0.0", 8, false],
    ["a00::1", "10.0.0.0", 8, false],
    ["10.0.0.1", "a00::", 8, false],
    ["fd00::1", "fc00::", 7, true],
  ])("%s in %s/%i: %s", (ip, network, prefix, isIn) => {
    const [address, base] = [parseAddress(ip), parseAddress(network)];
    if (address === null || base === null) throw new Error("no address");
    expect(isInside(address, [base, prefix])).toBe(isIn);
  });
});
