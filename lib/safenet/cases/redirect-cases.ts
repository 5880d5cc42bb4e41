import type { SafenetErrorCode } from "@/lib/safenet/errors";
import type { GuardCase, RedirectAnswer } from "./guard-case";

// Where a public site may send a guard that follows. Each hop is a request of its own.

const START = "https://site.example/";
const SITE = "93.184.215.14";
const OTHER = "93.184.215.15";
const DNS = {
  "site.example": [[SITE]],
  "other.example": [[OTHER]],
  "inside.example": [["10.0.0.1"]],
  "mixed.example": [[OTHER, "127.0.0.1"]],
  "gone.example": [[]],
  "rebind.example": [[OTHER], ["127.0.0.1"]],
};
const RFC = "RFC 9110";

interface Script {
  readonly title: string;
  readonly redirects: Readonly<Record<string, RedirectAnswer>>;
  readonly expected: "allow" | SafenetErrorCode;
  readonly connections: number;
  readonly dials: string | null;
  readonly reason: string;
  readonly hasSecret?: boolean;
}

const script = (rest: Script): GuardCase => {
  const { title, ...said } = rest;
  return { id: `redirect ${title}`, class: "redirect", url: START, dns: DNS, rfc: RFC, ...said };
};
const found = (location: string): RedirectAnswer => ({ status: 302, location });
const to = (location: string) => ({ [START]: found(location) });

const targets = (
  [
    ["http://127.0.0.1/", "IP_REFUSED", "127.0.0.1"],
    ["http://127.0.0.1:8080/", "IP_REFUSED", "127.0.0.1"],
    ["http://127.1/", "IP_REFUSED", "127.0.0.1"],
    ["http://2130706433/", "IP_REFUSED", "127.0.0.1"],
    ["http://0x7f.0.0.1/", "IP_REFUSED", "127.0.0.1"],
    ["http://１２７.0.0.1/", "IP_REFUSED", "127.0.0.1"],
    ["http://0/", "IP_REFUSED", "0.0.0.0"],
    ["http://10.0.0.1/", "IP_REFUSED", "10.0.0.1"],
    ["http://192.168.1.1/", "IP_REFUSED", "192.168.1.1"],
    ["http://169.254.169.254/latest/meta-data/", "IP_REFUSED", "169.254.169.254"],
    ["http://[::1]/", "IP_REFUSED", "::1"],
    ["http://[::]/", "IP_REFUSED", "::"],
    ["http://[fd00:ec2::254]/", "IP_REFUSED", "fd00:ec2::254"],
    ["http://[::ffff:127.0.0.1]/", "IP_REFUSED", "::ffff:7f00:1"],
    ["http://[64:ff9b::7f00:1]/", "IP_REFUSED", "64:ff9b::7f00:1"],
    ["//127.0.0.1/", "IP_REFUSED", "127.0.0.1"],
    ["http://localhost/", "HOST_REFUSED", "127.0.0.1"],
    ["//localhost/", "HOST_REFUSED", "127.0.0.1"],
    ["http://printer.local/", "HOST_REFUSED", null],
    ["http://abc.onion/", "HOST_REFUSED", null],
    ["http://inside.example/", "IP_REFUSED", "10.0.0.1"],
    ["https://mixed.example/", "IP_REFUSED", "127.0.0.1"],
    ["http://gone.example/", "DNS_EMPTY", null],
    ["http://missing.example/", "DNS_NOT_FOUND", null],
    ["http://other.example:22/", "PORT_REFUSED", OTHER],
    ["http://other.example:6379/", "PORT_REFUSED", OTHER],
    ["http://user@other.example/", "CREDENTIALS_REFUSED", OTHER],
    ["http://site.example@127.0.0.1/", "CREDENTIALS_REFUSED", "127.0.0.1"],
    ["file:///etc/passwd", "SCHEME_REFUSED", null],
    ["gopher://127.0.0.1:6379/", "SCHEME_REFUSED", "127.0.0.1"],
    ["ftp://127.0.0.1/", "SCHEME_REFUSED", "127.0.0.1"],
    ["data:text/plain,x", "SCHEME_REFUSED", null],
    ["javascript:alert(1)", "SCHEME_REFUSED", null],
    [`https://site.example/${"a".repeat(5000)}`, "URL_INVALID", SITE],
  ] as const
).map(([location, expected, dials]) =>
  script({
    title: `to ${location.slice(0, 60)}`,
    redirects: to(location),
    expected,
    connections: 1,
    dials,
    reason: "the second hop is judged as the first is",
  }),
);

const STATUSES = [301, 302, 303, 307, 308];
const statuses = STATUSES.map((status) =>
  script({
    title: `by ${status} to metadata`,
    redirects: { [START]: { status, location: "http://169.254.169.254/" } },
    expected: "IP_REFUSED",
    connections: 1,
    dials: "169.254.169.254",
    reason: `${status} is judged as the others are`,
  }),
);

const NO_REDIRECTS = [200, 201, 300, 304, 305, 306, 404];
const ignored = NO_REDIRECTS.map((status) =>
  script({
    title: `by ${status}, which is none`,
    redirects: { [START]: { status, location: "http://127.0.0.1/" } },
    expected: "allow",
    connections: 1,
    dials: SITE,
    reason: `${status} with a Location is not followed`,
  }),
);

const invalid = (
  [
    ["without Location", { status: 302 }, SITE],
    ["with two Locations", { status: 302, location: ["/a", "http://127.0.0.1/"] }, "127.0.0.1"],
    ["with the same Location twice", { status: 302, location: ["/a", "/a"] }, SITE],
    ["to no address", found("http://"), null],
    ["to a host with a space", found("http://exa mple.com/"), null],
    ["to an address with a zone", found("http://[fe80::1%25eth0]/"), null],
    ["with backslashes", found("\\\\127.0.0.1\\"), "127.0.0.1"],
    ["with a slash and a backslash", found("/\\127.0.0.1/"), "127.0.0.1"],
    ["with a backslash before an at sign", found("http://site.example\\@127.0.0.1/"), "127.0.0.1"],
    ["with a tab", found("http://127.0.0.1/\tx"), "127.0.0.1"],
  ] as const
).map(([title, answer, dials]) =>
  script({
    title,
    redirects: { [START]: answer },
    expected: "REDIRECT_INVALID",
    connections: 1,
    dials,
    reason: "a Location that programs read differently, or not at all",
  }),
);

const step = (index: number): string => `https://site.example/${index}`;
/** A chain of `hops` redirects on the site, and what it ends at. */
const chain = (hops: number, end: string) =>
  Object.fromEntries(
    Array.from({ length: hops }, (_, index) => [
      index === 0 ? START : step(index),
      found(index === hops - 1 ? end : step(index + 1)),
    ]),
  );

const chains = [
  script({
    title: "five times, then an answer",
    redirects: chain(5, "/end"),
    expected: "allow",
    connections: 6,
    dials: SITE,
    reason: "five hops are followed",
  }),
  script({
    title: "six times",
    redirects: chain(6, "/end"),
    expected: "TOO_MANY_REDIRECTS",
    connections: 6,
    dials: SITE,
    reason: "the sixth hop is not",
  }),
  script({
    title: "to itself",
    redirects: to(START),
    expected: "TOO_MANY_REDIRECTS",
    connections: 6,
    dials: SITE,
    reason: "a loop ends",
  }),
  script({
    title: "between two sites",
    redirects: { ...to("https://other.example/"), "https://other.example/": found(START) },
    expected: "TOO_MANY_REDIRECTS",
    connections: 6,
    dials: OTHER,
    reason: "a loop of two ends",
  }),
  script({
    title: "five times, then inside",
    redirects: chain(5, "http://10.0.0.1/"),
    expected: "IP_REFUSED",
    connections: 5,
    dials: "10.0.0.1",
    reason: "the last hop is judged as well",
  }),
  script({
    title: "outside, then inside",
    redirects: {
      ...to("https://other.example/"),
      "https://other.example/": found("http://[::1]/"),
    },
    expected: "IP_REFUSED",
    connections: 2,
    dials: "::1",
    reason: "the third hop is judged as the second is",
  }),
  script({
    title: "to a name that changes its answer",
    redirects: {
      ...to("https://rebind.example/a"),
      "https://rebind.example/a": found("https://rebind.example/b"),
    },
    expected: "IP_REFUSED",
    connections: 2,
    dials: "127.0.0.1",
    reason: "each hop looks the name up and judges what it finds",
  }),
];

const secrets = [
  script({
    title: "from https to http with a secret",
    redirects: to("http://site.example/"),
    hasSecret: true,
    expected: "DOWNGRADE_REFUSED",
    connections: 1,
    dials: SITE,
    reason: "what was secret would go in clear",
  }),
  script({
    title: "from https to http on another site with a secret",
    redirects: to("http://other.example/"),
    hasSecret: true,
    expected: "DOWNGRADE_REFUSED",
    connections: 1,
    dials: OTHER,
    reason: "what was secret would be seen to be asked for in clear",
  }),
  script({
    title: "from https to http without a secret",
    redirects: to("http://site.example/"),
    expected: "allow",
    connections: 2,
    dials: SITE,
    reason: "many sites do, and nothing is given away",
  }),
  script({
    title: "to another site with a secret, which stays behind",
    redirects: to("https://other.example/"),
    hasSecret: true,
    expected: "allow",
    connections: 2,
    dials: OTHER,
    reason: "the request goes on without it",
  }),
];

const relative = (
  [
    ["/next", "a path"],
    ["next", "a relative path"],
    ["?page=2", "a query"],
    ["#top", "a fragment"],
    ["./a/../next", "a path with dots"],
    ["https://SITE.example./next", "another spelling of the host"],
    ["//site.example/next", "a host without scheme"],
    ["/n\u00e4chste", "a path beyond ASCII"],
  ] as const
).map(([location, reason]) =>
  script({
    title: `to ${location}`,
    redirects: { ...to(location), "https://site.example/#top": { status: 200 } },
    expected: location === "#top" ? "TOO_MANY_REDIRECTS" : "allow",
    connections: location === "#top" ? 6 : 2,
    dials: SITE,
    reason: `${reason} on the same site`,
  }),
);

export const REDIRECT_CASES: readonly GuardCase[] = [
  ...targets,
  ...statuses,
  ...ignored,
  ...invalid,
  ...chains,
  ...secrets,
  ...relative,
];
