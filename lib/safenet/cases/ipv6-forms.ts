import { casesOf, dialOf, PUBLIC_IP, type SafenetCase } from "./case";

// Spellings of IPv6 addresses, and the forms that carry an IPv4 address to somewhere inside.

type Row = readonly [ip: string, reason: string];

const WRITTEN: readonly Row[] = [
  ["::1", "Loopback"],
  ["0:0:0:0:0:0:0:1", "All groups written"],
  ["0000:0000:0000:0000:0000:0000:0000:0001", "All digits written"],
  ["0::1", "A zero before the gap"],
  ["::0:1", "A zero behind the gap"],
  ["0:0::0:1", "Zeros on both sides"],
  ["::0001", "Leading zeros"],
  ["::0.0.0.1", "The last groups as IPv4"],
  ["0:0:0:0:0:0:0.0.0.1", "All groups and IPv4"],
  ["::", "Unspecified"],
  ["0::0", "Unspecified with zeros"],
  ["0:0:0:0:0:0:0:0", "Unspecified in full"],
  ["::0.0.0.0", "Unspecified as IPv4"],
  ["FE80::1", "Upper case"],
  ["fE80::a9fE:A9fe", "Mixed case"],
  ["FD00:EC2::254", "Metadata in upper case"],
  ["fd00:0ec2:0:0:0:0:0:254", "Metadata in full"],
  ["fd00:ec2:0::254", "Metadata, half in full"],
  ["fd20:ce::254", "Metadata"],
  ["fd00:42::42", "Metadata of a small cloud"],
  ["ff02::1", "All nodes"],
  ["ff05::1:3", "All DHCP servers"],
  ["ff0e::1", "Global multicast"],
  ["fec0:0:0:ffff::1", "Site-local name servers"],
  ["2001:db8::8.8.8.8", "Documentation, with an IPv4 tail"],
  ["3fff:0:0::1", "Documentation, half in full"],
  ["5f00::808:808", "Segment routing"],
  ["100:0:0:1::7f00:1", "Dummy prefix"],
  ["2001:10::1", "ORCHID"],
  ["2001:2f:ffff:ffff::1", "ORCHIDv2"],
];

const MAPPED: readonly Row[] = [
  ["::ffff:127.0.0.1", "Loopback"],
  ["::ffff:7f00:1", "Loopback in hexadecimal"],
  ["::FFFF:7F00:0001", "Loopback in upper case"],
  ["0:0:0:0:0:ffff:127.0.0.1", "Loopback in full"],
  ["0:0:0:0:0:ffff:7f00:1", "Loopback in full, hexadecimal"],
  ["0000::ffff:127.0.0.1", "Loopback with zeros"],
  ["::ffff:0.0.0.0", "Unspecified"],
  ["::ffff:0:0", "Unspecified in hexadecimal"],
  ["::ffff:10.0.0.1", "Private"],
  ["::ffff:a00:1", "Private in hexadecimal"],
  ["::ffff:169.254.169.254", "Metadata"],
  ["::ffff:a9fe:a9fe", "Metadata in hexadecimal"],
  ["::ffff:192.168.0.1", "Private"],
  ["::ffff:100.64.0.1", "Shared"],
  ["::ffff:224.0.0.1", "Multicast"],
  ["::ffff:255.255.255.255", "Broadcast"],
];

const COMPATIBLE: readonly Row[] = [
  ["::127.0.0.1", "Loopback"],
  ["::7f00:1", "Loopback in hexadecimal"],
  ["0:0:0:0:0:0:7f00:1", "Loopback in full"],
  ["::10.0.0.1", "Private"],
  ["::169.254.169.254", "Metadata"],
  ["::a9fe:a9fe", "Metadata in hexadecimal"],
  ["::8.8.8.8", "Even a public address: the form is long dead"],
];

const TRANSLATED: readonly Row[] = [
  ["::ffff:0:127.0.0.1", "Loopback"],
  ["::ffff:0:7f00:1", "Loopback in hexadecimal"],
  ["::ffff:0:0:0", "Unspecified"],
  ["::ffff:0:10.0.0.1", "Private"],
  ["::ffff:0:169.254.169.254", "Metadata"],
  ["::ffff:0:8.8.8.8", "Even a public address: no host uses the form"],
];

const NAT64: readonly Row[] = [
  ["64:ff9b::127.0.0.1", "Loopback"],
  ["64:ff9b::7f00:1", "Loopback in hexadecimal"],
  ["64:ff9b:0:0:0:0:7f00:1", "Loopback in full"],
  ["0064:FF9B::7F00:0001", "Loopback in upper case"],
  ["64:ff9b::0.0.0.0", "Unspecified"],
  ["64:ff9b::10.0.0.1", "Private"],
  ["64:ff9b::172.16.0.1", "Private"],
  ["64:ff9b::192.168.1.1", "Private"],
  ["64:ff9b::169.254.169.254", "Metadata"],
  ["64:ff9b::a9fe:a9fe", "Metadata in hexadecimal"],
  ["64:ff9b::100.64.0.1", "Shared"],
  ["64:ff9b::100.100.100.200", "Metadata"],
  ["64:ff9b::192.0.0.192", "Metadata"],
  ["64:ff9b::198.18.0.1", "Benchmarking"],
  ["64:ff9b::203.0.113.1", "Documentation"],
  ["64:ff9b::224.0.0.1", "Multicast"],
  ["64:ff9b::240.0.0.1", "Reserved"],
  ["64:ff9b::255.255.255.255", "Broadcast"],
  ["64:ff9b::1:7f00:1", "Bits between prefix and address"],
  ["64:ff9b:0:1::7f00:1", "Bits behind the prefix"],
];

const LOCAL_NAT64: readonly Row[] = [
  ["64:ff9b:1::1", "The local prefix"],
  ["64:ff9b:1::127.0.0.1", "Loopback behind /96"],
  ["64:ff9b:1:7f00:0:100::", "Loopback behind /48"],
  ["64:ff9b:1:a9fe:a9:fe00::", "Metadata behind /48"],
  ["64:ff9b:1::8.8.8.8", "A public address: the prefix is local all the same"],
  ["64:ff9b:1:fffe::a00:1", "A local subnet"],
];

const TUNNELLED: readonly Row[] = [
  ["2002:7f00:1::", "6to4 of loopback"],
  ["2002:7f00:1::1", "6to4 of loopback, host 1"],
  ["2002:a00:1::1", "6to4 of a private address"],
  ["2002:a9fe:a9fe::1", "6to4 of metadata"],
  ["2002:c0a8:101::1", "6to4 of a private address"],
  ["2002:808:808::1", "6to4 of a public address: its relays are gone"],
  ["2001::1", "Teredo"],
  ["2001:0:7f00:1::", "Teredo with loopback as server"],
  ["2001:0:808:808:0:ffff:80ff:fffe", "Teredo of loopback, inverted"],
  ["2001:0:4136:e378:8000:63bf:5601:5601", "Teredo of metadata, inverted"],
];

const INVALID: readonly Row[] = [
  ["fe80::1%eth0", "A zone"],
  ["fe80::1%25eth0", "An encoded zone"],
  ["::1%25lo", "A zone of loopback"],
  ["::1%1", "A numbered zone"],
  ["::1%", "An empty zone"],
  [":::1", "Three colons"],
  ["1::2::3", "Two gaps"],
  ["1:2:3:4:5:6:7", "Seven groups"],
  ["1:2:3:4:5:6:7:8:9", "Nine groups"],
  ["::12345", "A group of five digits"],
  ["::g", "A digit that is none"],
  ["::ffff:127.0.0.1.1", "Five IPv4 parts"],
  ["::ffff:127.1", "A short IPv4 tail"],
  ["::ffff:0x7f.0.0.1", "A hexadecimal IPv4 tail"],
  ["::ffff:0177.0.0.1", "An octal IPv4 tail"],
  ["::ffff:256.0.0.1", "An IPv4 tail beyond a byte"],
  ["127.0.0.1", "IPv4 in brackets"],
  ["v1.7f000001", "IPvFuture (RFC 3986 section 3.2.2)"],
  ["localhost", "A name in brackets"],
  ["", "Nothing in brackets"],
  ["：：1", "Full-width colons"],
  ["::１", "A full-width digit"],
];

const PUBLIC: readonly Row[] = [
  ["2606:4700:4700::1111", "Short"],
  ["2606:4700:4700:0:0:0:0:1111", "In full"],
  ["2001:4860:4860::8888", "Behind the IETF block"],
  ["2A00:1450:4001:82B::200E", "Upper case"],
  ["2620:fe::fe", "Short"],
  ["2a02:26f0::7f00:1", "Only looks like loopback"],
  ["2600::", "All zeros behind the prefix"],
];

/** An IPv6-only host has no other way to IPv4 sites (RFC 6147). */
const PUBLIC_NAT64: readonly Row[] = [
  ["64:ff9b::8.8.8.8", "NAT64 of a public address"],
  ["64:ff9b::101:101", "NAT64 of a public address in hexadecimal"],
  ["64:ff9b:0:0:0:0:9.9.9.9", "NAT64 of a public address, in full"],
];

/** Spellings of IPv6 addresses and every embedding of IPv4. */
export const IPV6_FORM_CASES: readonly SafenetCase[] = [
  ...refused(WRITTEN, "RFC 4291 section 2.2"),
  ...refused(MAPPED, "RFC 4291 section 2.5.5.2"),
  ...refused(COMPATIBLE, "RFC 4291 section 2.5.5.1"),
  ...refused(TRANSLATED, "RFC 2765 section 2.1"),
  ...refused(NAT64, "RFC 6052 section 3.1"),
  ...refused(LOCAL_NAT64, "RFC 8215"),
  ...refused(TUNNELLED, "RFC 3056, RFC 4380"),
  ...casesOf("ipv6-form", "RFC 4291 section 2.5.5.2", [
    {
      url: `http://[::ffff:${PUBLIC_IP}]/`,
      reason: "Mapped addresses never belong on the wire, whatever they carry.",
      expected: "IP_REFUSED",
      tier: "policy",
    },
  ]),
  ...casesOf(
    "ipv6-form",
    "WHATWG URL, IPv6 parser",
    INVALID.map(([ip, reason]) => ({ url: `http://[${ip}]/`, reason, expected: "URL_INVALID" })),
  ),
  ...allowed(PUBLIC, "RFC 4291 section 2.5.4", "must"),
  ...allowed(PUBLIC_NAT64, "RFC 6052 section 3.1", "policy"),
];

function refused(rows: readonly Row[], source: string): readonly SafenetCase[] {
  return casesOf(
    "ipv6-form",
    source,
    rows.map(([ip, reason]) => ({ url: `http://[${ip}]/`, reason, expected: "IP_REFUSED" })),
  );
}

function allowed(
  rows: readonly Row[],
  source: string,
  tier: SafenetCase["tier"],
): readonly SafenetCase[] {
  return casesOf(
    "ipv6-form",
    source,
    rows.map(([ip, reason]) => ({
      url: `http://[${ip}]/`,
      reason,
      expected: "allow",
      dials: [dialOf(ip)],
      tier,
    })),
  );
}
