import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyAddress } from "./address";
import { type Arrival, givenInternet, type RedirectAnswer } from "./fake-internet.fixture";
import { createSafenet, parseOperatorRules, SafenetError } from "./index";

// Guarantee: wherever servers send a request, each hop is judged, what is secret stays at home, and it ends.

const SITES = {
  "one.example": "93.184.215.1",
  "two.example": "93.184.215.2",
  "three.example": "2606:4700::3",
  "inside.example": "10.0.0.1",
  "loop.example": "127.0.0.1",
};
const DNS = Object.fromEntries(Object.entries(SITES).map(([name, ip]) => [name, [[ip]]]));
const HOPS_MAX = 5;

const urls = fc
  .tuple(
    fc.constantFrom("http", "https", "https"),
    fc.constantFrom(...Object.keys(SITES), "one.example", "two.example", "one.example:8443"),
    fc.constantFrom("/", "/a", "/b"),
  )
  .map(([scheme, host, path]) => new URL(`${scheme}://${host}${path}`).href);
const statuses = fc.constantFrom(301, 302, 303, 307, 308);
/** Where each URL leads: of a few dozen URLs most redirect, so that chains are long and loops are found. */
const webs = fc
  .array(fc.tuple(urls, statuses, urls), { minLength: 10, maxLength: 60 })
  .map(
    (rows): Record<string, RedirectAnswer> =>
      Object.fromEntries(rows.map(([from, status, location]) => [from, { status, location }])),
  );

interface Visit {
  readonly arrivals: readonly Arrival[];
  readonly dialled: readonly string[];
  readonly asked: readonly string[];
  readonly code: string;
}

async function follow(
  start: string,
  web: Record<string, RedirectAnswer>,
  secretHeaders: Record<string, string>,
): Promise<Visit> {
  const { deps, arrivals, dialled, asked } = givenInternet(DNS, web);
  const operator = parseOperatorRules("");
  const net = createSafenet({ operator, audit: () => {}, deps });
  const end = (code: string): Visit => ({
    arrivals,
    dialled: dialled.map(({ address }) => address),
    asked,
    code,
  });
  try {
    const options = { purpose: "source-fetch", secretHeaders } as const;
    await (await net.safeFetch(start, options)).bytes();
    return end("allow");
  } catch (error) {
    if (error instanceof SafenetError) return end(error.code);
    throw error;
  } finally {
    net.close();
  }
}

/** The same by the rules alone, without requests: what is visited, and how it ends. */
function expected(start: string, web: Record<string, RedirectAnswer>, hasSecret: boolean) {
  const visited: string[] = [];
  let url = start;
  for (;;) {
    const { hostname, protocol } = new URL(url);
    const isDowngrade = visited.at(-1)?.startsWith("https:") === true && protocol === "http:";
    if (isDowngrade && hasSecret) return { visited, code: "DOWNGRADE_REFUSED" };
    if (["inside.example", "loop.example"].includes(hostname))
      return { visited, code: "IP_REFUSED" };
    visited.push(url);
    const { location } = web[url] ?? {};
    if (location === undefined) return { visited, code: "allow" };
    if (visited.length > HOPS_MAX) return { visited, code: "TOO_MANY_REDIRECTS" };
    url = String(location);
  }
}

describe("a chain of redirects", () => {
  const SECRET = { authorization: "Bearer s3cret", "x-custom": "s3cret" };

  it("is walked hop by hop as the rules say, and no further", async () => {
    await fc.assert(
      fc.asyncProperty(urls, webs, fc.boolean(), async (start, web, hasSecret) => {
        const { arrivals, dialled, asked, code } = await follow(
          start,
          web,
          hasSecret ? SECRET : {},
        );
        const said = expected(start, web, hasSecret);
        expect([arrivals.map(({ url }) => url), code]).toEqual([said.visited, said.code]);
        expect(arrivals.length).toBeLessThanOrEqual(HOPS_MAX + 1);
        // Each hop is looked up and judged anew, and has a connection of its own.
        expect(dialled).toHaveLength(arrivals.length);
        expect(asked).toHaveLength(arrivals.length + (code === "IP_REFUSED" ? 1 : 0));
        expect(dialled.filter((ip) => !classifyAddress(ip).ok)).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });

  it("never shows a secret to another origin, nor after it has left the first, nor in clear", async () => {
    await fc.assert(
      fc.asyncProperty(urls, webs, async (start, web) => {
        const { arrivals } = await follow(start, web, SECRET);
        let isAtHome = true;
        for (const [index, { url, headers }] of arrivals.entries()) {
          isAtHome &&= new URL(url).origin === new URL(start).origin;
          expect(JSON.stringify(headers).includes("s3cret")).toBe(isAtHome);
          const previous = arrivals[index - 1]?.url ?? url;
          expect(previous.startsWith("https:") && url.startsWith("http:")).toBe(false);
        }
      }),
      { numRuns: 250 },
    );
  });
});
