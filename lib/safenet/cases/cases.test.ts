import { describe, expect, it } from "vitest";
import { createSafenet, parseOperatorRules, SafenetError } from "@/lib/safenet";
import { givenInternet } from "@/lib/safenet/fake-internet.fixture";
import { IPV4_BLOCKS, IPV6_BLOCKS } from "@/lib/safenet/ranges";
import { GUARD_CASES, type GuardCase } from ".";
import { REGISTRY } from "./registry";

// Guarantee: of all the ways in that we know, none is open, and of what people really type, nothing is refused.

async function verdictOn(asked: GuardCase): Promise<{ verdict: string; dialled: string[] }> {
  const internet = givenInternet(asked.dns ?? {}, asked.redirects ?? {});
  const { deps, dialled } = internet;
  const net = createSafenet({
    operator: parseOperatorRules(asked.allow ?? ""),
    audit: () => {},
    deps,
  });
  const addresses = (): string[] => dialled.map(({ address }) => address);
  try {
    const response = await net.safeFetch(asked.url, {
      purpose: "source-fetch",
      ...(asked.hasSecret === true ? { secretHeaders: { authorization: "Bearer x" } } : {}),
      ...(asked.rules === undefined ? {} : { rules: asked.rules }),
    });
    await response.bytes();
    return { verdict: "allow", dialled: addresses() };
  } catch (error) {
    if (!(error instanceof SafenetError)) throw error;
    return { verdict: error.code, dialled: addresses() };
  } finally {
    net.close();
  }
}

describe("the case table", () => {
  it.each(GUARD_CASES.map((asked) => [asked.id, asked] as const))("%s", async (_id, asked) => {
    const { verdict, dialled } = await verdictOn(asked);
    expect([verdict, dialled.length]).toEqual([asked.expected, asked.connections]);
    if (asked.expected === "allow") expect(dialled.at(-1)).toBe(asked.dials);
  });

  it("has at least 500 cases, each with an id of its own and a reason", () => {
    expect(GUARD_CASES.length).toBeGreaterThanOrEqual(500);
    expect(new Set(GUARD_CASES.map(({ id }) => id)).size).toBe(GUARD_CASES.length);
    expect(GUARD_CASES.filter(({ reason }) => reason === "")).toEqual([]);
  });

  it("knows every block of ranges.ts, which knows every block of the registries", () => {
    const refused = REGISTRY.filter(({ block }) => block === "special").map(({ cidr }) => cidr);
    const table = [...IPV4_BLOCKS, ...IPV6_BLOCKS].map(({ cidr }) => cidr);
    expect(table.filter((cidr) => !refused.includes(cidr))).toEqual([]);
    // Nobody has a row for what was given to nobody; NAT64 is judged by what is inside.
    const isNamed = ({ name }: { name: string }) => !/^(?:reserved by IETF|NAT64)/.test(name);
    const named = REGISTRY.filter((row) => row.block === "special" && isNamed(row));
    expect(named.filter(({ cidr }) => !table.includes(cidr)).map(({ cidr }) => cidr)).toEqual([]);
  });
});
