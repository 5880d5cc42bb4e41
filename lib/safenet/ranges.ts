/**
 * Every block that a public request must not reach, transcribed from the IANA special-purpose address
 * registries (IPv4 and IPv6), the multicast registries, and a few rows of our own (cloud metadata,
 * forms that carry an IPv4 address). IANA calls some of these blocks globally reachable; no web
 * origin lives there, so they are refused too.
 */
export const RANGES_SNAPSHOT_DATE = "2026-07-18";

/**
 * What may open a refused block: any operator rule that contains the address ("rule"), only a rule
 * that names exactly this address ("exact"), or nothing ("never").
 */
export type Opening = "rule" | "exact" | "never";

/** One refused block. `reference` is the document that reserves it. */
export interface AddressBlock {
  readonly cidr: string;
  readonly name: string;
  readonly reference: string;
  readonly opens: Opening;
}

const block = (cidr: string, name: string, reference: string, opens: Opening): AddressBlock => ({
  cidr,
  name,
  reference,
  opens,
});

/** Refused IPv4 blocks. What no row contains is public. */
export const IPV4_BLOCKS: readonly AddressBlock[] = [
  block("0.0.0.0/8", "This network", "RFC 791", "exact"),
  block("0.0.0.0/32", "This host on this network", "RFC 1122", "exact"),
  block("10.0.0.0/8", "Private use", "RFC 1918", "rule"),
  block("100.64.0.0/10", "Shared address space", "RFC 6598", "rule"),
  block("100.100.100.200/32", "Cloud metadata", "Alibaba Cloud", "exact"),
  block("127.0.0.0/8", "Loopback", "RFC 1122", "exact"),
  block("168.63.129.16/32", "Cloud metadata", "Microsoft Azure", "exact"),
  block("169.254.0.0/16", "Link local", "RFC 3927", "exact"),
  block("172.16.0.0/12", "Private use", "RFC 1918", "rule"),
  block("192.0.0.0/24", "IETF protocol assignments", "RFC 6890", "rule"),
  block("192.0.0.0/29", "IPv4 service continuity prefix", "RFC 7335", "rule"),
  block("192.0.0.8/32", "IPv4 dummy address", "RFC 7600", "rule"),
  block("192.0.0.9/32", "Port Control Protocol anycast", "RFC 7723", "rule"),
  block("192.0.0.10/32", "TURN anycast", "RFC 8155", "rule"),
  block("192.0.0.170/32", "NAT64/DNS64 discovery", "RFC 8880", "rule"),
  block("192.0.0.171/32", "NAT64/DNS64 discovery", "RFC 8880", "rule"),
  block("192.0.0.192/32", "Cloud metadata", "Oracle Cloud", "exact"),
  block("192.0.2.0/24", "Documentation (TEST-NET-1)", "RFC 5737", "rule"),
  block("192.31.196.0/24", "AS112-v4", "RFC 7535", "rule"),
  block("192.52.193.0/24", "AMT", "RFC 7450", "rule"),
  block("192.88.99.0/24", "Deprecated 6to4 relay anycast", "RFC 7526", "rule"),
  block("192.88.99.2/32", "6a44 relay anycast", "RFC 6751", "rule"),
  block("192.168.0.0/16", "Private use", "RFC 1918", "rule"),
  block("192.175.48.0/24", "Direct delegation AS112 service", "RFC 7534", "rule"),
  block("198.18.0.0/15", "Benchmarking", "RFC 2544", "rule"),
  block("198.51.100.0/24", "Documentation (TEST-NET-2)", "RFC 5737", "rule"),
  block("203.0.113.0/24", "Documentation (TEST-NET-3)", "RFC 5737", "rule"),
  block("224.0.0.0/4", "Multicast", "RFC 5771", "exact"),
  block("240.0.0.0/4", "Reserved", "RFC 1112", "rule"),
  block("255.255.255.255/32", "Limited broadcast", "RFC 919", "exact"),
];

/** The only IPv6 space from which global unicast addresses are handed out (RFC 4291, IANA). */
export const IPV6_GLOBAL_UNICAST = "2000::/3";

/** IPv6 addresses that carry an IPv4 address and are judged by it (RFC 6052). */
export const IPV6_NAT64 = "64:ff9b::/96";

/** Stands for everything outside 2000::/3 that no row has. */
export const NOT_GLOBAL_UNICAST = block("::/0", "Not global unicast", "RFC 4291", "rule");

/** Refused IPv6 blocks. */
export const IPV6_BLOCKS: readonly AddressBlock[] = [
  block("::/96", "IPv4-compatible", "RFC 4291", "never"),
  block("::/128", "Unspecified", "RFC 4291", "exact"),
  block("::1/128", "Loopback", "RFC 4291", "exact"),
  block("::ffff:0:0/96", "IPv4-mapped", "RFC 4291", "never"),
  block("::ffff:0:0:0/96", "IPv4-translated", "RFC 2765", "never"),
  block("64:ff9b:1::/48", "Local-use IPv4/IPv6 translation", "RFC 8215", "never"),
  block("100::/64", "Discard only", "RFC 6666", "rule"),
  block("100:0:0:1::/64", "Dummy prefix", "RFC 9780", "rule"),
  block("2001::/23", "IETF protocol assignments", "RFC 2928", "rule"),
  block("2001::/32", "Teredo", "RFC 4380", "never"),
  block("2001:1::1/128", "Port Control Protocol anycast", "RFC 7723", "rule"),
  block("2001:1::2/128", "TURN anycast", "RFC 8155", "rule"),
  block("2001:1::3/128", "DNS-SD registration anycast", "RFC 9665", "rule"),
  block("2001:2::/48", "Benchmarking", "RFC 5180", "rule"),
  block("2001:3::/32", "AMT", "RFC 7450", "rule"),
  block("2001:4:112::/48", "AS112-v6", "RFC 7535", "rule"),
  block("2001:10::/28", "Deprecated ORCHID", "RFC 4843", "rule"),
  block("2001:20::/28", "ORCHIDv2", "RFC 7343", "rule"),
  block("2001:30::/28", "Drone remote identification", "RFC 9374", "rule"),
  block("2001:db8::/32", "Documentation", "RFC 3849", "rule"),
  block("2002::/16", "6to4", "RFC 3056", "never"),
  block("2620:4f:8000::/48", "Direct delegation AS112 service", "RFC 7534", "rule"),
  block("3fff::/20", "Documentation", "RFC 9637", "rule"),
  block("5f00::/16", "Segment routing (SRv6) SIDs", "RFC 9602", "rule"),
  block("fc00::/7", "Unique local", "RFC 4193", "rule"),
  block("fd00:42::42/128", "Cloud metadata", "Scaleway", "exact"),
  block("fd00:ec2::/32", "Cloud metadata", "Amazon EC2", "exact"),
  block("fd20:ce::254/128", "Cloud metadata", "Google Cloud", "exact"),
  block("fe80::/10", "Link local", "RFC 4291", "exact"),
  block("fec0::/10", "Deprecated site local", "RFC 3879", "rule"),
  block("ff00::/8", "Multicast", "RFC 4291", "exact"),
];
