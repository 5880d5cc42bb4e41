import { Address4, Address6 } from "ip-address";
import { classifyAddress } from "@/lib/safenet";
import { REGISTRY_ROWS } from "./registry";
import { addressText, isInSpan, type Span, spanOf } from "./span";

/** An address that the two judge differently, without a reason that is listed here. */
export interface Disagreement {
  readonly ip: string;
  readonly safenet: boolean;
  readonly other: boolean;
}

/** Where safenet refuses and ip-address, which follows the column "globally reachable" of IANA, does not. */
const STRICTER: ReadonlyArray<readonly [cidr: string, reason: string]> = [
  ["192.0.0.9/32", "PCP anycast reaches an element of the local network (RFC 7723)"],
  ["192.0.0.10/32", "TURN anycast reaches an element of the local network (RFC 8155)"],
  ["192.31.196.0/24", "AS112 answers DNS only (RFC 7535)"],
  ["192.52.193.0/24", "AMT relays carry multicast (RFC 7450)"],
  ["192.88.99.0/24", "6to4 relays are gone; IANA leaves the column empty (RFC 7526)"],
  ["192.175.48.0/24", "AS112 answers DNS only (RFC 7534)"],
  ["168.63.129.16/32", "The host of an Azure machine, in no registry"],
  ["::ffff:0:0/96", "Mapped addresses do not belong on the wire; ip-address judges the IPv4 part"],
  ["2001:1::1/128", "PCP anycast (RFC 7723)"],
  ["2001:1::2/128", "TURN anycast (RFC 8155)"],
  ["2001:1::3/128", "Service registration reaches the local network (RFC 9665)"],
  ["2001:3::/32", "AMT relays (RFC 7450)"],
  ["2001:4:112::/48", "AS112 (RFC 7535)"],
  ["2001:20::/28", "ORCHIDv2 names hosts and is not routed (RFC 7343)"],
  ["2001:30::/28", "Names of drones, not routed (RFC 9374)"],
  ["2620:4f:8000::/48", "AS112 (RFC 7534)"],
];

const NAT64 = spanOf("64:ff9b::/96");
const UNICAST = spanOf("2000::/3");
const STRICTER_SPANS = STRICTER.map(([cidr]) => spanOf(cidr));
const EDGES = [...REGISTRY_ROWS.map(({ cidr }) => spanOf(cidr)), NAT64, UNICAST];
const WORD = 2 ** 32;
const NEAR = 3;

/**
 * Draws addresses and has safenet and the package ip-address judge each. A third is anywhere in IPv4, a third within
 * three of an edge of a block, the rest in 2000::/3, behind NAT64, or anywhere in a block. The same seed draws the same.
 */
export function findDisagreements(count: number, seed: number): readonly Disagreement[] {
  const draw = drawer(seed);
  const found: Disagreement[] = [];
  for (let number = 0; number < count; number += 1) {
    const { value, bits } = drawAddress(number % 6, draw);
    const ip = addressText(value, bits);
    const safenet = classifyAddress(ip).ok;
    const other = bits === 32 ? new Address4(ip).isGlobal() : new Address6(ip).isGlobal();
    const isListed = !safenet && other && isStricter(value, bits);
    if (safenet !== other && !isListed) found.push({ ip, safenet, other });
  }
  return found;
}

function isStricter(value: bigint, bits: 32 | 128): boolean {
  if (bits === 128 && isInSpan(NAT64, value)) return isStricter(value & 0xffff_ffffn, 32);
  return STRICTER_SPANS.some((span) => span.bits === bits && isInSpan(span, value));
}

/** A whole number from 0 to 2^32 - 1. */
type Draw = () => number;

function drawAddress(kind: number, draw: Draw): { value: bigint; bits: 32 | 128 } {
  switch (kind) {
    case 0:
    case 1:
      return { value: BigInt(draw()), bits: 32 };
    case 2:
      return { value: drawWithin(UNICAST, draw), bits: 128 };
    case 3:
      return drawNested(draw);
    default:
      return drawNear(draw);
  }
}

function drawWithin({ first, last }: Span, draw: Draw): bigint {
  const wide = [0, 0, 0, 0].reduce((sum) => (sum << 32n) | BigInt(draw()), 0n);
  return first + (wide % (last - first + 1n));
}

/** An IPv4 address behind NAT64, or an address anywhere in a block. */
function drawNested(draw: Draw): { value: bigint; bits: 32 | 128 } {
  const block = EDGES[draw() % EDGES.length] ?? NAT64;
  const value = drawWithin(block, draw);
  return block.bits === 32
    ? { value: NAT64.first + value, bits: 128 }
    : { value, bits: block.bits };
}

function drawNear(draw: Draw): { value: bigint; bits: 32 | 128 } {
  const { first, last, bits } = EDGES[draw() % EDGES.length] ?? NAT64;
  const offset = BigInt((draw() % (2 * NEAR + 1)) - NEAR);
  const value = (draw() % 2 === 0 ? first : last) + offset;
  const top = (1n << BigInt(bits)) - 1n;
  return { value: value & top, bits };
}

/** Marsaglia's xorshift with 32 bits of state (2003). The seed is not 0. */
function drawer(seed: number): Draw {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state + WORD) % WORD;
  };
}
