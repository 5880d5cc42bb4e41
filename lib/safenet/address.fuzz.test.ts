import { Address4, Address6 } from "ip-address";
import { describe, expect, it } from "vitest";
import { classifyAddress } from "./address";
import { IPV4_BLOCKS, IPV6_BLOCKS } from "./ranges";

// The same question, asked of a library that shares no code and no table with this one.

/** Together a million. IPv4 has more of them, because there each costs a third less. */
const COUNT = { 4: 800_000, 6: 200_000 };
const SEED = 20_261_128;
const TOP4 = (1n << 32n) - 1n;
const TOP6 = (1n << 128n) - 1n;

/** Where the other library says "global" and this one refuses: block, an address of it, the reason. */
const STRICTER: readonly (readonly [cidr: string, example: string, reason: string])[] = [
  ["192.0.0.9/32", "192.0.0.9", "Port Control Protocol anycast ends at the local network"],
  ["192.0.0.10/32", "192.0.0.10", "TURN anycast ends at the local network"],
  ["192.31.196.0/24", "192.31.196.1", "AS112 answers DNS only"],
  ["192.52.193.0/24", "192.52.193.1", "AMT relays carry multicast only"],
  ["192.88.99.0/24", "192.88.99.1", "6to4 relays are deprecated"],
  ["192.175.48.0/24", "192.175.48.1", "AS112 answers DNS only"],
  ["168.63.129.16/32", "168.63.129.16", "Azure serves metadata there"],
  ["::ffff:0:0/96", "::ffff:808:808", "an IPv4 address is dialled as itself"],
  ["2001:1::1/128", "2001:1::1", "Port Control Protocol anycast ends at the local network"],
  ["2001:1::2/128", "2001:1::2", "TURN anycast ends at the local network"],
  ["2001:1::3/128", "2001:1::3", "DNS-SD registration ends at the local network"],
  ["2001:3::/32", "2001:3::1", "AMT relays carry multicast only"],
  ["2001:4:112::/48", "2001:4:112::1", "AS112 answers DNS only"],
  ["2001:20::/28", "2001:20::1", "ORCHIDv2 names hosts, it does not route"],
  ["2001:30::/28", "2001:30::1", "drone identifiers name hosts, they do not route"],
  ["2620:4f:8000::/48", "2620:4f:8000::1", "AS112 answers DNS only"],
];

const parse = (ip: string): Address4 | Address6 =>
  ip.includes(":") ? new Address6(ip) : new Address4(ip);
const STRICTER_RANGES = STRICTER.map(([cidr]) => parse(cidr));
const NAT64 = new Address6("64:ff9b::/96");

function isStricter(ip: string): boolean {
  const address = parse(ip);
  if (address instanceof Address6 && address.isHostInSubnet(NAT64)) {
    return isStricter(text4(Number(address.bigInt() & TOP4)));
  }
  return STRICTER_RANGES.some((range) =>
    address instanceof Address4
      ? range instanceof Address4 && address.isHostInSubnet(range)
      : range instanceof Address6 && address.isHostInSubnet(range),
  );
}

const text4 = (number: number): string =>
  `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
const text6 = (value: bigint): string =>
  (value.toString(16).padStart(32, "0").match(/.{4}/g) ?? []).join(":");

/** Whole numbers below 2^32, the same in each run (the generator of Marsaglia, 2003: xorshift32). */
function drawer(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

function* drawn4(count: number): Generator<string> {
  const draw = drawer(SEED);
  for (let index = 0; index < count; index += 1) yield text4(draw());
}

/** Evenly drawn addresses are hardly ever in a row of the table, so every other one begins like a row. */
function* drawn6(count: number, cidrs: readonly string[]): Generator<string> {
  const draw = drawer(SEED);
  const starts = cidrs
    .map((cidr) => text6(parse(cidr).startAddress().bigInt()).split(":"))
    .map((groups, index) => groups.slice(0, Math.floor(parse(cidrs[index] ?? "").subnetMask / 16)));
  for (let index = 0; index < count; index += 1) {
    const groups = [draw(), draw(), draw(), draw()].flatMap((n) => [n >>> 16, n & 0xffff]);
    const start = index % 2 === 0 ? [] : (starts[draw() % starts.length] ?? []);
    const tail = groups.slice(start.length).map((group) => group.toString(16));
    yield [...start, ...tail].join(":");
  }
}

/** Addresses around the edges of every row, and one bit away from them. */
function edgesOf(cidrs: readonly string[], bits: 32 | 128): bigint[] {
  const top = bits === 32 ? TOP4 : TOP6;
  return cidrs.flatMap((cidr) => {
    const range = parse(cidr);
    const [first, last] = [range.startAddress().bigInt(), range.endAddress().bigInt()];
    const flipped = Array.from({ length: bits }, (_, bit) => first ^ (1n << BigInt(bit)));
    return [first, last, first - 1n, last + 1n, ...flipped].filter((v) => v >= 0n && v <= top);
  });
}

/** What the two say differently about, and nobody wrote down. */
function surprises(addresses: Iterable<string>): string[] {
  const found: string[] = [];
  for (const ip of addresses) {
    const isOurs = classifyAddress(ip).ok;
    const isTheirs = parse(ip).isGlobal();
    if (isOurs !== isTheirs && (isOurs || !isStricter(ip))) found.push(ip);
  }
  return found;
}

describe("classifyAddress beside ip-address", () => {
  const rows4 = IPV4_BLOCKS.map(({ cidr }) => cidr);
  const rows6 = [...IPV6_BLOCKS.map(({ cidr }) => cidr), "2000::/3", "64:ff9b::/96"];

  it("says the same around every edge, except where it is stricter for a reason", () => {
    const edges4 = edgesOf(rows4, 32);
    const nat64 = edges4.map((value) => (0x64_ff9bn << 96n) | value);
    expect(surprises(edges4.map((value) => text4(Number(value))))).toEqual([]);
    expect(surprises([...edgesOf(rows6, 128), ...nat64].map(text6))).toEqual([]);
  });

  it("says the same of a million drawn addresses", { timeout: 120_000 }, () => {
    expect(surprises(drawn4(COUNT[4]))).toEqual([]);
    expect(surprises(drawn6(COUNT[6], rows6))).toEqual([]);
  });

  it("has no reason that explains nothing", () => {
    const unused = STRICTER.filter(
      ([, example]) =>
        !parse(example).isGlobal() || classifyAddress(example).ok || !isStricter(example),
    );
    expect(unused).toEqual([]);
  });
});
