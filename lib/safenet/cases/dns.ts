import { casesOf, type DnsAnswer, dialOf, moved, PUBLIC_IP, type SafenetCase } from "./case";

// What a name may answer: addresses inside, some inside, none, nonsense, and something else at the second look.

const ASKED = "a.example";
const URL_A = `http://${ASKED}/`;

interface Row {
  readonly id: string;
  readonly answer: DnsAnswer;
  readonly reason: string;
}

const INSIDE: readonly Row[] = [
  "127.0.0.1",
  "127.0.0.53",
  "0.0.0.0",
  "10.0.0.1",
  "172.17.0.1",
  "192.168.0.1",
  "169.254.169.254",
  "169.254.170.2",
  "100.100.100.200",
  "192.0.0.192",
  "::1",
  "::",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "::ffff:169.254.169.254",
  "::7f00:1",
  "fe80::1",
  "fd00::1",
  "fd00:ec2::254",
  "64:ff9b::7f00:1",
  "64:ff9b::a9fe:a9fe",
  "64:ff9b:1::7f00:1",
  "2002:7f00:1::1",
  "2001::1",
].map((ip) => ({ id: ip, answer: [ip], reason: "The name points inside." }));

const MIXED: readonly Row[] = [
  ["public first", [PUBLIC_IP, "10.0.0.1"]],
  ["private first", ["10.0.0.1", PUBLIC_IP]],
  ["private in the middle", [PUBLIC_IP, "127.0.0.1", "1.1.1.1"]],
  ["private last of five", [PUBLIC_IP, "1.1.1.1", "9.9.9.9", "8.8.4.4", "192.168.0.1"]],
  ["public IPv4, loopback IPv6", [PUBLIC_IP, "::1"]],
  ["public IPv6, loopback IPv4", ["2606:4700:4700::1111", "127.0.0.1"]],
  ["public and metadata", [PUBLIC_IP, "169.254.169.254"]],
  ["public and mapped loopback", [PUBLIC_IP, "::ffff:127.0.0.1"]],
  ["public and unspecified", [PUBLIC_IP, "0.0.0.0"]],
  ["public and NAT64 of private", [PUBLIC_IP, "64:ff9b::a00:1"]],
  ["twice private", ["10.0.0.1", "10.0.0.2"]],
  ["public and multicast", [PUBLIC_IP, "224.0.0.1"]],
].map(([id, answer]) => ({
  id: String(id),
  answer: answer as readonly string[],
  reason: "One address inside refuses the name: which one is dialled is chance.",
}));

const MALFORMED: readonly Row[] = [
  ["a name", ["localhost"]],
  ["nothing", [""]],
  ["short", ["127.1"]],
  ["decimal", ["2130706433"]],
  ["octal", ["0177.0.0.1"]],
  ["hexadecimal", ["0x7f000001"]],
  ["with a port", ["127.0.0.1:80"]],
  ["in brackets", ["[::1]"]],
  ["with a zone", ["fe80::1%eth0"]],
  ["with a prefix length", ["8.8.8.8/32"]],
  ["with a space", [" 8.8.8.8"]],
  ["with NUL", ["127.0.0.1\0"]],
  ["one of two", [PUBLIC_IP, "inside"]],
  ["full-width", ["１27.0.0.1"]],
].map(([id, answer]) => ({
  id: `malformed: ${String(id)}`,
  answer: answer as readonly string[],
  reason: "Only an address in its plain form can be judged.",
}));

const REBINDING = casesOf("dns", "DNS rebinding", [
  rebinding("loopback at the second hop", "127.0.0.1"),
  rebinding("private at the second hop", "10.0.0.1"),
  rebinding("metadata at the second hop", "169.254.169.254"),
  rebinding("IPv6 loopback at the second hop", "::1"),
  rebinding("unspecified at the second hop", "0.0.0.0"),
  {
    id: "private from the second look on",
    url: URL_A,
    dns: { [ASKED]: [[PUBLIC_IP], ["127.0.0.1"]] },
    expected: "allow",
    dials: [dialOf(PUBLIC_IP)],
    reason: "One look-up a hop: what was judged is what is dialled.",
  },
  {
    id: "private from the third look on",
    url: URL_A,
    dns: { [ASKED]: [[PUBLIC_IP], [PUBLIC_IP], ["169.254.169.254"]] },
    expected: "allow",
    dials: [dialOf(PUBLIC_IP)],
    reason: "One look-up a hop: what was judged is what is dialled.",
  },
  {
    id: "public only from the second look on",
    url: URL_A,
    dns: { [ASKED]: [["127.0.0.1"], [PUBLIC_IP]] },
    expected: "IP_REFUSED",
    harmless: [dialOf(PUBLIC_IP)],
    reason: "The first answer counts.",
  },
]);

const MANY = Array.from({ length: 65 }, (_, index) => `8.8.4.${index}`);

/** Answers of name servers. */
export const DNS_CASES: readonly SafenetCase[] = [
  ...answers(INSIDE, "IP_REFUSED"),
  ...answers(MIXED, "IP_REFUSED").map((one) => ({
    ...one,
    harmless: [PUBLIC_IP, "1.1.1.1", "9.9.9.9", "8.8.4.4", "2606:4700:4700::1111"].map((ip) =>
      dialOf(ip),
    ),
  })),
  ...answers(MALFORMED, "DNS_MALFORMED").map((one) => ({ ...one, harmless: [dialOf(PUBLIC_IP)] })),
  ...answers([{ id: "too many", answer: MANY, reason: "65 addresses" }], "DNS_MALFORMED").map(
    (one) => ({ ...one, harmless: MANY.map((ip) => dialOf(ip)) }),
  ),
  ...answers([{ id: "empty", answer: [], reason: "No address" }], "DNS_EMPTY"),
  ...answers([{ id: "no data", answer: "ENODATA", reason: "No address" }], "DNS_EMPTY"),
  ...answers([{ id: "no name", answer: "ENOTFOUND", reason: "No name" }], "DNS_NOT_FOUND"),
  ...answers([{ id: "failure", answer: "ESERVFAIL", reason: "A server in trouble" }], "DNS_FAILED"),
  ...answers([{ id: "silence", answer: "ETIMEOUT", reason: "No server answers" }], "DNS_TIMEOUT"),
  ...REBINDING,
];

function answers(rows: readonly Row[], expected: SafenetCase["expected"]): readonly SafenetCase[] {
  return casesOf(
    "dns",
    "RFC 1035 section 3.4.1",
    rows.map(({ id, answer, reason }) => ({
      id,
      url: URL_A,
      dns: { [ASKED]: [answer] },
      expected,
      reason,
    })),
  );
}

function rebinding(id: string, inside: string): Parameters<typeof casesOf>[2][number] {
  return {
    id,
    url: URL_A,
    dns: { [ASKED]: [[PUBLIC_IP], [inside]] },
    site: { [URL_A]: moved("/next") },
    expected: "IP_REFUSED",
    dials: [dialOf(PUBLIC_IP)],
    reason: "Each hop is looked up and judged anew.",
  };
}
