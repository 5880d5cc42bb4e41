import { casesOf, dialOf, moved, PUBLIC_IP, type SafenetCase, type SiteAnswer } from "./case";

// Where a public site may send the program: each hop is judged as if someone had typed it.

const FROM = "http://a.example/";
const FIRST = dialOf(PUBLIC_IP);
const utf8 = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

type Code = SafenetCase["expected"];
type Row = readonly [location: string, expected: Code, reason: string];

const LOCATIONS: readonly Row[] = [
  ["http://127.0.0.1/", "IP_REFUSED", "Loopback"],
  ["http://127.1/", "IP_REFUSED", "Loopback, short"],
  ["http://2130706433/", "IP_REFUSED", "Loopback in decimal"],
  ["http://0x7f000001/", "IP_REFUSED", "Loopback in hexadecimal"],
  ["http://0177.0.0.1/", "IP_REFUSED", "Loopback in octal"],
  ["http://0/", "IP_REFUSED", "Unspecified"],
  ["http://[::1]/", "IP_REFUSED", "IPv6 loopback"],
  ["http://[::]/", "IP_REFUSED", "IPv6 unspecified"],
  ["http://[::ffff:127.0.0.1]/", "IP_REFUSED", "Mapped loopback"],
  ["http://[64:ff9b::7f00:1]/", "IP_REFUSED", "NAT64 of loopback"],
  ["http://10.0.0.1/", "IP_REFUSED", "Private"],
  ["http://169.254.169.254/latest/meta-data/", "IP_REFUSED", "Metadata"],
  ["http://[fd00:ec2::254]/", "IP_REFUSED", "IPv6 metadata"],
  ["https://127.0.0.1/", "IP_REFUSED", "Another scheme: guards with one agent forget it"],
  ["https://169.254.169.254/", "IP_REFUSED", "Another scheme"],
  ["HTTP://127.0.0.1/", "IP_REFUSED", "Upper case"],
  ["//127.0.0.1/", "IP_REFUSED", "Without scheme"],
  ["///127.0.0.1/", "IP_REFUSED", "Three slashes still name a host"],
  ["http:///127.0.0.1/", "IP_REFUSED", "Three slashes behind the scheme"],
  ["http://127.0.0.1:8080/", "IP_REFUSED", "A web port"],
  ["http://localhost/", "HOST_REFUSED", "A name of this machine"],
  ["http://LOCALHOST./", "HOST_REFUSED", "A name of this machine, absolute"],
  ["http://app.localhost/", "HOST_REFUSED", "Below localhost"],
  ["//localhost/", "HOST_REFUSED", "Without scheme"],
  ["http://inside.example/", "IP_REFUSED", "A name that points inside"],
  ["https://inside.example/", "IP_REFUSED", "A name that points inside, with TLS"],
  ["//inside.example/", "IP_REFUSED", "A name that points inside, without scheme"],
  ["http://metadata.example/", "IP_REFUSED", "A name of the metadata service"],
  ["http://mixed.example/", "IP_REFUSED", "A name that also points inside"],
  ["http://empty.example/", "DNS_EMPTY", "A name without address"],
  ["http://gone.example/", "DNS_NOT_FOUND", "A name that is none"],
  ["file:///etc/passwd", "SCHEME_REFUSED", "A file"],
  ["ftp://example.com/", "SCHEME_REFUSED", "FTP"],
  ["gopher://127.0.0.1:6379/_", "SCHEME_REFUSED", "Gopher"],
  ["data:text/html,x", "SCHEME_REFUSED", "Data"],
  ["javascript:alert(1)", "SCHEME_REFUSED", "Script"],
  ["ws://example.com/", "SCHEME_REFUSED", "WebSocket"],
  ["unix:/var/run/docker.sock", "SCHEME_REFUSED", "A local socket"],
  ["http://user@127.0.0.1/", "CREDENTIALS_REFUSED", "A user"],
  ["http://a.example@127.0.0.1/", "CREDENTIALS_REFUSED", "The real host is behind the at sign"],
  ["http://127.0.0.1:22/", "PORT_REFUSED", "SSH inside"],
  ["http://127.0.0.1:6379/", "PORT_REFUSED", "Redis inside"],
  [utf8("http://１２７.0.0.1/"), "IP_REFUSED", "Raw UTF-8: full-width digits"],
  [utf8("http://127。0。0。1/"), "IP_REFUSED", "Raw UTF-8: ideographic dots"],
  [utf8("http://ⓛocalhost/"), "HOST_REFUSED", "Raw UTF-8: a circled letter"],
  ["http://a..example/", "URL_INVALID", "An empty label"],
  ["http://./", "URL_INVALID", "Only a dot"],
  ["http://256.0.0.1/", "REDIRECT_INVALID", "No address"],
  ["http://[fe80::1%25eth0]/", "REDIRECT_INVALID", "A zone"],
  ["http://example.com:99999/", "REDIRECT_INVALID", "No port"],
  ["http://[::1", "REDIRECT_INVALID", "An open bracket"],
  ["http://", "REDIRECT_INVALID", "No host"],
  ["\\\\127.0.0.1\\", "REDIRECT_INVALID", "Backslashes as slashes"],
  ["/\\127.0.0.1/", "REDIRECT_INVALID", "A slash and a backslash name a host for the URL parser"],
  ["http://example.com\\@127.0.0.1/", "REDIRECT_INVALID", "A backslash before an at sign"],
  ["/\t/127.0.0.1/", "REDIRECT_INVALID", "A tab between slashes, which the URL parser drops"],
];

/** What other guards do with these is no danger, but safenet does not send anyone there either. */
const POLICY: readonly Row[] = [
  ["http://user:secret@b.example/", "CREDENTIALS_REFUSED", "Credentials"],
  ["http://b.example:22/", "PORT_REFUSED", "SSH"],
  ["http://b.example:6379/", "PORT_REFUSED", "Redis"],
  ["//b.example:25/", "PORT_REFUSED", "SMTP without scheme"],
  ["http://printer.local/", "HOST_REFUSED", "A name of the local network"],
  ["http://x.onion/", "HOST_REFUSED", "A hidden service"],
];

const DNS = {
  localhost: [["127.0.0.1"]],
  "app.localhost": [["127.0.0.1"]],
  "inside.example": [["10.0.0.1"]],
  "metadata.example": [["169.254.169.254"]],
  "mixed.example": [["127.0.0.1", PUBLIC_IP]],
  "empty.example": [[]],
  "gone.example": ["ENOTFOUND"],
} as const;

const refused =
  (tier: SafenetCase["tier"]) =>
  ([location, expected, reason]: Row): readonly SafenetCase[] =>
    casesOf("redirect", "RFC 9110 section 15.4", [
      {
        id: `to ${JSON.stringify(location)}`,
        url: FROM,
        dns: DNS,
        site: { [FROM]: moved(location) },
        expected,
        dials: [FIRST],
        harmless: [dialOf(PUBLIC_IP, 443)],
        tier,
        reason,
      },
    ]);

const statuses = [301, 302, 303, 307, 308].flatMap((status) =>
  casesOf("redirect", "RFC 9110 section 15.4", [
    {
      id: `with ${status} to metadata`,
      url: FROM,
      site: { [FROM]: moved("http://169.254.169.254/", status) },
      expected: "IP_REFUSED",
      dials: [FIRST],
      reason: "Every kind of redirect is judged.",
    },
    {
      id: `with ${status} to a site`,
      url: FROM,
      site: { [FROM]: moved("http://b.example/", status) },
      expected: "allow",
      dials: [FIRST, FIRST],
      reason: "Every kind of redirect is followed.",
    },
  ]),
);

const others = [300, 304, 305, 306].flatMap((status) =>
  casesOf("redirect", "RFC 9110 section 15.4", [
    {
      id: `${status} is not followed`,
      url: FROM,
      site: { [FROM]: moved("http://169.254.169.254/", status) },
      expected: "allow",
      dials: [FIRST],
      reason: "Only five statuses redirect.",
    },
  ]),
);

/** A chain of redirects: hop 1 leads to hop 2, and so on; the last one leads to `end`. */
function chain(hops: number, end: string): Record<string, SiteAnswer> {
  const at = (hop: number): string => `http://a.example/${hop}`;
  return Object.fromEntries(
    Array.from({ length: hops }, (_, hop) => [
      at(hop),
      moved(hop + 1 === hops ? end : at(hop + 1)),
    ]),
  );
}

const times = (count: number): string[] => Array<string>(count).fill(FIRST);

const chains = casesOf("redirect", "RFC 9110 section 15.4", [
  {
    id: "in a loop of one",
    url: FROM,
    site: { [FROM]: moved(FROM) },
    expected: "TOO_MANY_REDIRECTS",
    dials: times(6),
    reason: "A page that leads to itself",
  },
  {
    id: "in a loop of two",
    url: FROM,
    site: { [FROM]: moved("http://b.example/"), "http://b.example/": moved(FROM) },
    expected: "TOO_MANY_REDIRECTS",
    dials: times(6),
    reason: "Two pages that lead to each other",
  },
  {
    id: "six times",
    url: "http://a.example/0",
    site: chain(6, "http://b.example/"),
    expected: "TOO_MANY_REDIRECTS",
    dials: times(6),
    reason: "One more than is followed",
    tier: "policy",
  },
  {
    id: "five times",
    url: "http://a.example/0",
    site: chain(5, "http://b.example/"),
    expected: "allow",
    dials: times(6),
    reason: "As often as is followed",
  },
  {
    id: "inside at the fifth hop",
    url: "http://a.example/0",
    site: chain(5, "http://127.0.0.1/"),
    expected: "IP_REFUSED",
    dials: times(5),
    reason: "The last hop is judged like the first.",
  },
  {
    id: "inside at the third hop, by name",
    url: "http://a.example/0",
    dns: DNS,
    site: chain(3, "http://inside.example/"),
    expected: "IP_REFUSED",
    dials: times(3),
    reason: "Each hop is looked up.",
  },
]);

const headers = casesOf("redirect", "RFC 9110 section 10.2.2", [
  {
    id: "without Location",
    url: FROM,
    site: { [FROM]: { status: 302, locations: [] } },
    expected: "REDIRECT_INVALID",
    dials: [FIRST],
    reason: "Nowhere to go",
    tier: "policy",
  },
  {
    id: "with an empty Location",
    url: FROM,
    site: { [FROM]: moved("") },
    expected: "TOO_MANY_REDIRECTS",
    dials: times(6),
    reason: "It names the same page again (RFC 3986 section 5.2).",
    tier: "policy",
  },
  {
    id: "with two Locations, the second inside",
    url: FROM,
    site: { [FROM]: { status: 302, locations: ["http://b.example/", "http://127.0.0.1/"] } },
    expected: "REDIRECT_INVALID",
    dials: [FIRST],
    reason: "Two programs would take two of them.",
  },
  {
    id: "with two Locations, the first inside",
    url: FROM,
    site: { [FROM]: { status: 302, locations: ["http://127.0.0.1/", "http://b.example/"] } },
    expected: "REDIRECT_INVALID",
    dials: [FIRST],
    reason: "Two programs would take two of them.",
  },
  {
    id: "with the same Location twice",
    url: FROM,
    site: { [FROM]: { status: 302, locations: ["/x", "/x"] } },
    expected: "REDIRECT_INVALID",
    dials: [FIRST],
    reason: "Exactly one is allowed.",
    tier: "policy",
  },
]);

/** Redirects to anywhere. */
export const REDIRECT_CASES: readonly SafenetCase[] = [
  ...LOCATIONS.flatMap(refused("must")),
  ...POLICY.flatMap(refused("policy")),
  ...statuses,
  ...others,
  ...chains,
  ...headers,
];
