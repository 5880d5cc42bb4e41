import { isIPv4, isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";
import { classifyAddress, isInside, type ParsedAddress, parseAddress } from "./address";

/** One entry of SAFENET_ALLOW: these addresses, on these ports. */
export interface AllowRule {
  readonly entry: string;
  readonly cidr: readonly [ParsedAddress, number];
  /** True for a single address: only such a rule opens loopback, link-local, metadata, multicast. */
  readonly isExact: boolean;
  readonly portMin: number;
  readonly portMax: number;
}

/** Whether what is refused is stopped, or written down as what would be. */
export const SAFENET_MODES = ["enforce", "log"] as const;
export type SafenetMode = (typeof SAFENET_MODES)[number];

/** What the operator of this installation decided. Workspaces can't change it. */
export interface OperatorRules {
  readonly allow: readonly AllowRule[];
  /** `enforce` when absent. With `log`, some refusals are written down only: see the README. */
  readonly mode?: SafenetMode;
  /** Addresses of this installation itself; refused unless a rule names them exactly. */
  readonly selfAddresses?: readonly string[];
}

const PORT_MAX = 65_535;
const ENTRIES_MAX = 200;
const PORTS = /^(?:\*|(\d{1,5})(?:-(\d{1,5}))?)$/;

/**
 * Parses SAFENET_ALLOW: a comma list of `address:port` or `CIDR:port`. The port is a number, a range
 * such as 8000-8100, or `*`. IPv6 stands in brackets: `[::1]:8080`, `[fd00::/8]:443`. Empty text gives no rules.
 * Throws an Error that names the entry when any entry is wrong or could never open anything.
 */
export function parseOperatorRules(text: string): OperatorRules {
  if (text.trim() === "") return { allow: [] };
  const entries = text.split(",").map((entry) => entry.trim());
  if (entries.length > ENTRIES_MAX) {
    throw new Error(`SAFENET_ALLOW has more than ${ENTRIES_MAX} entries.`);
  }
  return { allow: entries.map(parseEntry) };
}

/**
 * Parses SAFENET_SELF_ADDRESSES: a comma list of the public addresses of this installation. Throws an Error that names
 * the entry when any is no IP address.
 */
export function parseSelfAddresses(text: string): string[] {
  if (text.trim() === "") return [];
  const entries = text.split(",").map((entry) => entry.trim());
  const wrong = entries.find((entry) => parseAddress(entry) === null);
  if (wrong === undefined) return entries;
  throw new Error(`SAFENET_SELF_ADDRESSES entry "${wrong}" is not valid: write an IP address.`);
}

/** The rule that opens this address and port, if there is one. `isExactNeeded` skips rules for ranges. */
export function findRule(
  operator: OperatorRules,
  ip: string,
  port: number,
  isExactNeeded: boolean,
): AllowRule | undefined {
  const address = parseAddress(ip);
  if (address === null) return undefined;
  return operator.allow.find(
    (rule) =>
      port >= rule.portMin &&
      port <= rule.portMax &&
      (rule.isExact || !isExactNeeded) &&
      isInside(address, [rule.cidr[0], rule.cidr[1]]),
  );
}

/** Whether any rule names this port, for a form that knows the name but not yet the address. */
export function isPortNamed(operator: OperatorRules, port: number): boolean {
  return operator.allow.some((rule) => port >= rule.portMin && port <= rule.portMax);
}

function parseEntry(entry: string): AllowRule {
  const colon = entry.lastIndexOf(":");
  if (colon <= 0) throw bad(entry, "write it as address:port or CIDR:port");
  const [portMin, portMax] = parsePorts(entry, entry.slice(colon + 1));
  const [address, prefix] = parseTarget(entry, entry.slice(0, colon));
  const isExact = prefix === (address.kind() === "ipv4" ? 32 : 128);
  const verdict = classifyAddress(address.toString());
  if (!verdict.ok && verdict.opens === "never" && isInsideOneBlock(verdict.block, prefix)) {
    throw bad(entry, `${verdict.name} addresses can't be opened: name the IPv4 address`);
  }
  if (!verdict.ok && verdict.opens === "exact" && !isExact) {
    if (isInsideOneBlock(verdict.block, prefix)) {
      throw bad(entry, `${verdict.name} opens only for one exact address`);
    }
  }
  return { entry, cidr: [address, prefix], isExact, portMin, portMax };
}

/** A range that is wider than the refused block also holds other addresses, so it can open those. */
function isInsideOneBlock(block: string, prefix: number): boolean {
  return prefix >= ipaddr.parseCIDR(block)[1];
}

function parsePorts(entry: string, text: string): [number, number] {
  const match = PORTS.exec(text);
  if (match === null) throw bad(entry, "the port is a number, a range such as 8000-8100, or *");
  if (match[1] === undefined) return [1, PORT_MAX];
  const portMin = Number(match[1]);
  const portMax = match[2] === undefined ? portMin : Number(match[2]);
  if (portMin < 1 || portMax > PORT_MAX || portMin > portMax) {
    throw bad(entry, "ports go from 1 to 65535, the lower one first");
  }
  return [portMin, portMax];
}

function parseTarget(entry: string, text: string): [ParsedAddress, number] {
  const [ip, prefixText] = splitTarget(entry, text);
  const address = parseAddress(ip);
  if (address === null) throw bad(entry, "the address is not an IP address");
  const bits = address.kind() === "ipv4" ? 32 : 128;
  if (prefixText === undefined) return [address, bits];
  const prefix = Number(prefixText);
  if (!/^\d{1,3}$/.test(prefixText) || prefix > bits) {
    throw bad(entry, `the prefix length goes from 0 to ${bits}`);
  }
  if (hasHostBits(address, prefix)) throw bad(entry, "the address has bits beyond its prefix");
  return [address, prefix];
}

function splitTarget(entry: string, text: string): [string, string | undefined] {
  if (!text.startsWith("[")) {
    const [ip = "", prefix, ...rest] = text.split("/");
    if (!isIPv4(ip) || rest.length > 0) {
      throw bad(entry, "the address is IPv4, or IPv6 in brackets");
    }
    return [ip, prefix];
  }
  const match = /^\[([^\]/]+)(?:\/(\d+)\]|\](?:\/(\d+))?)$/.exec(text);
  // Stryker disable next-line ArrayDeclaration: of what stands for no match, nothing is an address.
  const [, ip = "", inside, outside] = match ?? [];
  if (!isIPv6(ip)) throw bad(entry, "the address in brackets is not IPv6");
  return [ip, inside ?? outside];
}

function hasHostBits(address: ParsedAddress, prefix: number): boolean {
  const bits = address
    .toByteArray()
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("");
  return bits.slice(prefix).includes("1");
}

function bad(entry: string, why: string): Error {
  return new Error(`SAFENET_ALLOW entry "${entry}" is not valid: ${why}.`);
}
