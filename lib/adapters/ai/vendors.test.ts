import { afterEach, describe, expect, it } from "vitest";
import type { AiPeerVendor } from "@/test/peers/ai";
import { call, closeAll, givenNet, givenPeer, OBJECT, SCHEMA } from "@/test/peers/ai/call-provider";
import { createAiProvider } from "./index";

afterEach(closeAll);

describe("usage by vendor", () => {
  const usageOf = async (vendor: AiPeerVendor, usage: object) => {
    const { outcome } = await call(vendor, [
      { kind: "ok", usage: { input: 100, output: 50, ...usage } },
    ]);
    if (outcome.kind !== "finished") throw new Error(outcome.kind);
    return outcome;
  };

  it("tells Anthropic's five-minute and one-hour cache writes apart", async () => {
    const counted = { cacheRead: 30, cacheWrite: 20, cacheWrite1h: 5, webSearches: 2 };
    expect((await usageOf("anthropic", counted)).usage).toEqual({
      inputTokens: 100,
      cacheReadTokens: 30,
      cacheWriteTokens: 20,
      cacheWrite1hTokens: 5,
      outputTokens: 50,
      webSearches: 2,
      requests: 1,
    });
  });

  it.each([
    ["openai", { inputTokens: 100, cacheReadTokens: 30, outputTokens: 60 }],
    ["xai", { inputTokens: 100, cacheReadTokens: 30, outputTokens: 60 }],
    ["google", { inputTokens: 109, cacheReadTokens: 30, outputTokens: 60 }],
    ["deepseek", { inputTokens: 100, cacheReadTokens: 30, outputTokens: 60 }],
    ["openai-compatible", { inputTokens: 100, cacheReadTokens: 30, outputTokens: 60 }],
    ["perplexity", { inputTokens: 130, cacheReadTokens: 0, outputTokens: 60 }],
  ] as const)("counts %s's reasoning once and its cached tokens apart", async (vendor, usage) => {
    const counted = { cacheRead: 30, reasoning: 10, toolInput: 9 };
    expect((await usageOf(vendor, counted)).usage).toMatchObject(usage);
  });

  it.each([
    ["perplexity", 0.006012, "0.006012"],
    ["xai", 60_120_000, "0.0060120000"],
    ["xai", 12_345_678_901, "1.2345678901"],
  ] as const)("passes on the cost that %s states: %d", async (vendor, cost, text) => {
    expect((await usageOf(vendor, { cost })).costReported).toBe(text);
  });

  it("keeps what Anthropic counted before the connection broke", async () => {
    const { outcome } = await call("anthropic", [{ kind: "cut-mid-stream", text: "Half" }]);
    expect(outcome).toMatchObject({ kind: "unavailable", partialUsage: { outputTokens: 1 } });
    if (outcome.kind !== "unavailable") throw new Error(outcome.kind);
    expect(outcome.partialUsage?.inputTokens).toBeGreaterThan(0);
  });
});

describe("per vendor", () => {
  it.each(["openai", "xai"] as const)("%s is asked not to store the text", async (vendor) => {
    const { peer } = await call(vendor, [{ kind: "ok" }]);
    expect(peer.requests[0]?.body).toMatchObject({ store: false, stream: true });
  });

  it.each(["deepseek", "openai-compatible"] as const)("%s is asked to count", async (vendor) => {
    const { outcome, peer } = await call(vendor, [{ kind: "ok" }]);
    expect(peer.requests[0]?.body).toMatchObject({ stream_options: { include_usage: true } });
    expect(outcome).toMatchObject({ usage: { requests: 1 } });
  });

  it("Perplexity is asked for the smallest search context", async () => {
    const { peer } = await call("perplexity", [{ kind: "ok" }]);
    expect(peer.requests[0]?.body).toMatchObject({
      web_search_options: { search_context_size: "low" },
    });
  });

  it("a compatible server without a key gets no authorization", async () => {
    const peer = await givenPeer({ vendor: "openai-compatible" });
    const provider = createAiProvider("openai-compatible", {
      apiKey: "",
      baseUrl: `${peer.url}/`,
      fetch: givenNet(`127.0.0.1:${peer.port}`).fetch("ai"),
    });
    await provider.generate({
      model: "llama",
      system: "",
      prompt: "Hi",
      maxOutputTokens: 10,
      idempotencyKey: "k",
      signal: new AbortController().signal,
    });
    expect(Object.keys(peer.requests[0]?.headers ?? {})).not.toContain("authorization");
    expect(peer.requests[0]?.path).toBe("/v1/chat/completions");
  });

  it("a compatible server without an address is a mistake of the caller", () => {
    const setting = { apiKey: "", fetch: () => Promise.reject(new Error("no")) };
    expect(() => createAiProvider("openai-compatible", setting)).toThrow("needs a base URL");
  });

  it("OpenAI's 429 for an empty account is quota, not haste", async () => {
    const body = { error: { message: "You exceeded it.", code: "insufficient_quota" } };
    const { outcome } = await call("openai", [{ kind: "status", status: 429, body }]);
    expect(outcome).toMatchObject({ kind: "rejected", reason: "quota" });
  });

  it("JSON in a Markdown code block is read as JSON", async () => {
    const text = `\`\`\`json\n${JSON.stringify(OBJECT)}\n\`\`\``;
    const { outcome } = await call("deepseek", [{ kind: "ok", text }], { schema: SCHEMA });
    expect(outcome).toMatchObject({ kind: "finished", object: OBJECT });
  });
});
