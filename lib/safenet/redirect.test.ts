import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyAddress } from "./address";
import { type Arrival, givenInternet, type RedirectAnswer } from "./fake-internet.fixture";
import { createSafenet, PURPOSES, parseOperatorRules, SafenetError } from "./index";
import { followRedirect, isRedirect, type Step } from "./redirect";

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

describe("followRedirect", () => {
  const base = new URL("https://one.example/a");
  const request = {
    method: "POST",
    headers: { accept: "text/html", "content-type": "text/plain", "x-api-key": "k" },
    body: Buffer.from("body"),
  };
  const at = (hop: number, more: Partial<Step["request"]> = {}): Step => ({
    url: base.href,
    hop,
    previous: undefined,
    request: { ...request, ...more },
  });
  const rules = (redirects: "follow" | "same-origin" | "error") => ({
    ...PURPOSES["source-fetch"],
    redirects,
    maxRedirects: 2,
  });
  const next = (
    step: Step,
    status: number,
    location: string,
    redirects: "follow" | "same-origin" | "error" = "follow",
  ): Step | string => {
    try {
      return followRedirect(rules(redirects), step, base, { status, rawHeaders: { location } });
    } catch (error) {
      return error instanceof SafenetError ? error.code : String(error);
    }
  };

  it("knows the five statuses that redirect", () => {
    const found = Array.from({ length: 500 }, (_, index) => 100 + index).filter(isRedirect);
    expect(found).toEqual([301, 302, 303, 307, 308]);
  });

  it("says where to, from where, and as which hop", () => {
    expect(next(at(1), 303, "../b?c")).toEqual({
      url: "https://one.example/b?c",
      hop: 2,
      previous: base,
      request: {
        method: "GET",
        headers: { accept: "text/html", "x-api-key": "k" },
        body: undefined,
      },
    });
  });

  it.each([
    [301, "POST", "GET"],
    [302, "POST", "GET"],
    [303, "POST", "GET"],
    [307, "POST", "POST"],
    [308, "POST", "POST"],
    [301, "PUT", "PUT"],
    [302, "DELETE", "DELETE"],
    [303, "PUT", "GET"],
    [303, "GET", "GET"],
    [301, "HEAD", "HEAD"],
    [303, "HEAD", "HEAD"],
    [308, "HEAD", "HEAD"],
  ])("%i makes of %s a %s, with the body or without", (status, method, expectedMethod) => {
    const isKept = method === expectedMethod && method !== "GET";
    expect(next(at(0, { method }), status, "/b")).toMatchObject({
      request: {
        method: expectedMethod,
        body: isKept ? request.body : undefined,
        headers: isKept ? request.headers : { accept: "text/html", "x-api-key": "k" },
      },
    });
  });

  it("to another origin leaves harmless headers, and never takes a body along", () => {
    const away = "https://two.example/";
    expect(next(at(0, { body: undefined }), 307, away)).toMatchObject({
      request: { method: "POST", headers: { accept: "text/html", "content-type": "text/plain" } },
    });
    expect(next(at(0), 303, away)).toMatchObject({
      request: { method: "GET", headers: { accept: "text/html" }, body: undefined },
    });
    expect(next(at(0), 307, away)).toBe("REDIRECT_REFUSED");
    expect(next(at(0), 308, "https://one.example:8443/")).toBe("REDIRECT_REFUSED");
    expect(next(at(0), 308, "http://one.example/")).toBe("REDIRECT_REFUSED");
    expect(next(at(0), 308, "https://one.example:443/b")).toMatchObject({ hop: 1 });
  });

  it.each([
    ["error", 0, "/b", "REDIRECT_REFUSED"],
    ["error", 0, "http://", "REDIRECT_REFUSED"],
    ["same-origin", 0, "https://two.example/", "REDIRECT_REFUSED"],
    ["same-origin", 2, "/b", "TOO_MANY_REDIRECTS"],
    ["follow", 2, "/b", "TOO_MANY_REDIRECTS"],
    ["follow", 3, "/b", "TOO_MANY_REDIRECTS"],
    ["follow", 0, "http://", "REDIRECT_INVALID"],
  ] as const)("in the mode %s at hop %i to %s is %s", (mode, hop, location, code) => {
    expect(next(at(hop), 302, location, mode)).toBe(code);
  });

  it("within the origin is followed in both modes that follow", () => {
    expect(next(at(1), 302, "/b", "same-origin")).toMatchObject({ hop: 2 });
    expect(next(at(1), 302, "/b", "follow")).toMatchObject({ hop: 2 });
  });
});
