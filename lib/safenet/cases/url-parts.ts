import { casesOf, dialOf, PUBLIC_IP, refusedUrls, type SafenetCase } from "./case";

// Everything of an address but its host: the scheme, credentials, the port, and characters that two programs read in
// two ways.

const SCHEMES = refusedUrls(
  "SCHEME_REFUSED",
  [
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "file://localhost/etc/passwd",
    "file:/etc/passwd",
    "ftp://example.com/",
    "ftps://example.com/",
    "sftp://example.com/",
    "gopher://example.com/_GET",
    "dict://example.com:2628/",
    "ldap://example.com/",
    "ldaps://example.com/",
    "tftp://example.com/",
    "smb://example.com/share",
    "telnet://example.com/",
    "ssh://example.com/",
    "redis://example.com:6379/",
    "postgres://example.com/",
    "imap://example.com/",
    "smtp://example.com/",
    "rtsp://example.com/",
    "jar:http://example.com/!/",
    "netdoc:///etc/passwd",
    "php://filter/resource=x",
    "expect://id",
    "phar://x",
    "zip://x",
    "view-source:http://example.com/",
    "javascript:alert(1)",
    "data:text/html,hello",
    "blob:http://example.com/00000000-0000-0000-0000-000000000000",
    "about:blank",
    "mailto:a@example.com",
    "ws://example.com/",
    "wss://example.com/",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/info",
    "unix:/var/run/docker.sock",
    "httpss://example.com/",
    "h2c://example.com/",
    "chrome://settings",
    "urn:isbn:0",
    "localhost:80/",
    "example.com:443/",
  ].map((url) => [url, "Only http and https leave this program."]),
);

const CREDENTIALS = refusedUrls("CREDENTIALS_REFUSED", [
  ["http://user@example.com/", "A user"],
  ["http://user:secret@example.com/", "A user and a password"],
  ["http://:secret@example.com/", "A password alone"],
  ["https://user:secret@example.com/", "With TLS"],
  ["http://example.com@127.0.0.1/", "The real host stands behind the at sign"],
  ["http://example.com:80@127.0.0.1/", "What looks like a port is a password"],
  ["http://127.0.0.1@example.com/", "The real host is the public one"],
  ["http://a@b@127.0.0.1/", "Two at signs: the last one counts"],
  ["http://example.com%40x@127.0.0.1/", "An encoded at sign in the user"],
  ["http://%00@example.com/", "An encoded NUL as user"],
  ["http://user%3asecret@example.com/", "An encoded colon"],
  ["http://a:b:c@example.com/", "Two colons"],
]);

const PORTS = refusedUrls(
  "PORT_REFUSED",
  [
    0, 1, 7, 19, 21, 22, 23, 25, 53, 81, 110, 111, 135, 139, 143, 389, 445, 465, 587, 636, 993,
    1433, 1521, 2049, 2375, 2379, 3000, 3306, 3389, 5000, 5432, 5984, 6379, 6443, 8000, 8001, 8081,
    8888, 9000, 9090, 9200, 10250, 11211, 15672, 27017, 50070, 65535,
  ].map((port) => [`http://example.com:${port}/`, "Web ports only."]),
);

const PORT_TEXTS = refusedUrls("URL_INVALID", [
  ["http://example.com:65536/", "Beyond the last port"],
  ["http://example.com:99999999999/", "Far beyond the last port"],
  ["http://example.com:-1/", "A negative port"],
  ["http://example.com:0x50/", "A hexadecimal port"],
  ["http://example.com:80a/", "A letter behind the port"],
  ["http://example.com:８０/", "Full-width digits"],
  ["http://example.com:80:80/", "Two ports"],
  ["http://example.com: 80/", "A space before the port"],
]);

const CHARACTERS = refusedUrls("URL_INVALID", [
  ["http://example.com\\@127.0.0.1/", "A backslash ends the host for some, not for others"],
  ["http:\\\\127.0.0.1\\", "Backslashes as slashes"],
  ["http:/\\127.0.0.1/", "A slash and a backslash"],
  ["\\\\127.0.0.1\\share", "A Windows share"],
  ["http://example.com\\.127.0.0.1/", "A backslash inside the host"],
  ["http://example.com/\\..\\", "Backslashes in the path"],
  ["http://127.0.0.1\t.example.com/", "A tab, which the URL parser drops"],
  ["http://127.0.\n0.1/", "A line end, which the URL parser drops"],
  ["http://127.0.0.1\r\n.example.com/", "Line ends, which the URL parser drops"],
  ["ht\ntp://127.0.0.1/", "A line end inside the scheme"],
  ["http:\n//127.0.0.1/", "A line end behind the scheme"],
  ["\nhttp://127.0.0.1/", "A leading line end"],
  ["http://127.0.0.1/\n", "A trailing line end"],
  ["http://example.com/\r\nHost: 127.0.0.1", "A header inside the path"],
  ["http://example.com/?a=\r\nX: y", "A header inside the query"],
  ["http://example.com/\0", "NUL in the path"],
  ["http://exam\0ple.com/", "NUL in the host"],
  ["\0http://example.com/", "A leading NUL"],
  ["http://example.com/\u007f", "Delete"],
  ["http://example.com/\u0085", "Next line"],
  ["http://example.com/\u009f", "The last C1 control"],
  ["http://example.com/\u001b[0m", "An escape sequence"],
  ["http://example.com/\u0008", "Backspace"],
  ["", "Nothing"],
  [" ", "A space"],
  ["http", "A word"],
  ["http:", "Only a scheme"],
  ["example.com", "No scheme"],
  ["//example.com/", "No scheme, but slashes"],
  ["/etc/passwd", "A path"],
  ["?x", "A query"],
  ["127.0.0.1", "An address without scheme"],
  ["[::1]", "An IPv6 address without scheme"],
  ["://example.com/", "An empty scheme"],
  ["1http://example.com/", "A scheme that starts with a digit"],
  ["ht tp://example.com/", "A space inside the scheme"],
  ["http ://example.com/", "A space behind the scheme"],
  ["http://[::1", "An open bracket"],
  ["http://::1/", "IPv6 without brackets"],
  ["http://[::1]x/", "Text behind the bracket"],
  ["http://[[::1]]/", "Two brackets"],
  [`http://example.com/${"a".repeat(4_078)}`, "4,097 characters"],
  [`http://example.com/?${"a".repeat(100_000)}`, "100,000 characters"],
]);

/** Spellings that the URL parser repairs: what is left is judged. */
const REPAIRED = refusedUrls("IP_REFUSED", [
  ["http:127.0.0.1/", "No slashes"],
  ["http:/127.0.0.1/", "One slash"],
  ["http:///127.0.0.1/", "Three slashes"],
  ["http://////127.0.0.1/", "Six slashes"],
  [" http://127.0.0.1/ ", "Spaces around it"],
  ["HTTP://127.0.0.1/", "Upper case"],
  ["hTTps://127.0.0.1/", "Mixed case"],
  ["http://127.0.0.1?@example.com/", "The host ends at the question mark"],
  ["http://127.0.0.1#@example.com/", "The host ends at the hash"],
  ["http://127.0.0.1/@example.com", "The host ends at the slash"],
  ["http://127.0.0.1:80/", "The port of the scheme"],
  ["http://127.0.0.1:/", "An empty port"],
  ["http://127.0.0.1:00080/", "A port with zeros"],
  ["http://127.0.0.1:8080/", "Another web port"],
  ["https://127.0.0.1:443/", "The port of https"],
  ["http://127.0.0.1/latest/../../x", "Dots in the path"],
]);

const HARMLESS = [dialOf(PUBLIC_IP), dialOf(PUBLIC_IP, 443), dialOf(PUBLIC_IP, 8080)];
const harmless = (one: SafenetCase): SafenetCase => ({ ...one, harmless: HARMLESS });

/** Schemes, credentials, ports and characters. */
export const URL_PART_CASES: readonly SafenetCase[] = [
  ...casesOf("scheme", "RFC 9110 section 4.2", SCHEMES),
  ...casesOf("credentials", "RFC 9110 section 4.2.4", CREDENTIALS).map((one) =>
    one.url.includes("@127.") ? one : { ...one, tier: "policy" as const },
  ),
  ...casesOf("port", "RFC 9110 section 4.2", PORTS).map((one) => ({
    ...one,
    tier: "policy" as const,
  })),
  ...casesOf("port", "WHATWG URL, port state", PORT_TEXTS).map(harmless),
  ...casesOf("characters", "WHATWG URL, basic URL parser", CHARACTERS).map(harmless),
  ...casesOf("characters", "WHATWG URL, basic URL parser", REPAIRED),
];
