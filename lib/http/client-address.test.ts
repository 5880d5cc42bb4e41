import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address";

const PEER = "203.0.113.9";

describe("clientAddress", () => {
  // Guarantee: what a client writes into X-Forwarded-For never becomes its address.
  it.each([
    ["no proxy is trusted", "198.51.100.1", 0, PEER],
    ["a client adds entries before the proxy's", "6.6.6.6, 198.51.100.1", 1, "198.51.100.1"],
    ["two proxies are trusted", "6.6.6.6, 198.51.100.1, 192.0.2.7", 2, "198.51.100.1"],
    ["the list is shorter than the proxies", "198.51.100.1", 2, PEER],
    ["there is no list", undefined, 1, PEER],
    ["the entry is no address", "198.51.100.1, unknown", 1, PEER],
    ["the entry is octal", "0177.0.0.1", 1, PEER],
    ["the entry is hexadecimal", "0x7f.1", 1, PEER],
    ["the entry has a port", "198.51.100.1:4711", 1, "198.51.100.1"],
    ["the entry is IPv6 in brackets", "[2001:db8::1]:4711", 1, "2001:db8::1"],
    ["the entry is IPv4 in IPv6", "::ffff:198.51.100.1", 1, "198.51.100.1"],
  ])("when %s", (_name, forwardedFor, hops, expected) => {
    expect(clientAddress(PEER, forwardedFor, hops)).toBe(expected);
  });

  it("writes a dual-stack socket's IPv4 address as IPv4", () => {
    expect(clientAddress("::ffff:203.0.113.9", undefined, 0)).toBe(PEER);
  });

  it("is the socket's address whatever an untrusted client sends", () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(clientAddress(PEER, header, 0)).toBe(PEER);
      }),
    );
  });
});
