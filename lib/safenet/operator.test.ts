import { describe, expect, it } from "vitest";
import { judgeAddress } from "./judge";
import { parseOperatorRules } from "./operator";

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

  it("takes no text as no rules", () => {
    expect(parseOperatorRules("  ")).toEqual({ allow: [] });
  });
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
    ["10.0.0.1:80, 10.0.0.5:80", "10.0.0.5", 80, true],
  ])("%j, asked for %s port %i: %s", (text, ip, port, may) => {
    expect(mayDial(text, ip, port)).toBe(may);
  });

  it("lets this installation call its own public address only by an exact rule", () => {
    const self = { selfAddresses: ["8.8.4.4"] };
    const judge = (text: string) =>
      judgeAddress("8.8.4.4", 443, { ...parseOperatorRules(text), ...self }, WEB);
    expect(judge("0.0.0.0/0:*")).toMatchObject({ code: "SELF_REFUSED", isRelaxed: false });
    const translated = { ...parseOperatorRules(""), ...self };
    expect(judgeAddress("64:ff9b::8.8.4.4", 443, translated, WEB)?.code).toBe("SELF_REFUSED");
    expect(judge("8.8.4.4:443")).toBeUndefined();
  });
});
