import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { SafenetError } from "./errors";
import { parseHostPattern } from "./host";
import { parseOperatorRules } from "./operator";
import { closeAll, failureOf, givenNet, givenPeer, READ, redirect } from "./raw-peer.fixture";
import { checkUrl } from "./url";
import type { WorkspaceRules } from "./workspace-rules";

afterEach(closeAll);

const check = (url: string, rules: WorkspaceRules, allow = ""): string => {
  try {
    const operator = parseOperatorRules(allow);
    checkUrl(url, { purpose: "source-fetch", operator, rules });
    return "accepted";
  } catch (error) {
    if (error instanceof SafenetError) return error.code;
    throw error;
  }
};

describe("the rules of a workspace", () => {
  it.each<[string, WorkspaceRules, string]>([
    ["https://example.com/", {}, "accepted"],
    ["http://example.com/", {}, "accepted"],
    ["https://example.com/", { allowHosts: [] }, "HOST_NOT_ALLOWED"],
    ["https://example.com/", { allowHosts: ["example.com"] }, "accepted"],
    ["https://EXAMPLE.com./", { allowHosts: ["Example.COM"] }, "accepted"],
    ["https://example.com/", { allowHosts: ["example.org", "example.com"] }, "accepted"],
    ["https://a.example.com/", { allowHosts: ["example.com"] }, "HOST_NOT_ALLOWED"],
    ["https://a.example.com/", { allowHosts: ["*.example.com"] }, "accepted"],
    ["https://a.b.example.com/", { allowHosts: ["*.Example.com"] }, "accepted"],
    ["https://example.com/", { allowHosts: ["*.example.com"] }, "HOST_NOT_ALLOWED"],
    ["https://evilexample.com/", { allowHosts: ["*.example.com"] }, "HOST_NOT_ALLOWED"],
    ["https://example.com/", { denyHosts: ["example.com"] }, "HOST_NOT_ALLOWED"],
    ["https://example.com./", { denyHosts: ["example.com"] }, "HOST_NOT_ALLOWED"],
    ["https://a.example.com/", { denyHosts: ["example.com"] }, "accepted"],
    ["https://a.example.com/", { denyHosts: ["*.example.com"] }, "HOST_NOT_ALLOWED"],
    [
      "https://example.com/",
      { allowHosts: ["example.com"], denyHosts: ["example.com"] },
      "HOST_NOT_ALLOWED",
    ],
    ["https://example.com/", { httpsOnly: true }, "accepted"],
    ["http://example.com/", { httpsOnly: true }, "SCHEME_REFUSED"],
    ["http://example.com/", { httpsOnly: false }, "accepted"],
    ["https://example.com/", { ports: [443] }, "accepted"],
    ["https://example.com:8443/", { ports: [443] }, "PORT_REFUSED"],
    ["https://example.com:8443/", { ports: [443, 8443] }, "accepted"],
    ["https://[2606:4700::1]/", { allowHosts: ["2606:4700::1"] }, "accepted"],
    ["https://8.8.8.8/", { denyHosts: ["8.8.8.8"] }, "HOST_NOT_ALLOWED"],
    ["https://8.8.8.8/", { denyHosts: ["0x8.8.8.8"] }, "HOST_NOT_ALLOWED"],
    ["https://[2606:4700::1]/", { denyHosts: ["[2606:4700:0::1]"] }, "HOST_NOT_ALLOWED"],
    ["https://xn--bcher-kva.example/", { denyHosts: ["BÜCHER.example."] }, "HOST_NOT_ALLOWED"],
    ["https://a.xn--bcher-kva.example/", { denyHosts: ["*.bücher.example"] }, "HOST_NOT_ALLOWED"],
    ["https://bücher.example/", { allowHosts: ["bücher.example"] }, "accepted"],
    ["https://example.com/", { denyHosts: [""] }, "HOST_NOT_ALLOWED"],
    ["https://example.com/", { denyHosts: ["*."] }, "HOST_NOT_ALLOWED"],
    ["https://example.com/", { denyHosts: ["https://other.example"] }, "HOST_NOT_ALLOWED"],
    ["https://example.com/", { denyHosts: ["other.example/x"] }, "HOST_NOT_ALLOWED"],
    ["https://example.com/", { allowHosts: ["a b", "example.com"] }, "HOST_NOT_ALLOWED"],
  ])("%s by %j: %s", (url, rules, outcome) => {
    expect(check(url, rules)).toBe(outcome);
  });

  it("say in the details that they refused, for the operator", () => {
    const operator = parseOperatorRules("");
    const rules = { denyHosts: ["example.com"] };
    const run = () =>
      checkUrl("https://example.com/", { purpose: "source-fetch", operator, rules });
    expect(run).toThrow(
      expect.objectContaining({ details: { host: "example.com", port: 443, rule: "workspace" } }),
    );
  });

  it("open nothing: neither an address nor a port nor a name", () => {
    expect(check("http://10.0.0.1/", { allowHosts: ["10.0.0.1"] })).toBe("IP_REFUSED");
    expect(check("http://localhost/", { allowHosts: ["localhost"] })).toBe("HOST_REFUSED");
    expect(check("http://a.local/", { allowHosts: ["*.local"] })).toBe("HOST_REFUSED");
    expect(check("http://example.com:25/", { ports: [25] })).toBe("PORT_REFUSED");
  });

  const hosts = fc.constantFrom("example.com", "a.example.com", "10.0.0.1", "8.8.8.8", "localhost");
  const patterns = fc.array(fc.oneof(hosts, fc.constant("*.example.com")), { maxLength: 3 });
  const rulesOf = fc.record(
    {
      allowHosts: patterns,
      denyHosts: patterns,
      httpsOnly: fc.boolean(),
      ports: fc.array(fc.constantFrom(80, 443, 8080, 22), { maxLength: 3 }),
    },
    { requiredKeys: [] },
  );
  const urls = fc
    .tuple(fc.constantFrom("http", "https", "ftp"), hosts, fc.constantFrom("", ":22", ":8080"))
    .map(([scheme, host, port]) => `${scheme}://${host}${port}/`);

  it("never turn a refusal into an acceptance, whatever they say", () => {
    fc.assert(
      fc.property(urls, rulesOf, fc.constantFrom("", "10.0.0.0/8:*"), (url, rules, allow) => {
        if (check(url, {}, allow) !== "accepted")
          expect(check(url, rules, allow)).not.toBe("accepted");
      }),
      { numRuns: 300 },
    );
  });

  it("never allow more when a rule is added to others", () => {
    const fields = ["allowHosts", "denyHosts", "httpsOnly", "ports"] as const;
    fc.assert(
      fc.property(urls, rulesOf, fc.subarray([...fields]), patterns, (url, rules, left, denied) => {
        const fewer = Object.fromEntries(
          Object.entries(rules).filter(([field]) => left.some((one) => one === field)),
        );
        const { denyHosts = [] } = rules;
        const more = { ...rules, denyHosts: [...denyHosts, ...denied] };
        const [few, all] = [check(url, fewer), check(url, more)];
        expect(few === "accepted" || all !== "accepted").toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("hold on every hop, and for a look-up", async () => {
    const peer = await givenPeer(redirect(302, "http://127.0.0.2:8080/"));
    const { net } = givenNet("127.0.0.1:*, 127.0.0.2:*");
    const rules = { denyHosts: ["127.0.0.2"] };
    const call = net.safeFetch(`http://127.0.0.1:${peer.port}/`, { ...READ, rules });
    expect(await failureOf(call)).toMatchObject({ code: "HOST_NOT_ALLOWED", hop: 1 });
    expect(await net.probeUrl("http://127.0.0.2:8080/", { ...READ, rules })).toMatchObject({
      allow: false,
      code: "HOST_NOT_ALLOWED",
    });
  });
});

describe("a pattern for hosts", () => {
  it.each([
    ["example.com", "example.com"],
    ["Example.COM.", "example.com"],
    ["*.Example.com", "*.example.com"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["8.8.8.8", "8.8.8.8"],
    ["2606:4700::1", "2606:4700::1"],
    ["2606:4700:0::1", "2606:4700::1"],
    ["[2606:4700::1]", "2606:4700::1"],
    ["ex%41mple.com", "example.com"],
  ])("%j is kept as %j", (text, pattern) => {
    expect(parseHostPattern(text)).toBe(pattern);
  });

  it.each([
    "",
    "*",
    "*.",
    "*.*.example.com",
    "a*.example.com",
    "https://example.com",
    "example.com/path",
    "example.com:8080",
    "user@example.com",
    "exa mple.com",
    "example..com",
    ".example.com",
    "example.com?x",
    "example.com#x",
    "a:b",
  ])("%j is none", (text) => {
    expect(parseHostPattern(text)).toBeUndefined();
  });

  it("that is kept matches its own host and is kept as it is", () => {
    fc.assert(
      fc.property(fc.domain(), (name) => {
        const pattern = parseHostPattern(name) ?? "";
        expect(parseHostPattern(pattern)).toBe(pattern);
        expect(check(`https://${name}/`, { denyHosts: [pattern] })).toBe("HOST_NOT_ALLOWED");
      }),
    );
  });
});
