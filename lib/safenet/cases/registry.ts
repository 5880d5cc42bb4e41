/**
 * The special-purpose address registries of IANA (IPv4, IPv6), its multicast and address-space registries and the
 * metadata services of clouds: transcribed a second time, apart from ranges.ts, so that no slip there goes unseen. `before`
 * and `after` say what the addresses around the block are.
 */
interface RegistryRow {
  readonly cidr: string;
  readonly name: string;
  readonly rfc: string;
  readonly block: Neighbour;
  readonly before: Neighbour;
  readonly after: Neighbour;
}

/** `end`: there is no such address. */
type Neighbour = "public" | "special" | "end";

/** A block that is refused as a whole. */
const row =
  (before: Neighbour, after: Neighbour) =>
  (cidr: string, name: string, rfc: string): RegistryRow => ({
    cidr,
    name,
    rfc,
    block: "special",
    before,
    after,
  });
const alone = row("public", "public");
const within = row("special", "special");

export const REGISTRY: readonly RegistryRow[] = [
  row("end", "public")("0.0.0.0/8", "this network", "RFC 791"),
  row("end", "special")("0.0.0.0/32", "this host on this network", "RFC 1122"),
  alone("10.0.0.0/8", "private use", "RFC 1918"),
  alone("100.64.0.0/10", "shared address space", "RFC 6598"),
  within("100.100.100.200/32", "metadata of Alibaba Cloud", ""),
  alone("127.0.0.0/8", "loopback", "RFC 1122"),
  alone("168.63.129.16/32", "metadata of Azure", ""),
  alone("169.254.0.0/16", "link local", "RFC 3927"),
  alone("172.16.0.0/12", "private use", "RFC 1918"),
  alone("192.0.0.0/24", "IETF protocol assignments", "RFC 6890"),
  row("public", "special")("192.0.0.0/29", "service continuity prefix", "RFC 7335"),
  within("192.0.0.8/32", "IPv4 dummy address", "RFC 7600"),
  within("192.0.0.9/32", "PCP anycast", "RFC 7723"),
  within("192.0.0.10/32", "TURN anycast", "RFC 8155"),
  within("192.0.0.170/32", "NAT64 discovery", "RFC 8880"),
  within("192.0.0.171/32", "NAT64 discovery", "RFC 8880"),
  within("192.0.0.192/32", "metadata of Oracle Cloud", ""),
  alone("192.0.2.0/24", "documentation", "RFC 5737"),
  alone("192.31.196.0/24", "AS112", "RFC 7535"),
  alone("192.52.193.0/24", "AMT", "RFC 7450"),
  alone("192.88.99.0/24", "6to4 relay anycast, deprecated", "RFC 7526"),
  within("192.88.99.2/32", "6a44 relay anycast", "RFC 6751"),
  alone("192.168.0.0/16", "private use", "RFC 1918"),
  alone("192.175.48.0/24", "AS112, direct delegation", "RFC 7534"),
  alone("198.18.0.0/15", "benchmarking", "RFC 2544"),
  alone("198.51.100.0/24", "documentation", "RFC 5737"),
  alone("203.0.113.0/24", "documentation", "RFC 5737"),
  row("public", "special")("224.0.0.0/4", "multicast", "RFC 5771"),
  row("special", "end")("240.0.0.0/4", "reserved", "RFC 1112"),
  row("special", "end")("255.255.255.255/32", "limited broadcast", "RFC 919"),

  row("end", "special")("::/128", "unspecified", "RFC 4291"),
  within("::1/128", "loopback", "RFC 4291"),
  row("end", "special")("::/96", "IPv4-compatible", "RFC 4291"),
  within("::ffff:0:0/96", "IPv4-mapped", "RFC 4291"),
  within("::ffff:0:0:0/96", "IPv4-translated", "RFC 2765"),
  within("64:ff9b::/96", "NAT64, here of 0.0.0.0 and 255.255.255.255", "RFC 6052"),
  within("64:ff9b:1::/48", "local-use translation", "RFC 8215"),
  within("100::/64", "discard only", "RFC 6666"),
  within("100:0:0:1::/64", "dummy prefix", "RFC 9780"),
  alone("2001::/23", "IETF protocol assignments", "RFC 2928"),
  row("public", "special")("2001::/32", "Teredo", "RFC 4380"),
  within("2001:1::1/128", "PCP anycast", "RFC 7723"),
  within("2001:1::2/128", "TURN anycast", "RFC 8155"),
  within("2001:1::3/128", "DNS-SD registration anycast", "RFC 9665"),
  within("2001:2::/48", "benchmarking", "RFC 5180"),
  within("2001:3::/32", "AMT", "RFC 7450"),
  within("2001:4:112::/48", "AS112", "RFC 7535"),
  within("2001:10::/28", "ORCHID, deprecated", "RFC 4843"),
  within("2001:20::/28", "ORCHIDv2", "RFC 7343"),
  within("2001:30::/28", "drone remote identification", "RFC 9374"),
  alone("2001:db8::/32", "documentation", "RFC 3849"),
  alone("2002::/16", "6to4", "RFC 3056"),
  alone("2620:4f:8000::/48", "AS112, direct delegation", "RFC 7534"),
  alone("3fff::/20", "documentation", "RFC 9637"),
  within("5f00::/16", "segment routing identifiers", "RFC 9602"),
  within("fc00::/7", "unique local", "RFC 4193"),
  within("fd00:42::42/128", "metadata of Scaleway", ""),
  within("fd00:ec2::/32", "metadata of Amazon EC2", ""),
  within("fd20:ce::254/128", "metadata of Google Cloud", ""),
  within("fe80::/10", "link local", "RFC 4291"),
  within("fec0::/10", "site local, deprecated", "RFC 3879"),
  row("special", "end")("ff00::/8", "multicast", "RFC 4291"),

  // What IANA has given to nobody, block by block, and the one it gives addresses from.
  within("200::/7", "reserved by IETF", "RFC 4048"),
  within("400::/6", "reserved by IETF", "RFC 4291"),
  within("800::/5", "reserved by IETF", "RFC 4291"),
  row("special", "public")("1000::/4", "reserved by IETF", "RFC 4291"),
  {
    cidr: "2000::/3",
    name: "global unicast",
    rfc: "RFC 4291",
    block: "public",
    before: "special",
    after: "special",
  },
  row("public", "special")("4000::/3", "reserved by IETF", "RFC 4291"),
  within("6000::/3", "reserved by IETF", "RFC 4291"),
  within("8000::/3", "reserved by IETF", "RFC 4291"),
  within("a000::/3", "reserved by IETF", "RFC 4291"),
  within("c000::/3", "reserved by IETF", "RFC 4291"),
  within("e000::/4", "reserved by IETF", "RFC 4291"),
  within("f000::/5", "reserved by IETF", "RFC 4291"),
  within("f800::/6", "reserved by IETF", "RFC 4291"),
  within("fe00::/9", "reserved by IETF", "RFC 4291"),
];
