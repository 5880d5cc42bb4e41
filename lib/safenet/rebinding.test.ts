import { afterEach, describe, expect, it } from "vitest";
import { closeNameServers, type DnsReply, givenNameServer, type Zone } from "./name-server.fixture";
import {
  closeAll,
  failureOf,
  givenNet,
  givenPeer,
  READ,
  redirect,
  reply,
  withLimits,
} from "./raw-peer.fixture";
import { resolveWithCares } from "./resolve";

// Guarantee: whatever a real name server says to the real resolver, only judged addresses are dialled.

afterEach(async () => {
  closeNameServers();
  await closeAll();
});

const PUBLIC = { address: "93.184.215.14" };
const LOOPBACK = { address: "127.0.0.1" };
const INSIDE = { address: "10.0.0.1" };
const NONE: readonly DnsReply[] = [[]];

/** A safenet that asks this name server. Public addresses "answer" by being written down. */
async function givenResolver(zone: Zone, allow = "", dnsTimeoutMs = 4000) {
  const { server, asked } = await givenNameServer(zone);
  const dialled: string[] = [];
  const { net } = givenNet(allow, {
    resolve: (name, signal) => resolveWithCares(name, signal, [server]),
    connect: ({ address }) => {
      dialled.push(address);
      return Promise.reject(new Error("nothing is out there"));
    },
    purposes: withLimits({ dnsTimeoutMs }),
  });
  const codeOf = async (url: string) => (await failureOf(net.safeFetch(url, READ))).code;
  return { codeOf, dialled, asked };
}

describe("a hostile name server", () => {
  it.each<[string, Zone, string, string[]]>([
    ["an address outside", { "A a.example": [[PUBLIC]] }, "CONNECT_FAILED", [PUBLIC.address]],
    ["loopback", { "A a.example": [[LOOPBACK]] }, "IP_REFUSED", []],
    ["outside and inside", { "A a.example": [[PUBLIC, INSIDE]] }, "IP_REFUSED", []],
    ["inside and outside", { "A a.example": [[INSIDE, PUBLIC]] }, "IP_REFUSED", []],
    [
      "outside in IPv4 and inside in IPv6",
      { "A a.example": [[PUBLIC]], "AAAA a.example": [[{ address: "::1" }]] },
      "IP_REFUSED",
      [],
    ],
    [
      "a mapped address in IPv6",
      { "A a.example": NONE, "AAAA a.example": [[{ address: "::ffff:127.0.0.1" }]] },
      "IP_REFUSED",
      [],
    ],
    ["nothing", { "A a.example": NONE }, "DNS_EMPTY", []],
    [
      "that there is no such name",
      { "A a.example": [3], "AAAA a.example": [3] },
      "DNS_NOT_FOUND",
      [],
    ],
    ["that it fails", { "A a.example": [2], "AAAA a.example": [2] }, "DNS_FAILED", []],
    [
      "a chain of aliases that ends inside",
      {
        "A a.example": [
          [
            { alias: "b.example" },
            { alias: "c.example", owner: "b.example" },
            { ...INSIDE, owner: "c.example" },
          ],
        ],
      },
      "IP_REFUSED",
      [],
    ],
    [
      "a chain of aliases that ends outside",
      { "A a.example": [[{ alias: "b.example" }, { ...PUBLIC, owner: "b.example" }]] },
      "CONNECT_FAILED",
      [PUBLIC.address],
    ],
    ["an alias and no address", { "A a.example": [[{ alias: "localhost" }]] }, "DNS_EMPTY", []],
    ["an alias of itself", { "A a.example": [[{ alias: "a.example" }]] }, "DNS_EMPTY", []],
  ])("says %s", async (_title, zone, code, addresses) => {
    const { codeOf, dialled } = await givenResolver({ "AAAA a.example": NONE, ...zone });
    expect(await codeOf("http://a.example/")).toBe(code);
    expect(dialled).toEqual(addresses);
  });

  const QUESTION = "0161076578616d706c650000010001";
  it.each([
    ["a head without its questions", "818000010001000000", "DNS_MALFORMED"],
    [
      "an address of three octets",
      `81800001000100000000${QUESTION}c00c000100010000003c00037f0000`,
      "DNS_MALFORMED",
    ],
    [
      // The resolver reads the first four octets; they are judged like any others.
      "an address of five octets",
      `81800001000100000000${QUESTION}c00c000100010000003c00057f00000101`,
      "IP_REFUSED",
    ],
    [
      "fewer records than it counts",
      `81800001ffff00000000${QUESTION}c00c000100010000003c00047f000001`,
      "DNS_MALFORMED",
    ],
    [
      "a name that points at itself",
      `81800001000100000000${QUESTION}c01b000100010000003c00047f000001`,
      "DNS_MALFORMED",
    ],
  ])("sends %s: nothing is dialled", async (_title, hex, code) => {
    const broken = [Buffer.from(hex, "hex")];
    const { codeOf, dialled } = await givenResolver(
      { "A a.example": broken, "AAAA a.example": NONE },
      "",
      500,
    );
    expect(await codeOf("http://a.example/")).toBe(code);
    expect(dialled).toEqual([]);
  });

  it("that is silent costs no more than the time for look-ups", async () => {
    const { codeOf, dialled } = await givenResolver({}, "", 300);
    const startedMs = performance.now();
    expect(await codeOf("http://a.example/")).toBe("DNS_TIMEOUT");
    expect(performance.now() - startedMs).toBeLessThan(2000);
    expect(dialled).toEqual([]);
  });

  it("that changes its answer finds the first one dialled, and the next judged", async () => {
    const zone = { "A a.example": [[PUBLIC], [LOOPBACK]], "AAAA a.example": NONE };
    const { codeOf, dialled, asked } = await givenResolver(zone, "127.0.0.2:80");
    expect(await codeOf("http://a.example/")).toBe("CONNECT_FAILED");
    expect(asked.filter((question) => question === "A a.example")).toHaveLength(1);
    expect(await codeOf("http://a.example/")).toBe("IP_REFUSED");
    expect(dialled).toEqual([PUBLIC.address]);
  });

  it("that changes its answer between two hops finds the second one judged", async () => {
    const inner = await givenPeer(reply("200 OK", "inside"));
    const outer = await givenPeer(redirect(302, `http://a.example:${inner.port}/`));
    const { server } = await givenNameServer({
      "A a.example": [[LOOPBACK], [{ address: "127.0.0.2" }]],
      "AAAA a.example": NONE,
    });
    const { net } = givenNet("127.0.0.1:*", {
      resolve: (name, signal) => resolveWithCares(name, signal, [server]),
    });
    const failure = await failureOf(net.safeFetch(`http://a.example:${outer.port}/`, READ));
    expect(failure).toMatchObject({ code: "IP_REFUSED", hop: 1 });
    expect([outer.heads.length, inner.heads.length]).toEqual([1, 0]);
  });
});
