import { describe, expect, it } from "vitest";
import { PURPOSES, SafenetError } from "./index";
import { followRedirect, isRedirect, type Step } from "./redirect";

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
