import { casesOf, dialOf, PUBLIC_IP, refusedUrls, type SafenetCase } from "./case";

// Names that mean this machine or this network, and texts that are no name at all.

const LOOPBACK = [["127.0.0.1"]] as const;

const LOCALHOST: ReadonlyArray<readonly [url: string, asked: string, reason: string]> = [
  ["http://localhost/", "localhost", "This machine"],
  ["http://localhost./", "localhost", "Absolute"],
  ["http://LOCALHOST/", "localhost", "Upper case"],
  ["http://LocalHost./", "localhost", "Mixed case, absolute"],
  ["http://app.localhost/", "app.localhost", "Below localhost"],
  ["http://a.b.LOCALHOST/", "a.b.localhost", "Further below"],
  ["http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "localhost", "Circled letters"],
  ["http://ｌｏｃａｌｈｏｓｔ/", "localhost", "Full-width letters"],
  ["http://localho\u017ft/", "localhost", "A long s"],
  ["http://%6c%6f%63%61%6c%68%6f%73%74/", "localhost", "Percent-encoded"],
  ["http://localhost%2e/", "localhost", "An encoded trailing dot"],
  ["http://localhost。/", "localhost", "An ideographic trailing dot"],
  ["http://app。localhost/", "app.localhost", "An ideographic dot"],
  ["http://local\u00adhost/", "localhost", "A soft hyphen, which is dropped"],
  ["http://localhost:8080/", "localhost", "On a web port"],
  ["https://localhost/", "localhost", "With TLS"],
];

const SPECIAL: ReadonlyArray<readonly [url: string, source: string]> = [
  ["http://printer.local/", "RFC 6762"],
  ["http://PRINTER.LOCAL./", "RFC 6762"],
  ["http://local/", "RFC 6762"],
  ["http://a.b.local/", "RFC 6762"],
  ["http://printer。local/", "RFC 6762"],
  ["http://site.onion/", "RFC 7686"],
  ["http://SITE.Onion./", "RFC 7686"],
  ["http://a.site.onion/", "RFC 7686"],
  ["http://onion/", "RFC 7686"],
  ["http://x.invalid/", "RFC 6761 section 6.4"],
  ["http://x.INVALID./", "RFC 6761 section 6.4"],
  ["http://invalid/", "RFC 6761 section 6.4"],
  ["http://x.ｉｎｖａｌｉｄ/", "RFC 6761 section 6.4"],
];

const NO_NAMES = refusedUrls("URL_INVALID", [
  ["http://./", "Only a dot"],
  ["http://../", "Only dots"],
  ["http://。/", "Only an ideographic dot"],
  ["http://%2e/", "Only an encoded dot"],
  ["http://.example.com/", "An empty first label"],
  ["http://a..example.com/", "An empty label"],
  ["http://example.com../", "Two trailing dots"],
  ["http://example..com/", "An empty label"],
  ["http://localhost../", "Two dots behind localhost"],
  [`http://${"a".repeat(64)}.example.com/`, "A label of 64 characters"],
  [`http://${"a.".repeat(126)}ab/`, "A name of 254 characters"],
  [`http://${"a.".repeat(2000)}com/`, "A name of 4,003 characters"],
  ["http://exa mple.com/", "A space"],
  ["http://exa%20mple.com/", "An encoded space"],
  ["http://exa<mple.com/", "A forbidden character"],
  ["http://exa|mple.com/", "A forbidden character"],
  ["http://exa^mple.com/", "A forbidden character"],
  ["http://exa%mple.com/", "A bare percent sign"],
  ["http://exa%00mple.com/", "An encoded NUL"],
  ["http://exa%0d%0ample.com/", "Encoded line ends"],
  ["http://exa%2fmple.com/", "An encoded slash"],
  ["http://exa%5cmple.com/", "An encoded backslash"],
  ["http://exa%40mple.com/", "An encoded at sign"],
  ["http://exa%3ample.com/", "An encoded colon"],
  ["http://exa%5bmple.com/", "An encoded bracket"],
  ["http://exa%ffmple.com/", "Bytes that are no UTF-8"],
  ["http://exa*mple.com/", "A character that no host name has"],
  ["http://exa$mple.com/", "A character that no host name has"],
  ["http://exa(mple).com/", "Characters that no host name has"],
  ["http://exa'mple.com/", "A quote"],
  ["http://exa;mple.com/", "A semicolon"],
  ["http://exa,mple.com/", "A comma: some clients read two hosts"],
  ["http://a.example.com,10.0.0.1/", "A list of hosts"],
  ["http://exa{mple}.com/", "Braces"],
  ["http://xn--a-ecp.ru\uFFFD/", "A replacement character"],
  ["http:///", "No host"],
  ["http://", "No host"],
  ["http://?x", "No host before a query"],
  ["http://#x", "No host before a fragment"],
  ["http://:80/", "No host before a port"],
]);

/** Names of this machine and of no site, and texts that are no name. */
export const NAME_CASES: readonly SafenetCase[] = [
  ...casesOf(
    "name",
    "RFC 6761 section 6.3",
    LOCALHOST.map(([url, asked, reason]) => ({
      url,
      dns: { [asked]: LOOPBACK },
      reason,
      expected: "HOST_REFUSED",
    })),
  ),
  ...SPECIAL.flatMap(([url, source]) =>
    casesOf("name", source, [
      {
        url,
        reason: "Never a site of the public web, whatever a name server says.",
        expected: "HOST_REFUSED",
        tier: "policy",
      },
    ]),
  ),
  ...casesOf("name", "RFC 1123 section 2.1, WHATWG URL", NO_NAMES).map((one) => ({
    ...one,
    harmless: [dialOf(PUBLIC_IP)],
  })),
];
