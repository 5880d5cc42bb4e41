import { describe, expect, it } from "vitest";
import { judgeAddress } from "./judge";
import { findRule, isPortNamed, parseOperatorRules, parseSelfAddresses } from "./operator";

const WEB = { ports: [80, 443] };
const mayDial = (text: string, ip: string, port: number): boolean =>
  judgeAddress(ip, port, parseOperatorRules(text), WEB) === undefined;

describe("parseOperatorRules", () => {
  it.each([
    "10.0.0.1",
    "10.0.0.1:",
    ":80",
    "10.0.0.1:0",
    "10.0.0.1:65536",
    "10.0.0.1:80-70",
    "10.0.0.1:http",
    "10.0.0.1:80-",
    "10.0.0.1:-80",
    "10.0.0.1: 80",
    "10.0.0.0/33:80",
    "10.0.0.0/-1:80",
    "10.0.0.0/:80",
    "10.0.0.5/8:80",
    "10.0.0.0/8/8:80",
    "010.0.0.1:80",
    "10.1:80",
    "cms.internal:80",
    "localhost:80",
    "::1:80",
    "[::1]",
    "[::1%lo]:80",
    "[127.0.0.1]:80",
    "[fd00::1/8]:80",
    "[fd00::/129]:80",
    "[fd00::/8]/8:80",
    "http://10.0.0.1:80",
    "127.0.0.0/8:80",
    "169.254.0.0/16:80",
    "224.0.0.0/4:80",
    "[fe80::]/10:80",
    "[::ffff:10.0.0.1]:80",
    "[::ffff:0:0]/96:80",
    "[64:ff9b::10.0.0.1]:80",
    "[2002:a00:1::]:80",
    "10.0.0.1:80,",
    "10.0.0.1:80,,10.0.0.2:80",
  ])("throws for %j and names the entry", (text) => {
    const entry = text.split(",")[1] ?? text;
    expect(() => parseOperatorRules(text)).toThrow(`"${entry}"`);
  });

  it.each([
    ["10.0.0.1", "write it as address:port or CIDR:port"],
    [":80", "write it as address:port or CIDR:port"],
    ["10.0.0.1:80x", "the port is a number, a range such as 8000-8100, or *"],
    ["10.0.0.1:x80", "the port is a number, a range such as 8000-8100, or *"],
    ["10.0.0.1:123456", "the port is a number, a range such as 8000-8100, or *"],
    ["10.0.0.1:1-123456", "the port is a number, a range such as 8000-8100, or *"],
    ["10.0.0.1:**", "the port is a number, a range such as 8000-8100, or *"],
    ["10.0.0.1:0", "ports go from 1 to 65535, the lower one first"],
    ["10.0.0.1:1-65536", "ports go from 1 to 65535, the lower one first"],
    ["10.0.0.1:81-80", "ports go from 1 to 65535, the lower one first"],
    ["x:80", "the address is IPv4, or IPv6 in brackets"],
    ["::1:80", "the address is IPv4, or IPv6 in brackets"],
    ["10.0.0.0/8/8:80", "the address is IPv4, or IPv6 in brackets"],
    ["[10.0.0.1]:80", "the address in brackets is not IPv6"],
    ["[fd00::/8]/8:80", "the address in brackets is not IPv6"],
    ["[fd00::]x/8:80", "the address in brackets is not IPv6"],
    ["[fd00::]/8x:80", "the address in brackets is not IPv6"],
    ["[/[fd00::]:80", "the address in brackets is not IPv6"],
    ["[fd00::/x]:80", "the address in brackets is not IPv6"],
    ["x[fd00::]:80", "the address is IPv4, or IPv6 in brackets"],
    ["[fe80::1%lo]:80", "the address is not an IP address"],
    ["10.0.0.0/33:80", "the prefix length goes from 0 to 32"],
    ["10.0.0.0/:80", "the prefix length goes from 0 to 32"],
    ["10.0.0.0/8x:80", "the prefix length goes from 0 to 32"],
    ["10.0.0.0/x8:80", "the prefix length goes from 0 to 32"],
    ["10.0.0.0/0008:80", "the prefix length goes from 0 to 32"],
    ["10.0.0.0/8.0:80", "the prefix length goes from 0 to 32"],
    ["[fd00::/129]:80", "the prefix length goes from 0 to 128"],
    ["10.0.0.5/8:80", "the address has bits beyond its prefix"],
    ["10.0.0.1/31:80", "the address has bits beyond its prefix"],
    ["[fd00::1/127]:80", "the address has bits beyond its prefix"],
    ["127.0.0.0/8:80", "Loopback opens only for one exact address"],
    ["127.0.0.0/31:80", "Loopback opens only for one exact address"],
    ["[fe80::/64]:80", "Link local opens only for one exact address"],
    ["[::ffff:10.0.0.1]:80", "IPv4-mapped addresses can't be opened: name the IPv4 address"],
    ["[2002::/16]:80", "6to4 addresses can't be opened: name the IPv4 address"],
  ])("says of %j: %s", (entry, why) => {
    const message = `SAFENET_ALLOW entry "${entry}" is not valid: ${why}.`;
    expect(() => parseOperatorRules(entry)).toThrow(new Error(message));
  });

  it.each(["126.0.0.0/7:80", "[2000::/3]:80", "[2002::/15]:80", "[2000::/7]:80", "[fe00::/9]:80"])(
    "takes %j, which holds more than what never opens so",
    (entry) => {
      expect(parseOperatorRules(entry).allow).toHaveLength(1);
    },
  );

  it("reads address, prefix and ports", () => {
    const read = (entry: string) =>
      parseOperatorRules(entry).allow.map(({ cidr, ...rule }) => ({
        ...rule,
        cidr: `${cidr[0].toString()}/${cidr[1]}`,
      }));
    expect(read("10.0.0.0/8:443")).toEqual([
      { entry: "10.0.0.0/8:443", cidr: "10.0.0.0/8", isExact: false, portMin: 443, portMax: 443 },
    ]);
    expect(read("10.0.0.5:*")).toMatchObject([
      { cidr: "10.0.0.5/32", isExact: true, portMin: 1, portMax: 65_535 },
    ]);
    expect(read("[fd00::/8]:1-2, [fd00::1]:65535, 10.0.0.1/32:10000-65535")).toMatchObject([
      { cidr: "fd00::/8", isExact: false, portMin: 1, portMax: 2 },
      { cidr: "fd00::1/128", isExact: true, portMin: 65_535, portMax: 65_535 },
      { cidr: "10.0.0.1/32", isExact: true, portMin: 10_000, portMax: 65_535 },
    ]);
    expect(read("0.0.0.0/0:80, [::/0]:80, [fd00::]/128:80")).toMatchObject([
      { cidr: "0.0.0.0/0", isExact: false },
      { cidr: "::/0", isExact: false },
      { cidr: "fd00::/128", isExact: true },
    ]);
  });

  it("takes no text as no rules, and at most 200 entries", () => {
    expect(parseOperatorRules("  ")).toEqual({ allow: [] });
    const entries = Array.from({ length: 200 }, (_, index) => `10.0.0.${index}:80`);
    expect(parseOperatorRules(entries.join()).allow).toHaveLength(200);
    const more = [...entries, "10.0.1.0:80"].join();
    expect(() => parseOperatorRules(more)).toThrow(
      new Error("SAFENET_ALLOW has more than 200 entries."),
    );
  });
});

describe("parseSelfAddresses", () => {
  it("reads a comma list", () => {
    expect(parseSelfAddresses(" 8.8.4.4 ,2001:4860:4860::8844")).toEqual([
      "8.8.4.4",
      "2001:4860:4860::8844",
    ]);
    expect(parseSelfAddresses(" ")).toEqual([]);
  });

  it.each(["8.8.4.0/24", "[::1]", "example.com", "8.8.4.4:443", ""])(
    "refuses %j and names it",
    (entry) => {
      expect(() => parseSelfAddresses(`1.1.1.1,${entry}`)).toThrow(
        `SAFENET_SELF_ADDRESSES entry "${entry}" is not valid: write an IP address.`,
      );
    },
  );
});

describe("an operator rule", () => {
  it.each([
    // Without a rule, and rules for something else.
    ["", "10.0.0.5", 80, false],
    ["10.0.0.6:80", "10.0.0.5", 80, false],
    ["10.0.0.5:81", "10.0.0.5", 80, false],
    // The floor: a wide rule never opens these.
    ["0.0.0.0/0:*", "127.0.0.1", 80, false],
    ["0.0.0.0/0:*", "169.254.169.254", 80, false],
    ["0.0.0.0/0:*", "100.100.100.200", 80, false],
    ["100.64.0.0/10:*", "100.100.100.200", 80, false],
    ["192.0.0.0/24:*", "192.0.0.192", 80, false],
    ["0.0.0.0/0:*", "0.0.0.0", 80, false],
    ["0.0.0.0/0:*", "224.0.0.1", 80, false],
    ["[::/0]:*", "::1", 80, false],
    ["[::/0]:*", "::", 80, false],
    ["[::/0]:*", "fe80::1", 80, false],
    ["[::/0]:*", "fd00:ec2::254", 80, false],
    ["[::/0]:*", "ff02::1", 80, false],
    ["[::/0]:*", "::ffff:10.0.0.5", 80, false],
    ["[::/0]:*", "64:ff9b::10.0.0.5", 80, false],
    ["10.0.0.5:80", "::ffff:10.0.0.5", 80, false],
    // A public address on a port that neither the purpose nor a rule names.
    ["10.0.0.5:25", "8.8.8.8", 25, false],
    // What a rule opens.
    ["10.0.0.5:80", "10.0.0.5", 80, true],
    ["10.0.0.0/8:8000-8100", "10.9.9.9", 8050, true],
    ["10.0.0.0/8:*", "10.9.9.9", 1, true],
    ["0.0.0.0/0:*", "10.9.9.9", 80, true],
    ["127.0.0.1:8080", "127.0.0.1", 8080, true],
    ["127.0.0.1/32:8080", "127.0.0.1", 8080, true],
    ["[::1]:8080", "::1", 8080, true],
    ["[::1/128]:8080", "::1", 8080, true],
    ["[fd00::]/8:443", "fd12::1", 443, true],
    ["[fd00::/8]:443", "fd12::1", 443, true],
    ["169.254.169.254:80", "169.254.169.254", 80, true],
    ["8.8.8.8:9000", "8.8.8.8", 9000, true],
    ["8.8.8.0/24:9000", "8.8.8.8", 9000, true],
    ["10.0.0.1:80, 10.0.0.5:80", "10.0.0.5", 80, true],
  ])("%j, asked for %s port %i: %s", (text, ip, port, may) => {
    expect(mayDial(text, ip, port)).toBe(may);
  });

  it("lets this installation call its own public address only by an exact rule", () => {
    const self = { selfAddresses: ["1.0.0.1", "8.8.4.4"] };
    const judge = (text: string) =>
      judgeAddress("8.8.4.4", 443, { ...parseOperatorRules(text), ...self }, WEB);
    expect(judge("0.0.0.0/0:*")).toMatchObject({ code: "SELF_REFUSED", isRelaxed: false });
    const translated = { ...parseOperatorRules(""), ...self };
    expect(judgeAddress("64:ff9b::8.8.4.4", 443, translated, WEB)?.code).toBe("SELF_REFUSED");
    expect(judge("8.8.4.4:443")).toBeUndefined();
  });
});

describe("findRule", () => {
  const rules = parseOperatorRules("10.0.0.0/8:80-90, 10.0.0.5:85");

  it.each([
    ["10.0.0.5", 79, false, undefined],
    ["10.0.0.5", 80, false, "10.0.0.0/8:80-90"],
    ["10.0.0.5", 90, false, "10.0.0.0/8:80-90"],
    ["10.0.0.5", 91, false, undefined],
    ["10.0.0.5", 85, true, "10.0.0.5:85"],
    ["10.0.0.5", 86, true, undefined],
    ["10.0.0.6", 85, true, undefined],
    ["11.0.0.5", 85, false, undefined],
    ["x", 85, false, undefined],
  ])("for %s port %i, exactly %s: %s", (ip, port, isExactNeeded, entry) => {
    expect(findRule(rules, ip, port, isExactNeeded)?.entry).toBe(entry);
  });

  it.each([
    [79, false],
    [80, true],
    [90, true],
    [91, false],
  ])("port %i is named: %s", (port, isNamed) => {
    expect(isPortNamed(rules, port)).toBe(isNamed);
    expect(isPortNamed(parseOperatorRules("10.0.0.5:1, 10.0.0.0/8:80-90"), port)).toBe(isNamed);
  });
});

describe("judgeAddress", () => {
  const judge = (ip: string, port: number, mode?: "log") =>
    judgeAddress(
      ip,
      port,
      {
        ...parseOperatorRules(""),
        selfAddresses: ["1.1.1.1"],
        ...(mode === undefined ? {} : { mode }),
      },
      WEB,
    );

  it("says why, and whether the mode relaxes it", () => {
    const details = {
      address: "10.0.0.1",
      block: "10.0.0.0/8",
      name: "Private use",
      rfc: "RFC 1918",
    };
    expect(judge("10.0.0.1", 80)).toEqual({ code: "IP_REFUSED", details, isRelaxed: false });
    expect(judge("10.0.0.1", 80, "log")).toEqual({ code: "IP_REFUSED", details, isRelaxed: true });
    const self = { code: "SELF_REFUSED", details: { address: "1.1.1.1" } };
    expect(judge("1.1.1.1", 80)).toEqual({ ...self, isRelaxed: false });
    expect(judge("1.1.1.1", 80, "log")).toEqual({ ...self, isRelaxed: true });
    const port = { code: "PORT_REFUSED", details: { address: "8.8.8.8", port: 81 } };
    expect(judge("8.8.8.8", 81)).toEqual({ ...port, isRelaxed: false });
    expect(judge("8.8.8.8", 81, "log")).toEqual({ ...port, isRelaxed: true });
    expect(judge("8.8.8.8", 443)).toBeUndefined();
    expect(judge("::ffff:10.0.0.1", 80, "log")).toMatchObject({ isRelaxed: false });
    expect(judge("::1", 80, "log")).toMatchObject({ isRelaxed: true });
  });
});
