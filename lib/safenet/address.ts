import { isIP, isIPv4, isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";
import {
  type AddressBlock,
  IPV4_BLOCKS,
  IPV6_BLOCKS,
  IPV6_GLOBAL_UNICAST,
  IPV6_NAT64,
  NOT_GLOBAL_UNICAST,
  type Opening,
} from "./ranges";

export type ParsedAddress = ipaddr.IPv4 | ipaddr.IPv6;
type ParsedCidr = [ParsedAddress, number];

/** Whether an address is public. A refused one names the block, and what may open it. */
export type AddressVerdict =
  | { readonly ok: true; readonly family: 4 | 6 }
  | {
      readonly ok: false;
      readonly family: 4 | 6 | undefined;
      readonly block: string;
      readonly name: string;
      readonly rfc: string;
      readonly opens: Opening;
    };

interface ParsedBlock {
  readonly cidr: ParsedCidr;
  readonly block: AddressBlock;
}

const parseBlocks = (blocks: readonly AddressBlock[]): readonly ParsedBlock[] =>
  blocks
    .map((block) => ({ block, cidr: ipaddr.parseCIDR(block.cidr) }))
    // The narrowest block is the one that says most about an address, so it is asked first.
    .sort((one, other) => other.cidr[1] - one.cidr[1]);

const V4 = parseBlocks(IPV4_BLOCKS);
const V6 = parseBlocks(IPV6_BLOCKS);
const GLOBAL_UNICAST = ipaddr.parseCIDR(IPV6_GLOBAL_UNICAST);
const NAT64 = ipaddr.parseCIDR(IPV6_NAT64);

const NOT_AN_ADDRESS: AddressVerdict = {
  ok: false,
  family: undefined,
  block: "",
  name: "Not an IP address",
  rfc: "",
  opens: "never",
};

/** Reads an address in its canonical text form. Null for anything else, also for a zone id (fe80::1%eth0). */
export function parseAddress(ip: string): ParsedAddress | null {
  // Node decides: ipaddr.js alone also takes 0177.0.0.1, 127.1 and 2130706433.
  if (isIPv4(ip)) return new ipaddr.IPv4(ip.split(".").map(Number));
  return isIPv6(ip) && !ip.includes("%") ? ipaddr.IPv6.parse(ip) : null;
}

/** Whether `cidr` contains the address. Addresses of the other family are never contained. */
export function isInside(address: ParsedAddress, cidr: ParsedCidr): boolean {
  return address.kind() === cidr[0].kind() && address.match(cidr);
}

/** Whether two texts name the same address; a mapped IPv4 address equals its IPv4 form. */
export function isSameAddress(one: string, other: string): boolean {
  // Stryker disable next-line ConditionalExpression: a shortcut, which has the same end.
  if (one === other) return isIP(one) !== 0;
  const [first, second] = [parseAddress(one), parseAddress(other)];
  if (first === null || second === null) return false;
  return unmapped(first).toNormalizedString() === unmapped(second).toNormalizedString();
}

/** Where a connection to this address ends: for NAT64 (RFC 6052) at the IPv4 address in it, else there. */
export function reachedAddress(ip: string): string {
  const address = parseAddress(ip);
  return address !== null && isInside(address, NAT64) ? embeddedIPv4(address) : ip;
}

/**
 * Judges one address by the table in ranges.ts. Public is: IPv4 outside every row, IPv6 inside 2000::/3
 * and outside every row, and a NAT64 address (RFC 6052) whose IPv4 part is public. Everything else,
 * also text that is no address, is refused.
 */
export function classifyAddress(ip: string): AddressVerdict {
  const address = parseAddress(ip);
  if (address === null) return NOT_AN_ADDRESS;
  if (address.kind() === "ipv4") return judge(address, 4, V4);
  if (isInside(address, NAT64)) return judgeTranslated(address);
  return judge(address, 6, V6);
}

function judge(
  address: ParsedAddress,
  family: 4 | 6,
  blocks: readonly ParsedBlock[],
): AddressVerdict {
  const found = blocks.find(({ cidr }) => isInside(address, cidr));
  if (found !== undefined) return refused(found.block, family);
  if (family === 4 || isInside(address, GLOBAL_UNICAST)) return { ok: true, family };
  return refused(NOT_GLOBAL_UNICAST, family);
}

function judgeTranslated(address: ParsedAddress): AddressVerdict {
  const verdict = classifyAddress(embeddedIPv4(address));
  if (verdict.ok) return { ok: true, family: 6 };
  // RFC 6052 section 3.1: the well-known prefix never carries a private address.
  return { ...verdict, family: 6, name: `NAT64 of ${verdict.name}`, opens: "never" };
}

function embeddedIPv4(address: ParsedAddress): string {
  return address.toByteArray().slice(-4).join(".");
}

function refused(block: AddressBlock, family: 4 | 6): AddressVerdict {
  return {
    ok: false,
    family,
    block: block.cidr,
    name: block.name,
    rfc: block.reference,
    opens: block.opens,
  };
}

function unmapped(address: ParsedAddress): ParsedAddress {
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()) {
    return address.toIPv4Address();
  }
  return address;
}
