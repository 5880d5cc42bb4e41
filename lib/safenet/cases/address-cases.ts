import { type GuardCase, urlOf } from "./guard-case";
import { REGISTRY } from "./registry";

/** A literal address that is right exactly when it is public. */
function literal(
  id: string,
  ip: string,
  isPublic: boolean,
  reason: string,
  rfc: string,
): GuardCase {
  return {
    id: `address ${id}`,
    class: "address",
    url: urlOf(ip),
    expected: isPublic ? "allow" : "IP_REFUSED",
    connections: isPublic ? 1 : 0,
    dials: ip,
    reason,
    rfc,
  };
}

/** First and last address of a block, and the ones around it, as numbers and in the form of RFC 5952. */
function edgesOf(cidr: string) {
  const [ip = "", prefix = ""] = cidr.split("/");
  const bits = ip.includes(":") ? 128 : 32;
  const first = toNumber(ip);
  const last = first + (1n << BigInt(bits - Number(prefix))) - 1n;
  const text = (value: bigint): string => (bits === 32 ? toIPv4(value) : toIPv6(value));
  return {
    first: text(first),
    last: text(last),
    before: () => text(first - 1n),
    after: () => text(last + 1n),
  };
}

function toNumber(ip: string): bigint {
  if (!ip.includes(":")) {
    return ip.split(".").reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
  }
  const [head = "", tail] = ip.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...zeros, ...right].reduce(
    (sum, part) => (sum << 16n) | BigInt(`0x${part}`),
    0n,
  );
}

export function toIPv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join(".");
}

/** The canonical text of URLs: https://url.spec.whatwg.org/#concept-ipv6-serializer. */
export function toIPv6(value: bigint): string {
  const groups = Array.from(
    { length: 8 },
    (_, index) => (value >> BigInt(112 - 16 * index)) & 0xffffn,
  );
  const text = groups.map((group) => group.toString(16)).join(":");
  const zeros = [...text.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].map(([run]) => run);
  const longest = zeros.reduce((best, run) => (count(run) > count(best) ? run : best), "");
  if (longest === "") return text;
  const at = text.indexOf(longest);
  return `${text.slice(0, at)}::${text.slice(at + longest.length).replace(/^:/, "")}`;
}

const count = (run: string): number => run.split("0").length;

const edges = REGISTRY.flatMap(({ cidr, name, rfc, block, before, after }) => {
  const edge = edgesOf(cidr);
  const isPublic = block === "public";
  const cases = [literal(`${cidr} first`, edge.first, isPublic, `first address of ${name}`, rfc)];
  if (edge.last !== edge.first) {
    cases.push(literal(`${cidr} last`, edge.last, isPublic, `last address of ${name}`, rfc));
  }
  if (before !== "end") {
    const reason = `the address before ${name} is ${before}`;
    cases.push(literal(`${cidr} before`, edge.before(), before === "public", reason, rfc));
  }
  if (after !== "end") {
    const reason = `the address after ${name} is ${after}`;
    cases.push(literal(`${cidr} after`, edge.after(), after === "public", reason, rfc));
  }
  return cases;
});

/** What a name server may answer of each block: the literal is one way in, the look-up the other. */
const answers = REGISTRY.map(({ cidr, name, rfc, block }): GuardCase => {
  const { last } = edgesOf(cidr);
  return {
    id: `address ${cidr} as an answer`,
    class: "address",
    url: "http://site.example/",
    dns: { "site.example": [[last]] },
    expected: block === "public" ? "allow" : "IP_REFUSED",
    connections: block === "public" ? 1 : 0,
    dials: last,
    reason: `a name that points at ${name}`,
    rfc,
  };
});

const known = (
  [
    ["169.254.169.254", "metadata of most clouds", "RFC 3927"],
    ["169.254.170.2", "credentials of Amazon ECS tasks", "RFC 3927"],
    ["169.254.170.23", "credentials of Amazon EKS pods", "RFC 3927"],
    ["169.254.42.42", "metadata of Scaleway", "RFC 3927"],
    ["169.254.0.23", "metadata of Tencent Cloud", "RFC 3927"],
    ["fd00:ec2::254", "metadata of Amazon EC2", ""],
    ["fd00:ec2::23", "credentials of Amazon EKS pods", ""],
    ["fd00:ec2::253", "resolver of Amazon EC2", ""],
    ["127.0.0.53", "the resolver of systemd", "RFC 1122"],
    ["127.0.1.1", "the host name of Debian", "RFC 1122"],
    ["172.17.0.1", "the host of Docker containers", "RFC 1918"],
    ["10.96.0.1", "the interface of Kubernetes", "RFC 1918"],
    ["192.168.0.1", "a router at home", "RFC 1918"],
    ["224.0.0.1", "all hosts of the network", "RFC 5771"],
    ["224.0.0.251", "multicast DNS", "RFC 6762"],
    ["239.255.255.250", "device discovery", "RFC 5771"],
    ["ff02::1", "all nodes of the network", "RFC 4291"],
    ["ff02::fb", "multicast DNS", "RFC 6762"],
    ["fe80::1", "the usual router of a network", "RFC 4291"],
    ["fdff:ffff:ffff:ffff::1", "a network of one's own", "RFC 4193"],
    ["3ffe::1", "the test network that was given back", "RFC 3701"],
  ] as const
).map(([ip, reason, rfc]) => literal(ip, ip, ip === "3ffe::1", reason, rfc));

export const ADDRESS_CASES: readonly GuardCase[] = [...edges, ...answers, ...known];
