import { casesOf, dialOf, inUrl, moved, PUBLIC_IP, type SafenetCase } from "./case";
import { addressText, spanOf } from "./span";

// The rows of the IANA special-purpose registries, of the multicast registries and our own, written down a second time
// by hand: the blocks are the same as in ranges.ts, what lies before and behind each of them is judged here.

type Neighbour = "public" | "refused" | "none";

interface RegistryRow {
  readonly cidr: string;
  readonly before: Neighbour;
  readonly after: Neighbour;
  readonly source: string;
  /** IANA calls the block globally reachable, or does not list it: other guards may let it pass. */
  readonly tier: "must" | "policy";
}

const row = (
  cidr: string,
  before: Neighbour,
  after: Neighbour,
  source: string,
  tier: "must" | "policy" = "must",
): RegistryRow => ({ cidr, before, after, source, tier });

const ASSIGNED: readonly RegistryRow[] = [
  row("0.0.0.0/8", "none", "public", "RFC 791 section 3.2"),
  row("0.0.0.0/32", "none", "refused", "RFC 1122 section 3.2.1.3"),
  row("10.0.0.0/8", "public", "public", "RFC 1918"),
  row("100.64.0.0/10", "public", "public", "RFC 6598"),
  row("100.100.100.200/32", "refused", "refused", "Alibaba Cloud metadata"),
  row("127.0.0.0/8", "public", "public", "RFC 1122 section 3.2.1.3"),
  row("168.63.129.16/32", "public", "public", "Azure WireServer", "policy"),
  row("169.254.0.0/16", "public", "public", "RFC 3927"),
  row("169.254.169.254/32", "refused", "refused", "Cloud metadata"),
  row("172.16.0.0/12", "public", "public", "RFC 1918"),
  row("192.0.0.0/24", "public", "public", "RFC 6890"),
  row("192.0.0.0/29", "public", "refused", "RFC 7335"),
  row("192.0.0.8/32", "refused", "refused", "RFC 7600"),
  row("192.0.0.9/32", "refused", "refused", "RFC 7723", "policy"),
  row("192.0.0.10/32", "refused", "refused", "RFC 8155", "policy"),
  row("192.0.0.170/32", "refused", "refused", "RFC 8880"),
  row("192.0.0.171/32", "refused", "refused", "RFC 8880"),
  row("192.0.0.192/32", "refused", "refused", "Oracle Cloud metadata"),
  row("192.0.2.0/24", "public", "public", "RFC 5737"),
  row("192.31.196.0/24", "public", "public", "RFC 7535", "policy"),
  row("192.52.193.0/24", "public", "public", "RFC 7450", "policy"),
  row("192.88.99.0/24", "public", "public", "RFC 7526", "policy"),
  row("192.88.99.2/32", "refused", "refused", "RFC 6751"),
  row("192.168.0.0/16", "public", "public", "RFC 1918"),
  row("192.175.48.0/24", "public", "public", "RFC 7534", "policy"),
  row("198.18.0.0/15", "public", "public", "RFC 2544"),
  row("198.51.100.0/24", "public", "public", "RFC 5737"),
  row("203.0.113.0/24", "public", "public", "RFC 5737"),
  row("224.0.0.0/4", "public", "refused", "RFC 5771"),
  row("240.0.0.0/4", "refused", "none", "RFC 1112 section 4"),
  row("255.255.255.255/32", "refused", "none", "RFC 919"),
  row("::/128", "none", "refused", "RFC 4291 section 2.5.2"),
  row("::1/128", "refused", "refused", "RFC 4291 section 2.5.3"),
  row("::/96", "none", "refused", "RFC 4291 section 2.5.5.1"),
  row("::ffff:0:0/96", "refused", "refused", "RFC 4291 section 2.5.5.2"),
  row("::ffff:0:0:0/96", "refused", "refused", "RFC 2765 section 2.1"),
  row("64:ff9b:1::/48", "refused", "refused", "RFC 8215"),
  row("100::/64", "refused", "refused", "RFC 6666"),
  row("100:0:0:1::/64", "refused", "refused", "RFC 9780"),
  row("2001::/32", "public", "refused", "RFC 4380"),
  row("2001::/23", "public", "public", "RFC 2928"),
  row("2001:1::1/128", "refused", "refused", "RFC 7723", "policy"),
  row("2001:1::2/128", "refused", "refused", "RFC 8155", "policy"),
  row("2001:1::3/128", "refused", "refused", "RFC 9665", "policy"),
  row("2001:2::/48", "refused", "refused", "RFC 5180"),
  row("2001:3::/32", "refused", "refused", "RFC 7450", "policy"),
  row("2001:4:112::/48", "refused", "refused", "RFC 7535", "policy"),
  row("2001:10::/28", "refused", "refused", "RFC 4843"),
  row("2001:20::/28", "refused", "refused", "RFC 7343", "policy"),
  row("2001:30::/28", "refused", "refused", "RFC 9374", "policy"),
  row("2001:db8::/32", "public", "public", "RFC 3849"),
  row("2002::/16", "public", "public", "RFC 3056"),
  row("2620:4f:8000::/48", "public", "public", "RFC 7534", "policy"),
  row("3fff::/20", "public", "public", "RFC 9637"),
  row("5f00::/16", "refused", "refused", "RFC 9602"),
  row("fc00::/7", "refused", "refused", "RFC 4193"),
  row("fd00:ec2::254/128", "refused", "refused", "Amazon EC2 metadata"),
  row("fd20:ce::254/128", "refused", "refused", "Google Cloud metadata"),
  row("fe80::/10", "refused", "refused", "RFC 4291 section 2.5.6"),
  row("fec0::/10", "refused", "refused", "RFC 3879"),
  row("ff00::/8", "refused", "none", "RFC 4291 section 2.7"),
];

/** What IANA has not handed out at all: nothing answers there today. */
const UNASSIGNED: readonly RegistryRow[] = [
  row("::1:0:0:0/80", "refused", "refused", "RFC 4291 section 2.4"),
  row("200::/7", "refused", "refused", "RFC 4048"),
  row("400::/6", "refused", "refused", "RFC 4291 section 2.4"),
  row("1000::/4", "refused", "public", "RFC 4291 section 2.4"),
  row("4000::/3", "public", "refused", "RFC 4291 section 2.4"),
  row("8000::/1", "refused", "none", "RFC 4291 section 2.4"),
];

/** Every block that is refused. */
export const REGISTRY_ROWS: readonly RegistryRow[] = [...ASSIGNED, ...UNASSIGNED];

/** Each block as a literal, at its edges and beside them; its first address behind a name, its last behind a redirect. */
export const REGISTRY_CASES: readonly SafenetCase[] = REGISTRY_ROWS.flatMap((registryRow) => {
  const { cidr, before, after, source, tier } = registryRow;
  const edges = edgesOf(cidr);
  return casesOf(UNASSIGNED.includes(registryRow) ? "unassigned" : "registry", source, [
    edge(`${cidr} first`, edges.first, "refused", tier),
    edge(`${cidr} last`, edges.last, "refused", tier),
    // An address beside a block that is refused lies in another block, whose own row says how much that matters.
    ...(before === "none" ? [] : [edge(`${cidr} before`, edges.before, before, "policy")]),
    ...(after === "none" ? [] : [edge(`${cidr} after`, edges.after, after, "policy")]),
    {
      id: `${cidr} behind a name`,
      url: "http://inside.example/",
      dns: { "inside.example": [[edges.first]] },
      expected: "IP_REFUSED",
      tier,
      reason: "A public name may point anywhere.",
    },
    {
      id: `${cidr} behind a redirect`,
      url: "http://a.example/",
      site: { "http://a.example/": moved(`http://${inUrl(edges.last)}/`) },
      expected: "IP_REFUSED",
      dials: [dialOf(PUBLIC_IP)],
      tier,
      reason: "A public site may redirect anywhere.",
    },
  ]);
});

function edge(
  id: string,
  ip: string,
  verdict: Exclude<Neighbour, "none">,
  tier: "must" | "policy",
): Parameters<typeof casesOf>[2][number] {
  const url = `http://${inUrl(ip)}/`;
  if (verdict === "refused") return { id, url, expected: "IP_REFUSED", tier, reason: "Reserved." };
  return {
    id,
    url,
    expected: "allow",
    dials: [dialOf(ip)],
    tier: "must",
    reason: "The block ends here.",
  };
}

function edgesOf(cidr: string): Record<"before" | "first" | "last" | "after", string> {
  const { bits, first, last } = spanOf(cidr);
  return {
    before: addressText(first - 1n, bits),
    first: addressText(first, bits),
    last: addressText(last, bits),
    after: addressText(last + 1n, bits),
  };
}
