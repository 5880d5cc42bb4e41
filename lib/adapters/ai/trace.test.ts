import { describe, expect, it } from "vitest";
import { SafenetError } from "@/lib/safenet";
import { requestIdOf, retryAfterOf, traceFetch } from "./trace";

const NOW = Date.parse("2026-11-20T12:00:00Z");

async function given(headers: Record<string, string>) {
  const trace = traceFetch(() => Promise.resolve(new Response("", { status: 429, headers })));
  await trace.fetch("https://vendor.example/");
  await trace.settled;
  return trace;
}

describe("retryAfterOf", () => {
  it.each([
    [{}, undefined],
    [{ "retry-after": "soon" }, undefined],
    [{ "retry-after": "-5" }, undefined],
    [{ "retry-after": "2" }, 2000],
    [{ "retry-after": "1.5" }, 1500],
    [{ "retry-after": "Fri, 20 Nov 2026 12:00:30 GMT" }, 30_000],
    [{ "retry-after": "Fri, 20 Nov 2026 11:00:00 GMT" }, 0],
    [{ "retry-after": "999999999" }, 86_400_000],
    [{ "retry-after-ms": "250", "retry-after": "9" }, 250],
  ])("%j: %s ms", async (headers, expected) => {
    expect(retryAfterOf(await given(headers), NOW)).toBe(expected);
  });
});

describe("requestIdOf", () => {
  it.each([
    [{ "request-id": "req_1" }, "req_1"],
    [{ "x-request-id": "req_2" }, "req_2"],
    [{ "x-request-id": "x".repeat(201) }, undefined],
    [{}, undefined],
  ])("%j: %s", async (headers, expected) => {
    expect(requestIdOf(await given(headers))).toBe(expected);
  });
});

describe("traceFetch", () => {
  it.each([
    ["says that nothing was sent", new SafenetError("CONNECT_FAILED"), false],
    ["says that something was sent", new SafenetError("PROTOCOL_ERROR", { sent: true }), true],
    ["does not say", new TypeError("fetch failed"), true],
  ])("counts a call as sent unless the failure %s otherwise", async (_title, error, sent) => {
    const trace = traceFetch(() => Promise.reject(error));
    expect(trace.sent).toBe(false);
    await expect(trace.fetch("https://vendor.example/")).rejects.toBe(error);
    await trace.settled;
    expect(trace.sent).toBe(sent);
  });
});
