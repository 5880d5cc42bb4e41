import { describe, expect, it } from "vitest";
import { AI_PROVIDER_KINDS, type AiProviderKind, findPrice, seedPrices } from "./index";

const PRICES = seedPrices();
const NOW = new Date("2026-11-20T12:00:00Z");
const priceOf = (provider: AiProviderKind, model: string, at: Date = NOW) =>
  findPrice(PRICES, provider, model, at);

describe("seedPrices", () => {
  it.each([
    ["claude-sonnet-5-5", "anthropic"],
    ["claude-sonnet-5.0", "anthropic"],
    ["gpt-5.5-turbo", "openai"],
    ["sonar-deep-research", "perplexity"],
    ["o3-deep-research", "openai"],
    ["gpt-4o-audio-preview", "openai"],
    ["text-embedding-3-small", "openai"],
    ["gemini-2.5-flash-image", "google"],
    ["claude-opus-5", "google"],
    ["ft:gpt-4o", "openai"],
    ["", "openai"],
  ] as const)("has no price for %j", (model, provider) => {
    expect(priceOf(provider, model)).toBeNull();
  });

  // Dollars per million tokens: input, cache read, cache write, output.
  it.each([
    ["anthropic", "claude-haiku-4-5", [1, 0.1, 1.25, 5]],
    ["anthropic", "claude-sonnet-5", [2, 0.2, 2.5, 10]],
    ["openai", "gpt-5-mini", [0.25, 0.025, 0.25, 2]],
    ["openai", "gpt-5-mini-2025-08-07", [0.25, 0.025, 0.25, 2]],
    ["google", "gemini-2.5-flash", [0.3, 0.03, 0.3, 2.5]],
    ["perplexity", "sonar", [1, 1, 1, 1]],
    ["xai", "grok-4.3", [1.25, 0.2, 1.25, 2.5]],
    // The dearer of the two hours.
    ["deepseek", "deepseek-chat", [0.27, 0.07, 0.27, 1.1]],
  ] as const)("%s %s costs %j", (provider, model, dollars) => {
    const price = priceOf(provider, model);
    const nanos = dollars.map((amount) => BigInt(Math.round(amount * 1000)) * 1_000_000n);
    expect([
      price?.inputNanosPerMtok,
      price?.cacheReadNanosPerMtok,
      price?.cacheWriteNanosPerMtok,
      price?.outputNanosPerMtok,
    ]).toEqual(nanos);
  });

  it("turns fees per thousand into fees", () => {
    expect(priceOf("perplexity", "sonar")?.requestNanos).toBe(12_000_000n);
    expect(priceOf("anthropic", "claude-haiku-4-5")?.webSearchNanos).toBe(10_000_000n);
  });

  it("has the tiers, beginning where the list begins them", () => {
    expect(priceOf("google", "gemini-2.5-pro")?.tiers).toEqual([
      {
        fromInputTokens: 200_001,
        inputNanosPerMtok: 2_500_000_000n,
        cacheReadNanosPerMtok: 250_000_000n,
        cacheWriteNanosPerMtok: 2_500_000_000n,
        outputNanosPerMtok: 15_000_000_000n,
      },
    ]);
    expect(priceOf("openai", "gpt-5.5")?.tiers[0]?.fromInputTokens).toBe(272_000);
  });

  it("has a row for each period of a price that changes", () => {
    const before = priceOf("google", "gemini-3.6-flash", NOW);
    const after = priceOf("google", "gemini-3.6-flash", new Date("2027-01-01T00:00:00Z"));
    expect(before?.effectiveFrom).toEqual(new Date(0));
    expect(after?.effectiveFrom).toEqual(new Date("2027-01-01T00:00:00Z"));
    expect(after?.inputNanosPerMtok).not.toBe(before?.inputNanosPerMtok);
  });

  it("covers the six vendors with unique rows, none of them free on both sides", () => {
    const vendors = AI_PROVIDER_KINDS.filter((kind) => kind !== "openai-compatible");
    for (const kind of vendors) {
      expect(PRICES.filter((price) => price.provider === kind).length).toBeGreaterThan(2);
    }
    const begin = PRICES.map((price) => [price.provider, price.model, price.effectiveFrom]);
    expect(new Set(begin.map(String)).size).toBe(PRICES.length);
    const free = PRICES.filter(
      (price) => price.inputNanosPerMtok + price.outputNanosPerMtok === 0n,
    );
    expect(free).toEqual([]);
    for (const { tiers } of PRICES) {
      const starts = tiers.map((tier) => tier.fromInputTokens);
      expect(starts).toEqual([...starts].sort((one, other) => one - other));
    }
  });
});
