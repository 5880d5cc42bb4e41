import type { SafenetErrorCode } from "@/lib/safenet/errors";
import type { DnsAnswer, GuardCase } from "./guard-case";

// What name servers may answer. One address that is refused refuses the whole name.

const URL = "http://site.example/";
const PUBLIC4 = "93.184.215.14";
const PUBLIC6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c";

function answered(
  title: string,
  answers: readonly DnsAnswer[],
  expected: "allow" | SafenetErrorCode,
  dials: string | null,
  reason: string,
  rfc = "RFC 1035",
): GuardCase {
  return {
    id: `dns ${title}`,
    class: "dns",
    url: URL,
    dns: { "site.example": answers },
    expected,
    connections: expected === "allow" ? 1 : 0,
    dials,
    reason,
    rfc,
  };
}

const PRIVATE = [
  "127.0.0.1",
  "10.0.0.1",
  "169.254.169.254",
  "192.168.1.1",
  "100.64.0.1",
  "0.0.0.0",
  "::1",
  "::",
  "fd00::1",
  "fe80::1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "64:ff9b::7f00:1",
  "::ffff:8.8.8.8",
];

const mixed = PRIVATE.flatMap((ip) => [
  answered(
    `${ip} after a public address`,
    [[PUBLIC4, ip]],
    "IP_REFUSED",
    ip,
    "one of two is inside",
  ),
  answered(
    `${ip} before a public address`,
    [[ip, PUBLIC4]],
    "IP_REFUSED",
    ip,
    "one of two is inside",
  ),
  answered(
    `${ip} after two families`,
    [[PUBLIC4, PUBLIC6, ip]],
    "IP_REFUSED",
    ip,
    "one of three is inside",
  ),
]);

const broken = [
  answered("nothing", [[]], "DNS_EMPTY", null, "a name without an address"),
  answered(
    "no such name",
    [{ error: "ENOTFOUND" }],
    "DNS_NOT_FOUND",
    null,
    "the name does not exist",
  ),
  answered("no data", [{ error: "ENODATA" }], "DNS_EMPTY", null, "the name has other records only"),
  answered("a time-out", [{ error: "ETIMEOUT" }], "DNS_TIMEOUT", null, "no name server answers"),
  answered(
    "a server failure",
    [{ error: "ESERVFAIL" }],
    "DNS_FAILED",
    null,
    "the name server fails",
  ),
  answered("a refusal", [{ error: "EREFUSED" }], "DNS_FAILED", null, "the name server refuses"),
  answered(
    "a bad response",
    [{ error: "EBADRESP" }],
    "DNS_MALFORMED",
    null,
    "the answer can't be read",
  ),
  answered(
    "a bad name",
    [{ error: "EBADNAME" }],
    "DNS_NOT_FOUND",
    null,
    "no name server takes the name",
  ),
  answered("empty text", [[""]], "DNS_MALFORMED", null, "an answer that is no address"),
  answered("a name", [["localhost"]], "DNS_MALFORMED", "127.0.0.1", "a name instead of an address"),
  answered(
    "a number",
    [["2130706433"]],
    "DNS_MALFORMED",
    "127.0.0.1",
    "an address in another spelling",
  ),
  answered(
    "octal octets",
    [["0177.0.0.1"]],
    "DNS_MALFORMED",
    "127.0.0.1",
    "an address in another spelling",
  ),
  answered(
    "a short form",
    [["127.1"]],
    "DNS_MALFORMED",
    "127.0.0.1",
    "an address in another spelling",
  ),
  answered("a zone", [["fe80::1%eth0"]], "DNS_MALFORMED", "fe80::1", "an address with a zone"),
  answered("brackets", [["[::1]"]], "DNS_MALFORMED", "::1", "an address in brackets"),
  answered("a port", [["127.0.0.1:80"]], "DNS_MALFORMED", "127.0.0.1", "an address with a port"),
  answered("a block", [["10.0.0.0/8"]], "DNS_MALFORMED", null, "a block instead of an address"),
  answered("a NUL", [["127.0.0.1\0"]], "DNS_MALFORMED", "127.0.0.1", "an address and a NUL"),
  answered("a space", [[" 127.0.0.1"]], "DNS_MALFORMED", "127.0.0.1", "a space and an address"),
  answered(
    "a good and a bad one",
    [[PUBLIC4, "x"]],
    "DNS_MALFORMED",
    PUBLIC4,
    "half of it can't be read",
  ),
  answered(
    "65 addresses",
    [Array.from({ length: 65 }, (_, index) => `93.184.215.${index}`)],
    "DNS_MALFORMED",
    "93.184.215.0",
    "more addresses than a site has",
  ),
];

const rebinding = [
  answered(
    "a second answer inside",
    [[PUBLIC4], ["127.0.0.1"]],
    "allow",
    PUBLIC4,
    "who looks up twice dials inside",
  ),
  answered(
    "a second answer with metadata",
    [[PUBLIC4], ["169.254.169.254"]],
    "allow",
    PUBLIC4,
    "who looks up twice dials inside",
  ),
  answered(
    "a second answer in IPv6",
    [[PUBLIC4], ["::1"]],
    "allow",
    PUBLIC4,
    "who looks up twice dials inside",
  ),
  answered(
    "a second answer without address",
    [[PUBLIC4], []],
    "allow",
    PUBLIC4,
    "who looks up twice finds nothing",
  ),
  answered(
    "a first answer inside",
    [["127.0.0.1"], [PUBLIC4]],
    "IP_REFUSED",
    "127.0.0.1",
    "who looks up twice judges the other one",
  ),
  answered(
    "a first answer mixed",
    [[PUBLIC4, "10.0.0.1"], [PUBLIC4]],
    "IP_REFUSED",
    "10.0.0.1",
    "who looks up twice judges the other one",
  ),
  answered(
    "turns of public addresses",
    [[PUBLIC4], ["93.184.215.15"]],
    "allow",
    PUBLIC4,
    "what was judged is dialled",
  ),
];

const good = [
  answered("one IPv4 address", [[PUBLIC4]], "allow", PUBLIC4, "the usual answer"),
  answered("one IPv6 address", [[PUBLIC6]], "allow", PUBLIC6, "a site of IPv6 only", "RFC 3596"),
  answered(
    "both families",
    [[PUBLIC4, PUBLIC6]],
    "allow",
    PUBLIC4,
    "a site of both families",
    "RFC 3596",
  ),
  answered(
    "the same address twice",
    [[PUBLIC4, PUBLIC4]],
    "allow",
    PUBLIC4,
    "a name server repeats itself",
  ),
  answered(
    "a NAT64 address",
    [["64:ff9b::808:808"]],
    "allow",
    "64:ff9b::808:808",
    "a network of IPv6 only reaches IPv4 so",
    "RFC 6147",
  ),
  answered(
    "64 addresses",
    [Array.from({ length: 64 }, (_, index) => `93.184.215.${index}`)],
    "allow",
    "93.184.215.0",
    "a site of many addresses",
  ),
];

export const DNS_CASES: readonly GuardCase[] = [...mixed, ...broken, ...rebinding, ...good];
