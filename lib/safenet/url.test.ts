import { describe, expect, it } from "vitest";
import { SafenetError } from "./errors";
import { parseOperatorRules } from "./operator";
import { checkUrl } from "./url";

const check = (input: string, allow = "", allowHosts?: string[]) =>
  checkUrl(input, {
    purpose: "source-fetch",
    operator: parseOperatorRules(allow),
    ...(allowHosts === undefined ? {} : { rules: { allowHosts } }),
  });
const codeOf = (run: () => unknown): string => {
  try {
    run();
    return "accepted";
  } catch (error) {
    if (error instanceof SafenetError) return error.code;
    throw error;
  }
};

describe("checkUrl", () => {
  it.each([
    ["", "URL_INVALID"],
    ["example.com", "URL_INVALID"],
    ["/path", "URL_INVALID"],
    ["//example.com", "URL_INVALID"],
    ["http://", "URL_INVALID"],
    ["http://.", "URL_INVALID"],
    ["http://../", "URL_INVALID"],
    ["http://a..b/", "URL_INVALID"],
    ["http://example.com../", "URL_INVALID"],
    ["http://exa mple.com/", "URL_INVALID"],
    ["http://example.com\\@evil.test/", "URL_INVALID"],
    ["http:\\\\example.com", "URL_INVALID"],
    ["http://exam\tple.com", "URL_INVALID"],
    ["http://example.com\n", "URL_INVALID"],
    ["http://example.com/\u0000", "URL_INVALID"],
    ["http://example.com/\u0085", "URL_INVALID"],
    ["http://example%2ecom%00/", "URL_INVALID"],
    ["http://256.256.256.256/", "URL_INVALID"],
    ["http://1.2.3.4.5/", "URL_INVALID"],
    ["http://[::1", "URL_INVALID"],
    ["http://[fe80::1%25eth0]/", "URL_INVALID"],
    ["http://example.com:99999/", "URL_INVALID"],
    [`http://${"a".repeat(64)}.com/`, "URL_INVALID"],
    [`http://${"a.".repeat(130)}com/`, "URL_INVALID"],
    [`http://example.com/${"a".repeat(5000)}`, "URL_INVALID"],
    ["file:///etc/passwd", "SCHEME_REFUSED"],
    ["ftp://example.com/", "SCHEME_REFUSED"],
    ["gopher://127.0.0.1:70/", "SCHEME_REFUSED"],
    ["javascript:alert(1)", "SCHEME_REFUSED"],
    ["data:text/html,x", "SCHEME_REFUSED"],
    ["ws://example.com/", "SCHEME_REFUSED"],
    ["http://user@example.com/", "CREDENTIALS_REFUSED"],
    ["http://user:secret@example.com/", "CREDENTIALS_REFUSED"],
    ["http://:secret@example.com/", "CREDENTIALS_REFUSED"],
    ["http://example.com:22/", "PORT_REFUSED"],
    ["http://example.com:0/", "PORT_REFUSED"],
    ["http://example.com:6379/", "PORT_REFUSED"],
    ["http://127.0.0.1/", "IP_REFUSED"],
    ["http://127.1/", "IP_REFUSED"],
    ["http://127.0.0.1./", "IP_REFUSED"],
    ["http://0x7f000001/", "IP_REFUSED"],
    ["http://2130706433/", "IP_REFUSED"],
    ["http://017700000001/", "IP_REFUSED"],
    ["http://0177.0.0.1/", "IP_REFUSED"],
    ["http://0x7f.0.0.1/", "IP_REFUSED"],
    ["http://１２７.0.0.1/", "IP_REFUSED"],
    ["http://127。0。0。1/", "IP_REFUSED"],
    ["http://127%2e0%2e0%2e1/", "IP_REFUSED"],
    ["http://①②⑦.0.0.1/", "IP_REFUSED"],
    ["http://0/", "IP_REFUSED"],
    ["http://[::]/", "IP_REFUSED"],
    ["http://[::1]/", "IP_REFUSED"],
    ["http://[0:0:0:0:0:0:0:1]/", "IP_REFUSED"],
    ["http://[::ffff:127.0.0.1]/", "IP_REFUSED"],
    ["http://[::ffff:7f00:1]/", "IP_REFUSED"],
    ["http://[::127.0.0.1]/", "IP_REFUSED"],
    ["http://[64:ff9b::7f00:1]/", "IP_REFUSED"],
    ["http://169.254.169.254/latest/meta-data/", "IP_REFUSED"],
    ["http://[fd00:ec2::254]/", "IP_REFUSED"],
    ["http://localhost/", "HOST_REFUSED"],
    ["http://LOCALHOST./", "HOST_REFUSED"],
    ["http://ⓛocalhost/", "HOST_REFUSED"],
    ["http://app.localhost/", "HOST_REFUSED"],
    ["http://printer.local/", "HOST_REFUSED"],
    ["http://abc.onion/", "HOST_REFUSED"],
    ["http://x.invalid/", "HOST_REFUSED"],
    ["http://x.alt/", "HOST_REFUSED"],
    ["http://$example.com/", "URL_INVALID"],
    ["http://example$.com/", "URL_INVALID"],
  ])("%j: %s", (input, code) => {
    expect(codeOf(() => check(input))).toBe(code);
  });

  it.each([
    ["https://example.com/a?b#c", "https://example.com/a?b", "example.com", 443],
    ["HTTPS://EXAMPLE.COM./", "https://example.com/", "example.com", 443],
    ["http://bücher.example/", "http://xn--bcher-kva.example/", "xn--bcher-kva.example", 80],
    ["http://example.com:8080/", "http://example.com:8080/", "example.com", 8080],
    ["http://8.8.8.8/", "http://8.8.8.8/", "8.8.8.8", 80],
    ["https://[2606:4700::1111]/", "https://[2606:4700::1111]/", "2606:4700::1111", 443],
    ["http://intranet/x?a=b%20c", "http://intranet/x?a=b%20c", "intranet", 80],
  ])("accepts %s as %s", (input, href, host, port) => {
    const checked = check(input);
    expect([checked.url.href, checked.host, checked.port]).toEqual([href, host, port]);
  });

  it("accepts localhost and a literal only where an operator rule fits the address and port", () => {
    expect(codeOf(() => check("http://localhost:3000/", "127.0.0.1:3000"))).toBe("accepted");
    expect(codeOf(() => check("http://localhost:3000/", "[::1]:3000"))).toBe("accepted");
    expect(codeOf(() => check("http://localhost:8080/", "127.0.0.1:3000"))).toBe("HOST_REFUSED");
    expect(codeOf(() => check("http://127.0.0.1:3000/", "127.0.0.1:3000"))).toBe("accepted");
    expect(codeOf(() => check("http://127.0.0.2:3000/", "127.0.0.1:3000"))).toBe("IP_REFUSED");
  });

  it("narrows to the listed hosts, which open no address", () => {
    const hosts = ["example.com", "*.example.org", "127.0.0.1"];
    expect(codeOf(() => check("http://example.com/", "", hosts))).toBe("accepted");
    expect(codeOf(() => check("http://a.example.org/", "", hosts))).toBe("accepted");
    expect(codeOf(() => check("http://example.org/", "", hosts))).toBe("HOST_NOT_ALLOWED");
    expect(codeOf(() => check("http://notexample.org/", "", hosts))).toBe("HOST_NOT_ALLOWED");
    expect(codeOf(() => check("http://127.0.0.1/", "", hosts))).toBe("IP_REFUSED");
  });
});

describe("what a refusal says to the operator", () => {
  const detailsOf = (input: string): unknown => {
    try {
      check(input);
      return "accepted";
    } catch (error) {
      return error instanceof SafenetError ? [error.code, error.details] : error;
    }
  };

  it.each([
    ["not an address", "URL_INVALID", {}],
    ["http://a..b:81/", "URL_INVALID", { host: "a..b", port: "81" }],
    ["ftp://example.com:22/", "SCHEME_REFUSED", { host: "example.com", port: "22" }],
    ["http://u@example.com/", "CREDENTIALS_REFUSED", { host: "example.com", port: "" }],
    ["http://a.local/", "HOST_REFUSED", { host: "a.local", port: "" }],
    ["http://example.com:22/", "PORT_REFUSED", { host: "example.com", port: 22 }],
    [
      "http://localhost/",
      "HOST_REFUSED",
      { address: "127.0.0.1", block: "127.0.0.0/8", name: "Loopback", rfc: "RFC 1122" },
    ],
  ])("%s: %s %j", (input, code, details) => {
    expect(detailsOf(input)).toEqual([code, details]);
  });

  it("never accepts what is one character too long", () => {
    const path = (length: number): string => `http://example.com/${"a".repeat(length - 19)}`;
    expect(codeOf(() => check(path(4096)))).toBe("accepted");
    expect(codeOf(() => check(path(4097)))).toBe("URL_INVALID");
    const name = (length: number): string => "a.".repeat((length - 1) / 2).concat("a");
    expect(codeOf(() => check(`http://${name(253)}/`))).toBe("accepted");
    expect(codeOf(() => check(`http://${name(255)}/`))).toBe("URL_INVALID");
    expect(codeOf(() => check(`http://${"a".repeat(63)}.com/`))).toBe("accepted");
  });

  it.each([
    ["http://example.com/", "name"],
    ["http://8.8.8.8/", "literal"],
    ["https://[2606:4700::1]/", "literal"],
  ])("%s has the kind %s, and nothing against it", (input, kind) => {
    const { url, host, ...rest } = check(input);
    const tls = url.protocol === "https:";
    expect(rest).toEqual({ kind, port: tls ? 443 : 80, tls });
    expect(url.hostname).toContain(host);
  });

  it("has the kind localhost for it and the names below", () => {
    const kinds = ["localhost", "a.localhost"].map(
      (host) => check(`http://${host}/`, "127.0.0.1:80").kind,
    );
    expect(kinds).toEqual(["localhost", "localhost"]);
  });

  it("is about the port of localhost before its addresses, and names the first of them", () => {
    const operator = { ...parseOperatorRules(""), mode: "log" as const };
    const checked = checkUrl("http://localhost:22/", { purpose: "source-fetch", operator });
    expect(checked.wouldRefuse).toMatchObject({ code: "PORT_REFUSED", isRelaxed: true });
    const web = checkUrl("http://localhost/", { purpose: "source-fetch", operator });
    expect(web.wouldRefuse).toMatchObject({
      code: "HOST_REFUSED",
      details: { address: "127.0.0.1" },
      isRelaxed: true,
    });
  });
});
