import type { SafenetErrorCode } from "@/lib/safenet/errors";
import type { CaseClass, GuardCase } from "./guard-case";

// What can be said of a URL before any look-up: its text, scheme, credentials, name and port.

const PUBLIC = "93.184.215.14";

/** `dials`: where a guard ends that takes the URL as it is, or null when nothing takes it. */
function refused(
  kind: CaseClass,
  expected: SafenetErrorCode,
  rfc: string,
  rows: readonly (readonly [url: string, reason: string, dials?: string])[],
): GuardCase[] {
  return rows.map(([url, reason, dials]) => ({
    id: `${kind} ${url.length > 80 ? `${url.slice(0, 60)}… (${url.length})` : JSON.stringify(url)}`,
    class: kind,
    url,
    // So that a guard that looks the name up finds something to dial.
    dns: { "example.com": [[PUBLIC]], "evil.example": [[PUBLIC]] },
    expected,
    connections: 0,
    dials: dials ?? null,
    reason,
    rfc,
  }));
}

const texts = refused("form", "URL_INVALID", "WHATWG URL", [
  ["", "nothing"],
  [" ", "only white space"],
  ["example.com", "no scheme"],
  ["/path", "a path"],
  ["//example.com/", "no scheme, but a host"],
  ["?q", "a query"],
  ["#top", "a fragment"],
  ["http", "a scheme without a colon"],
  ["http:", "a scheme alone"],
  ["http://", "no host"],
  ["http:///", "no host, but a path"],
  ["http://?q", "no host, but a query"],
  ["http://:80/", "no host, but a port"],
  ["http://./", "a dot for a host"],
  ["http://../", "two dots for a host"],
  ["http://.example.com/", "an empty first label"],
  ["http://a..b/", "an empty label"],
  ["http://example.com../", "two trailing dots"],
  ["http://exa mple.com/", "a space in the host"],
  ["http://example.com:port/", "a port that is no number"],
  ["http://example.com:99999/", "a port beyond 65535"],
  ["http://example.com:-1/", "a negative port"],
  ["http://[::1/", "a bracket that is not closed"],
  ["http://::1/", "IPv6 without brackets"],
  ["http://[]/", "empty brackets"],
  ["http://[1.2.3.4]/", "IPv4 in brackets"],
  ["http://[:::]/", "three colons"],
  ["http://[1::2::3]/", "two gaps"],
  ["http://[1:2:3:4:5:6:7:8:9]/", "nine groups"],
  ["http://[12345::]/", "a group of five digits"],
  ["http://[fe80::1%25eth0]/", "a zone (RFC 6874)"],
  ["http://[fe80::1%eth0]/", "a bare zone"],
  ["http://[::1%lo]/", "a zone of loopback"],
  ["http://[v1.fe80]/", "a future form of address"],
  ["http://[::ffff:127.0.0.256]/", "an octet beyond 255 in IPv6"],
  ["http://256.256.256.256/", "octets beyond 255"],
  ["http://1.2.3.4.5/", "five octets"],
  ["http://4294967296/", "a number beyond 32 bits"],
  ["http://0x100000000/", "a hexadecimal number beyond 32 bits"],
  ["http://0377.0377.0377.0400/", "an octal octet beyond 255"],
  ["http://09.1.1.1/", "an octal octet with a nine"],
  ["http://example%2ecom%00/", "an encoded NUL in the host"],
  ["http://example.com%0d%0aX:y/", "an encoded line end in the host"],
  ["http://exa%20mple.com/", "an encoded space in the host"],
  ["http://example.com%2f@evil.example%2f/", "an encoded slash in the host"],
  ["http://example.com\\@127.0.0.1/", "a backslash, which is a slash to some", "127.0.0.1"],
  ["http:\\\\127.0.0.1\\", "backslashes for slashes", "127.0.0.1"],
  ["http://127.0.0.1\\.example.com/", "a backslash that ends the host", "127.0.0.1"],
  ["http://127.0.0.1\t/", "a tab, which parsers drop", "127.0.0.1"],
  ["http://127.0\n.0.1/", "a line feed, which parsers drop", "127.0.0.1"],
  ["ht\ttp://127.0.0.1/", "a tab in the scheme", "127.0.0.1"],
  ["http://127.0.0.1/\r\nHost: x", "a line end in the path", "127.0.0.1"],
  ["http://example.com/\u0000", "a NUL", PUBLIC],
  ["http://example.com/\u007f", "a DEL", PUBLIC],
  ["http://example.com/\u0085", "a next line", PUBLIC],
  ["\u0000http://127.0.0.1/", "a NUL in front", "127.0.0.1"],
  [`http://${"a".repeat(64)}.example/`, "a label of 64 characters (RFC 1035)"],
  [`http://${"a.".repeat(130)}example/`, "a name of more than 253 characters (RFC 1035)"],
  [`http://example.com/${"a".repeat(5000)}`, "more than 4096 characters", PUBLIC],
  ["http://exa$mple.com/", "a dollar sign in the host"],
  ["http://example.com;evil.example/", "a semicolon in the host"],
  ["http://exa*mple.com/", "an asterisk in the host"],
  ["http://(example).com/", "parentheses in the host"],
  ["http://example.com&@evil.example#@127.0.0.1/x/\\", "three hosts and a backslash", PUBLIC],
]);

const schemes = refused("scheme", "SCHEME_REFUSED", "RFC 3986", [
  ["file:///etc/passwd", "a file of this machine"],
  ["file://127.0.0.1/etc/passwd", "a file by way of a host"],
  ["FILE:///etc/passwd", "a file, in upper case"],
  ["ftp://127.0.0.1/", "FTP", "127.0.0.1"],
  ["ftps://127.0.0.1/", "FTP over TLS", "127.0.0.1"],
  ["sftp://127.0.0.1/", "files over SSH", "127.0.0.1"],
  ["gopher://127.0.0.1:6379/_INFO", "Gopher, which sends any bytes", "127.0.0.1"],
  ["dict://127.0.0.1:11211/stats", "DICT, which sends any line", "127.0.0.1"],
  ["ldap://127.0.0.1/", "LDAP", "127.0.0.1"],
  ["ldaps://127.0.0.1/", "LDAP over TLS", "127.0.0.1"],
  ["tftp://127.0.0.1/x", "TFTP", "127.0.0.1"],
  ["telnet://127.0.0.1:25/", "Telnet", "127.0.0.1"],
  ["smb://127.0.0.1/share", "a Windows share", "127.0.0.1"],
  ["ssh://127.0.0.1/", "SSH", "127.0.0.1"],
  ["ws://127.0.0.1/", "a WebSocket", "127.0.0.1"],
  ["wss://127.0.0.1/", "a WebSocket over TLS", "127.0.0.1"],
  ["jar:http://127.0.0.1!/", "an address in an archive", "127.0.0.1"],
  ["view-source:http://127.0.0.1/", "an address in another", "127.0.0.1"],
  ["blob:http://127.0.0.1/x", "an object of a page"],
  ["about:blank", "a page of the browser"],
  ["data:text/html,x", "the content itself"],
  ["javascript:alert(1)", "a script"],
  ["mailto:a@example.com", "a mail address"],
  ["unix:/var/run/docker.sock", "a socket of this machine"],
  ["http+unix://%2Fvar%2Frun%2Fdocker.sock/", "HTTP over a socket of this machine"],
  ["httpx://example.com/", "no known scheme", PUBLIC],
  ["example.com:80/", "a host for a scheme", PUBLIC],
  ["localhost:8080/", "a host for a scheme", "127.0.0.1"],
]);

const credentials = refused("form", "CREDENTIALS_REFUSED", "RFC 3986", [
  ["http://user@example.com/", "a user", PUBLIC],
  ["http://user:secret@example.com/", "a user and a password", PUBLIC],
  ["http://:secret@example.com/", "a password", PUBLIC],
  ["http://example.com@127.0.0.1/", "a user that looks like the host", "127.0.0.1"],
  ["http://example.com:80@127.0.0.1/", "user and password that look like the host", "127.0.0.1"],
  ["http://example.com%40evil.example:x@127.0.0.1/", "an encoded at sign", "127.0.0.1"],
  ["http://a@b@127.0.0.1/", "two at signs", "127.0.0.1"],
  ["http://127.0.0.1@example.com/", "a user that looks like an address", PUBLIC],
  ["https://%20@example.com/", "an encoded space for a user", PUBLIC],
]);

const names = [
  ...refused("name", "HOST_REFUSED", "RFC 6761", [
    ["http://localhost/", "localhost", "127.0.0.1"],
    ["http://localhost./", "localhost, absolute", "127.0.0.1"],
    ["http://LOCALHOST/", "localhost in upper case", "127.0.0.1"],
    ["http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "localhost in circles", "127.0.0.1"],
    ["http://ｌｏｃａｌｈｏｓｔ/", "localhost, full-width", "127.0.0.1"],
    ["http://loc%61lhost/", "localhost, percent-encoded", "127.0.0.1"],
    ["http://local\u00adhost/", "localhost with a soft hyphen", "127.0.0.1"],
    ["http://app.localhost/", "a name below localhost", "127.0.0.1"],
    ["http://a.b.localhost./", "a name far below localhost, absolute", "127.0.0.1"],
    ["http://localhost:8080/", "localhost on a port that is open outside", "127.0.0.1"],
    ["https://localhost/", "localhost over TLS", "127.0.0.1"],
    ["http://x.invalid/", "a name that is never given to anybody"],
    ["http://invalid/", "the domain of such names"],
  ]),
  ...refused("name", "HOST_REFUSED", "RFC 6762", [
    ["http://printer.local/", "a name that multicast DNS answers"],
    ["http://PRINTER.LOCAL./", "the same in upper case, absolute"],
    ["http://printer。local/", "the same with an ideographic full stop"],
    ["http://local/", "the domain of such names"],
  ]),
  ...refused("name", "HOST_REFUSED", "RFC 7686", [
    ["http://abc.onion/", "a name of the Tor network"],
    ["https://a.b.ONION./", "the same in upper case, absolute"],
  ]),
  ...refused("name", "HOST_REFUSED", "RFC 9476", [["http://a.alt/", "a name outside DNS"]]),
];

const UNUSUAL_PORTS = [
  0, 1, 7, 9, 19, 20, 21, 22, 23, 25, 53, 69, 79, 81, 110, 111, 113, 119, 123, 135, 137, 139, 143,
  161, 389, 445, 465, 500, 514, 548, 554, 587, 631, 636, 873, 990, 993, 995, 1080, 1433, 1521, 1723,
  2049, 2181, 2375, 2376, 2379, 3000, 3128, 3306, 3389, 4444, 5000, 5060, 5432, 5601, 5672, 5900,
  5984, 5985, 6000, 6379, 6443, 6667, 7001, 8000, 8081, 8086, 8125, 8500, 8888, 9000, 9042, 9090,
  9092, 9200, 9300, 10_250, 11_211, 15_672, 27_017, 50_000, 65_535,
];

const ports = UNUSUAL_PORTS.map(
  (port): GuardCase => ({
    id: `port ${port}`,
    class: "port",
    url: `http://example.com:${port}/`,
    dns: { "example.com": [[PUBLIC]] },
    expected: "PORT_REFUSED",
    connections: 0,
    dials: PUBLIC,
    reason: `port ${port} is not one of the web`,
    rfc: "",
  }),
);

export const FORM_CASES: readonly GuardCase[] = [
  ...texts,
  ...schemes,
  ...credentials,
  ...names,
  ...ports,
];
