import { afterEach, describe, expect, it } from "vitest";
import type { AuditRecord } from "./audit";
import { SafenetError } from "./errors";
import { createSafenet, parseOperatorRules } from "./index";
import { closeAll, failureOf, givenPeer, READ, redirect, reply } from "./raw-peer.fixture";
import { checkUrl } from "./url";

// Guarantee: with the mode `log` an installation that called inside before goes on working and its operator reads what
// would be refused. What no operator can want is refused all the same.

afterEach(closeAll);

function givenLogging(answers: Record<string, string[]> = {}, allow = "") {
  const records: AuditRecord[] = [];
  const net = createSafenet({
    operator: { ...parseOperatorRules(allow), mode: "log" },
    audit: (record) => records.push(record),
    deps: { resolve: async (name) => answers[name] ?? [] },
  });
  return { net, records };
}

describe("the mode log", () => {
  it("lets a call inside go on, and says what would have refused it", async () => {
    const peer = await givenPeer(reply("200 OK", "hello"));
    const { net, records } = givenLogging();
    const response = await net.safeFetch(`http://127.0.0.1:${peer.port}/`, READ);
    expect(await response.text()).toBe("hello");
    expect(records).toMatchObject([
      {
        verdict: "would_refuse",
        code: "PORT_REFUSED",
        bytes: 5,
        hops: [
          { verdict: "would_refuse", code: "PORT_REFUSED", address: "127.0.0.1", status: 200 },
        ],
      },
    ]);
  });

  it("says so for a redirect that leads inside, although the call began outside", async () => {
    const inner = await givenPeer(reply("200 OK", "inside"));
    const outer = await givenPeer(redirect(302, `http://127.0.0.1:${inner.port}/`));
    const { net, records } = givenLogging({}, `127.0.0.1:${outer.port}`);
    const response = await net.safeFetch(`http://127.0.0.1:${outer.port}/`, READ);
    await response.text();
    expect(records).toMatchObject([
      { verdict: "would_refuse", hops: [{ verdict: "allowed" }, { verdict: "would_refuse" }] },
    ]);
  });

  it("keeps what is said of an earlier hop when the last one is in order", async () => {
    const end = await givenPeer(reply("200 OK", "end"));
    const start = await givenPeer(redirect(302, `http://127.0.0.1:${end.port}/`));
    const { net, records } = givenLogging({}, `127.0.0.1:${end.port}`);
    await (await net.safeFetch(`http://127.0.0.1:${start.port}/`, READ)).text();
    expect(records).toMatchObject([
      { verdict: "would_refuse", hops: [{ verdict: "would_refuse" }, { verdict: "allowed" }] },
    ]);
  });

  it("reports a failure as a failure", async () => {
    const { net, records } = givenLogging();
    await failureOf(net.safeFetch("http://127.0.0.1:9/", READ));
    expect(records).toMatchObject([{ verdict: "failed", code: "CONNECT_FAILED" }]);
  });

  it("probes likewise", async () => {
    const { net, records } = givenLogging({ "in.example": ["10.0.0.1"] });
    expect(await net.probeUrl("https://in.example/", READ)).toEqual({
      allow: true,
      host: "in.example",
      addresses: ["10.0.0.1"],
      wouldRefuse: "IP_REFUSED",
    });
    expect(records).toMatchObject([{ verdict: "would_refuse", hops: [{ address: "10.0.0.1" }] }]);
  });

  it("takes of localhost what the operator opened, without a word", async () => {
    const { net } = givenLogging({}, "127.0.0.1:8080");
    expect(await net.probeUrl("http://localhost:8080/", READ)).toEqual({
      allow: true,
      host: "localhost",
      addresses: ["127.0.0.1"],
    });
    expect(await net.probeUrl("http://localhost/", READ)).toMatchObject({
      allow: true,
      addresses: ["127.0.0.1", "::1"],
      wouldRefuse: "HOST_REFUSED",
    });
  });

  it.each([
    ["http://10.0.0.1/", "accepted"],
    ["http://127.0.0.1/", "accepted"],
    ["http://[::1]/", "accepted"],
    ["http://[fd00::1]/", "accepted"],
    ["http://localhost/", "accepted"],
    ["http://example.com:22/", "accepted"],
    ["http://169.254.169.254/", "IP_REFUSED"],
    ["http://169.254.0.1/", "IP_REFUSED"],
    ["http://[fd00:ec2::254]/", "IP_REFUSED"],
    ["http://[fe80::1]/", "IP_REFUSED"],
    ["http://0.0.0.0/", "IP_REFUSED"],
    ["http://[::]/", "IP_REFUSED"],
    ["http://224.0.0.1/", "IP_REFUSED"],
    ["http://255.255.255.255/", "IP_REFUSED"],
    ["http://[::ffff:10.0.0.1]/", "IP_REFUSED"],
    ["http://[64:ff9b::a00:1]/", "IP_REFUSED"],
    ["http://169.254.169.254:22/", "IP_REFUSED"],
    ["http://a.local/", "HOST_REFUSED"],
    ["ftp://10.0.0.1/", "SCHEME_REFUSED"],
    ["http://user@10.0.0.1/", "CREDENTIALS_REFUSED"],
    ["http://10.0.0.1\\x/", "URL_INVALID"],
  ])("checks the form of %s: %s", (url, outcome) => {
    const operator = { ...parseOperatorRules(""), mode: "log" as const };
    const run = (): string => {
      try {
        checkUrl(url, { purpose: "source-fetch", operator });
        return "accepted";
      } catch (error) {
        return error instanceof SafenetError ? error.code : String(error);
      }
    };
    expect(run()).toBe(outcome);
  });

  it("never dials what is refused in any mode, whatever the port said before", async () => {
    const { net } = givenLogging({ "meta.example": ["169.254.169.254"] });
    for (const url of ["http://169.254.169.254:22/", "http://meta.example/"])
      expect(await failureOf(net.safeFetch(url, READ))).toMatchObject({ code: "IP_REFUSED" });
  });
});
