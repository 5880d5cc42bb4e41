import { toIPv4 } from "./address-cases";
import type { GuardCase } from "./guard-case";

// One IPv4 address has many spellings in a URL (the host parser of https://url.spec.whatwg.org).

const WHATWG = "WHATWG URL";

type Octets = readonly [number, number, number, number];

const numberOf = ([a, b, c, d]: Octets): number => ((a * 256 + b) * 256 + c) * 256 + d;
const hex = (value: number, size: number): string => value.toString(16).padStart(size, "0");
const octal = (value: number, size: number): string => value.toString(8).padStart(size, "0");
const wide = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

const SPELLINGS: readonly (readonly [string, (octets: Octets) => string])[] = [
  ["plain", (o) => o.join(".")],
  ["one decimal number", (o) => String(numberOf(o))],
  ["one hexadecimal number", (o) => `0x${hex(numberOf(o), 8)}`],
  ["one hexadecimal number in upper case", (o) => `0X${hex(numberOf(o), 8).toUpperCase()}`],
  ["one octal number", (o) => `0${octal(numberOf(o), 11)}`],
  ["hexadecimal octets", (o) => o.map((octet) => `0x${hex(octet, 2)}`).join(".")],
  ["octal octets", (o) => o.map((octet) => `0${octal(octet, 3)}`).join(".")],
  ["octal octets with many zeros", (o) => o.map((octet) => `0000000${octal(octet, 3)}`).join(".")],
  [
    "octets of three notations",
    ([a, b, c, d]) => `0x${hex(a, 2)}.0${octal(b, 1)}.${c}.0x${hex(d, 1)}`,
  ],
  ["two parts", ([a, b, c, d]) => `${a}.${(b * 256 + c) * 256 + d}`],
  ["three parts", ([a, b, c, d]) => `${a}.${b}.${c * 256 + d}`],
  [
    "two parts, the second hexadecimal",
    ([a, b, c, d]) => `${a}.0x${hex((b * 256 + c) * 256 + d, 6)}`,
  ],
  ["a trailing dot", (o) => `${o.join(".")}.`],
  ["full-width digits", (o) => wide(o.join("."))],
  ["full-width digits and dots", (o) => wide(o.join("\uff0e"))],
  ["ideographic full stops", (o) => o.join("\u3002")],
  ["half-width ideographic full stops", (o) => o.join("\uff61")],
  [
    "mathematical digits",
    (o) => o.join(".").replace(/\d/g, (digit) => String.fromCodePoint(0x1d7d8 + Number(digit))),
  ],
  ["percent-encoded dots", (o) => o.join("%2e")],
  ["percent-encoded digits", (o) => o.join(".").replace(/\d/g, (digit) => `%3${digit}`)],
  [
    "percent-encoded full-width digits",
    (o) => o.join(".").replace(/\d/g, (digit) => `%EF%BC%9${digit}`),
  ],
  ["a soft hyphen", (o) => o.join(".\u00ad")],
  ["a zero-width space", (o) => o.join(".\u200b")],
];

const TARGETS: readonly Octets[] = [
  [127, 0, 0, 1],
  [10, 0, 0, 1],
  [169, 254, 169, 254],
  [192, 168, 1, 1],
];

const spelled = TARGETS.flatMap((octets) =>
  SPELLINGS.map(([name, spell]): GuardCase => {
    const ip = toIPv4(BigInt(numberOf(octets)));
    return {
      id: `spelling of ${ip}: ${name}`,
      class: "spelling",
      url: `http://${spell(octets)}/`,
      expected: "IP_REFUSED",
      connections: 0,
      dials: ip,
      reason: `${ip} written with ${name}`,
      rfc: WHATWG,
    };
  }),
);

const short = (
  [
    ["0", "0.0.0.0"],
    ["0x", "0.0.0.0"],
    ["0x0", "0.0.0.0"],
    ["00000000000", "0.0.0.0"],
    ["0.0", "0.0.0.0"],
    ["127.1", "127.0.0.1"],
    ["127.0.1", "127.0.0.1"],
    ["10.1", "10.0.0.1"],
    ["172.1048577", "172.16.0.1"],
    ["192.168.257", "192.168.1.1"],
    ["4294967295", "255.255.255.255"],
    ["①②⑦.⓪.⓪.①", "127.0.0.1"],
    ["0ｘ7f.1", "127.0.0.1"],
  ] as const
).map(
  ([host, dials]): GuardCase => ({
    id: `spelling ${host}`,
    class: "spelling",
    url: `http://${host}/`,
    expected: "IP_REFUSED",
    connections: 0,
    dials,
    reason: `${dials} in a short form`,
    rfc: WHATWG,
  }),
);

export const SPELLING_CASES: readonly GuardCase[] = [...spelled, ...short];
