import { toIPv6 } from "./address-cases";
import { type GuardCase, urlOf } from "./guard-case";

// IPv4 addresses in IPv6 clothes. What is inside decides for NAT64 alone; the other forms have no business on the web.

interface Form {
  readonly name: string;
  readonly rfc: string;
  /** The IPv6 address that carries this IPv4 address. */
  readonly wrap: (ipv4: bigint) => bigint;
  /** Whether a public address inside makes it public. */
  readonly isTransparent?: true;
}

const FORMS: readonly Form[] = [
  { name: "mapped", rfc: "RFC 4291", wrap: (ip) => (0xffffn << 32n) | ip },
  { name: "compatible", rfc: "RFC 4291", wrap: (ip) => ip },
  { name: "translated", rfc: "RFC 2765", wrap: (ip) => (0xffffn << 48n) | ip },
  { name: "NAT64", rfc: "RFC 6052", wrap: (ip) => (0x64ff9bn << 96n) | ip, isTransparent: true },
  { name: "local NAT64", rfc: "RFC 8215", wrap: (ip) => (0x64ff9b0001n << 80n) | ip },
  {
    // RFC 6052 section 2.2: within a /48 the address is in two halves around the octet "u".
    name: "local NAT64 around the octet u",
    rfc: "RFC 6052",
    wrap: (ip) => (0x64ff9b0001n << 80n) | ((ip >> 16n) << 64n) | ((ip & 0xffffn) << 40n),
  },
  { name: "6to4", rfc: "RFC 3056", wrap: (ip) => (0x2002n << 112n) | (ip << 80n) | 1n },
  {
    // The client's address, all bits turned (RFC 4380 section 4).
    name: "Teredo",
    rfc: "RFC 4380",
    wrap: (ip) => (0x20010000_41_36_e378n << 64n) | (0x8000_63bfn << 32n) | (ip ^ 0xffffffffn),
  },
  { name: "Teredo server", rfc: "RFC 4380", wrap: (ip) => (0x20010000n << 96n) | (ip << 64n) },
];

const INSIDE = [
  ["127.0.0.1", 0x7f000001n, false],
  ["10.0.0.1", 0x0a000001n, false],
  ["172.16.0.1", 0xac100001n, false],
  ["192.168.1.1", 0xc0a80101n, false],
  ["100.64.0.1", 0x64400001n, false],
  ["169.254.169.254", 0xa9fea9fen, false],
  ["168.63.129.16", 0xa83f8110n, false],
  ["0.0.0.1", 0x00000001n, false],
  ["224.0.0.1", 0xe0000001n, false],
  ["8.8.8.8", 0x08080808n, true],
  ["1.1.1.1", 0x01010101n, true],
] as const;

const wrapped = FORMS.flatMap(({ name, rfc, wrap, isTransparent = false }) =>
  INSIDE.map(([ipv4, value, isPublic]): GuardCase => {
    const ip = toIPv6(wrap(value));
    const isAllowed = isTransparent && isPublic;
    return {
      id: `embedded ${ipv4} as ${name}`,
      class: "embedded",
      url: urlOf(ip),
      expected: isAllowed ? "allow" : "IP_REFUSED",
      connections: isAllowed ? 1 : 0,
      dials: ip,
      reason: `${ipv4} in the form ${name}`,
      rfc,
    };
  }),
);

/** Other spellings of the same, with what the URL parser makes of them. */
const spelled = (
  [
    ["[::ffff:127.0.0.1]", "::ffff:7f00:1", "IPv4-mapped, dotted"],
    ["[::FFFF:7F00:1]", "::ffff:7f00:1", "IPv4-mapped, upper case"],
    ["[0:0:0:0:0:ffff:127.0.0.1]", "::ffff:7f00:1", "IPv4-mapped, in full and dotted"],
    ["[0000:0000:0000:0000:0000:ffff:7f00:0001]", "::ffff:7f00:1", "IPv4-mapped, in full"],
    ["[::127.0.0.1]", "::7f00:1", "IPv4-compatible, dotted"],
    ["[::ffff:0:169.254.169.254]", "::ffff:0:a9fe:a9fe", "IPv4-translated, dotted"],
    ["[64:ff9b::10.0.0.1]", "64:ff9b::a00:1", "NAT64, dotted"],
    ["[64:FF9B:0:0:0:0:127.0.0.1]", "64:ff9b::7f00:1", "NAT64, in full and dotted"],
    ["[0:0:0:0:0:0:0:1]", "::1", "loopback, in full"],
    ["[0000:0000:0000:0000:0000:0000:0000:0001]", "::1", "loopback, with all zeros"],
    ["[::0.0.0.1]", "::1", "loopback, dotted"],
    ["[0::1]", "::1", "loopback, half shortened"],
    ["[::0]", "::", "unspecified, half shortened"],
    ["[0:0:0:0:0:0:0:0]", "::", "unspecified, in full"],
    ["[FE80::1]", "fe80::1", "link local, upper case"],
    ["[fd00:0ec2::0254]", "fd00:ec2::254", "metadata, with leading zeros"],
    ["[2002:7f00:0001::]", "2002:7f00:1::", "6to4, with leading zeros"],
  ] as const
).map(
  ([host, dials, reason]): GuardCase => ({
    id: `embedded ${host}`,
    class: "embedded",
    url: `http://${host}/`,
    expected: "IP_REFUSED",
    connections: 0,
    dials,
    reason,
    rfc: "RFC 4291",
  }),
);

export const EMBEDDED_CASES: readonly GuardCase[] = [...wrapped, ...spelled];
