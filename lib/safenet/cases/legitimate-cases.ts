import type { GuardCase } from "./guard-case";

// What people really type. A guard that refuses these is of no use.

const SITE = "93.184.215.14";
const SITE6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c";
const names = (
  [
    ["https://example.com/", "example.com", "the usual address"],
    ["http://example.com/", "example.com", "without TLS"],
    ["HTTPS://EXAMPLE.COM/", "example.com", "in upper case"],
    ["https://example.com", "example.com", "without a path"],
    ["https://example.com./", "example.com", "an absolute name"],
    ["https://www.example.com/a/b.html?c=d&e=f#g", "www.example.com", "with path, query, fragment"],
    ["https://example.com:443/", "example.com", "with the port of https"],
    ["http://example.com:80/", "example.com", "with the port of http"],
    ["http://example.com:8080/", "example.com", "on the second port of http"],
    ["https://example.com:8443/", "example.com", "on the second port of https"],
    ["https://bücher.example/", "xn--bcher-kva.example", "a name beyond ASCII"],
    ["https://xn--bcher-kva.example/", "xn--bcher-kva.example", "the same in punycode"],
    ["https://例え.テスト/", "xn--r8jz45g.xn--zckzah", "a name in Japanese"],
    ["https://faß.example/", "xn--fa-hia.example", "a sharp s stays one"],
    ["https://example.com/ä?ö=ü", "example.com", "path and query beyond ASCII"],
    ["https://example.com/a%20b%2Fc", "example.com", "an encoded path"],
    ["https://example.com/?url=http://127.0.0.1/", "example.com", "an address in the query"],
    ["https://example.com/http://10.0.0.1/", "example.com", "an address in the path"],
    ["https://example.com/@user", "example.com", "an at sign in the path"],
    ["https://example.com/#@127.0.0.1", "example.com", "an at sign in the fragment"],
    ["https://under_score.example/", "under_score.example", "an underscore in the name"],
    ["https://a-b.example/", "a-b.example", "a hyphen in the name"],
    ["https://1password.example/", "1password.example", "a digit first"],
    ["https://10.example/", "10.example", "a number for a label"],
    ["https://127.0.0.1.example/", "127.0.0.1.example", "a name that begins like an address"],
    ["https://localhost.example/", "localhost.example", "a name that begins with localhost"],
    ["https://local.example/", "local.example", "a name that begins with local"],
    ["https://mylocalhost/", "mylocalhost", "a name that ends with localhost"],
    ["https://notlocal.onions/", "notlocal.onions", "a name that begins with onion"],
    ["https://0x7f.example/", "0x7f.example", "a label in hexadecimal"],
    ["https://cafe.babe.example/", "cafe.babe.example", "labels of hexadecimal digits"],
    [`https://${"a".repeat(63)}.example/`, `${"a".repeat(63)}.example`, "the longest label"],
    [`https://example.com/${"a".repeat(4000)}`, "example.com", "a long path"],
    ["https:example.com/", "example.com", "slashes that are missing"],
    ["https:/example.com/", "example.com", "a slash that is missing"],
    [" https://example.com/ ", "example.com", "spaces around it"],
    ["http://intranet/", "intranet", "a name of one label, which public DNS may have"],
    [
      "https://metadata.google.internal/",
      "metadata.google.internal",
      "a name is judged by its address",
    ],
  ] as const
).map(
  ([url, name, reason]): GuardCase => ({
    id: `legitimate ${url.slice(0, 80)}`,
    class: "legitimate",
    url,
    dns: { [name]: [[SITE]] },
    expected: "allow",
    connections: 1,
    dials: SITE,
    reason,
    rfc: "WHATWG URL",
  }),
);

const literals = (
  [
    ["http://93.184.215.14/", SITE, "a public IPv4 address"],
    ["http://0x5db8d70e/", SITE, "the same in hexadecimal"],
    ["http://1572394766/", SITE, "the same as one number"],
    ["http://93.184.215.14./", SITE, "the same with a trailing dot"],
    ["https://1.1.1.1/dns-query", "1.1.1.1", "a public resolver"],
    [`https://[${SITE6}]/`, SITE6, "a public IPv6 address"],
    ["https://[2606:4700:4700:0:0:0:0:1111]/", "2606:4700:4700::1111", "the same way in full"],
    ["https://[2A00:1450:4001:0800::200E]/", "2a00:1450:4001:800::200e", "in upper case"],
    ["http://[64:ff9b::1.1.1.1]/", "64:ff9b::101:101", "a public address behind NAT64"],
  ] as const
).map(
  ([url, dials, reason]): GuardCase => ({
    id: `legitimate ${url}`,
    class: "legitimate",
    url,
    expected: "allow",
    connections: 1,
    dials,
    reason,
    rfc: "RFC 4291",
  }),
);

export const LEGITIMATE_CASES: readonly GuardCase[] = [...names, ...literals];
