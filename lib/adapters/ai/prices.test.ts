import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseDecimal } from "./decimal";
import {
  type AiUsage,
  costFromReported,
  costNanos,
  estimateInput,
  findPrice,
  type ModelPrice,
  type PriceRates,
  seedPrices,
  upperBoundNanos,
} from "./index";

const rates = (input: bigint, read: bigint, write: bigint, output: bigint): PriceRates => ({
  inputNanosPerMtok: input,
  cacheReadNanosPerMtok: read,
  cacheWriteNanosPerMtok: write,
  outputNanosPerMtok: output,
});
const givenPrice = (change: Partial<ModelPrice> = {}): ModelPrice => ({
  provider: "anthropic",
  model: "m",
  ...rates(3_000_000_000n, 300_000_000n, 3_750_000_000n, 15_000_000_000n),
  requestNanos: 0n,
  webSearchNanos: 10_000_000n,
  tiers: [],
  effectiveFrom: new Date(0),
  source: "test",
  ...change,
});
const TIER = {
  fromInputTokens: 200_001,
  ...rates(6_000_000_000n, 600_000_000n, 7_500_000_000n, 22_500_000_000n),
};
const usage = (change: Partial<AiUsage> = {}): AiUsage => ({
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 0,
  webSearches: 0,
  requests: 1,
  ...change,
});

describe("findPrice", () => {
  const early = givenPrice({ source: "early" });
  const late = givenPrice({ source: "late", effectiveFrom: new Date("2026-08-01T00:00:00Z") });
  const prices = [late, early];

  it.each(["m-latest", "M", "m ", "", "m-2026"])(
    "has no price for %j, which is like a priced id",
    (id) => {
      expect(findPrice(prices, "anthropic", id, new Date())).toBeNull();
    },
  );

  it("has no price of another vendor, and none before the first day", () => {
    expect(findPrice(prices, "openai", "m", new Date())).toBeNull();
    expect(findPrice([late], "anthropic", "m", new Date("2026-07-31T23:59:59Z"))).toBeNull();
  });

  it("takes the last price that had begun", () => {
    const at = (text: string) => findPrice(prices, "anthropic", "m", new Date(text))?.source;
    expect(at("2026-07-31T23:59:59Z")).toBe("early");
    expect(at("2026-08-01T00:00:00Z")).toBe("late");
  });

  it("lets a later row of the same day replace an earlier one", () => {
    const edited = givenPrice({ source: "edited" });
    expect(findPrice([early, edited], "anthropic", "m", new Date())?.source).toBe("edited");
  });
});

describe("costNanos", () => {
  it("adds up every kind of token at its own rate", () => {
    const counted = usage({
      inputTokens: 1000,
      cacheReadTokens: 2000,
      cacheWriteTokens: 4000,
      outputTokens: 500,
      webSearches: 2,
    });
    expect(costNanos(givenPrice(), counted)).toBe(
      3_000_000n + 600_000n + 15_000_000n + 7_500_000n + 20_000_000n,
    );
  });

  it("rounds up once, not per kind of token", () => {
    const price = givenPrice({ ...rates(1n, 1n, 1n, 1n), webSearchNanos: 0n });
    const counted = usage({ inputTokens: 1, cacheReadTokens: 1, outputTokens: 1 });
    expect(costNanos(price, counted)).toBe(1n);
    expect(costNanos(price, usage({ inputTokens: 1_000_001 }))).toBe(2n);
    expect(costNanos(price, usage({ inputTokens: 1_000_000 }))).toBe(1n);
    expect(costNanos(price, usage())).toBe(0n);
  });

  it("keeps a rate of six nano-dollars a token exact", () => {
    const price = givenPrice(rates(6_000_000n, 6_000_000n, 6_000_000n, 0n));
    expect(costNanos(price, usage({ cacheReadTokens: 7 }))).toBe(42n);
  });

  it("prices the whole request at the tier that all its input reaches", () => {
    const price = givenPrice({ tiers: [TIER] });
    const below = usage({ inputTokens: 100_000, cacheReadTokens: 100_000, outputTokens: 1000 });
    const above = { ...below, cacheReadTokens: 100_001 };
    expect(costNanos(price, below)).toBe(300_000_000n + 30_000_000n + 15_000_000n);
    expect(costNanos(price, above)).toBe(600_000_000n + 60_000_600n + 22_500_000n);
  });

  it("prices hour-long cache writes at twice the input rate", () => {
    expect(costNanos(givenPrice(), usage({ cacheWrite1hTokens: 1000 }))).toBe(6_000_000n);
  });

  it("adds the fee of each request", () => {
    expect(costNanos(givenPrice({ requestNanos: 12_000_000n }), usage())).toBe(12_000_000n);
  });
});

describe("upperBoundNanos", () => {
  it("takes the dearest input rate, every byte as a token and 64 more per message", () => {
    const bound = { inputBytes: 1000, messages: 2, maxOutputTokens: 100 };
    expect(upperBoundNanos(givenPrice(), bound)).toBe(1128n * 3750n + 100n * 15_000n);
  });

  it("takes a tier only when the input can reach it", () => {
    const price = givenPrice({ tiers: [TIER] });
    const at = (inputBytes: number) =>
      upperBoundNanos(price, { inputBytes, messages: 0, maxOutputTokens: 1 });
    expect(at(200_000)).toBe(200_000n * 3750n + 15_000n);
    expect(at(200_001)).toBe(200_001n * 7500n + 22_500n);
  });

  const rate = fc.bigInt(0n, 50_000_000_000n);
  const anyRates = fc
    .tuple(rate, rate, rate, rate)
    .map(([input, read, write, output]) => rates(input, read, write, output));
  const anyPrice = fc
    .record({
      base: anyRates,
      tiers: fc.array(fc.tuple(fc.integer({ min: 1, max: 60_000 }), anyRates), { maxLength: 3 }),
      requestNanos: fc.bigInt(0n, 20_000_000n),
    })
    .map(({ base, tiers, requestNanos }) =>
      givenPrice({
        ...base,
        requestNanos,
        tiers: tiers
          .map(([fromInputTokens, tier]) => ({ fromInputTokens, ...tier }))
          .sort((one, other) => one.fromInputTokens - other.fromInputTokens),
      }),
    );
  const part = fc.integer({ min: 0, max: 20_000 });

  it("is never below the cost of a usage within the bound", () => {
    fc.assert(
      fc.property(
        anyPrice,
        fc.tuple(part, part, part, part, fc.nat(5)),
        fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 4 }), fc.nat(1000), fc.nat(3)),
        (price, [input, read, write, output, searches], [spareIn, messages, spareOut, spare]) => {
          const tokens = input + read + write;
          const bound = {
            inputBytes: Math.max(0, tokens - 64 * messages) + spareIn,
            messages,
            maxOutputTokens: output + spareOut,
            webSearchesMax: searches + spare,
          };
          const counted = usage({
            inputTokens: input,
            cacheReadTokens: read,
            cacheWriteTokens: write,
            outputTokens: output,
            webSearches: searches,
          });
          expect(costNanos(price, counted) <= upperBoundNanos(price, bound)).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("holds for every seed price at the edges of its tiers", () => {
    for (const price of seedPrices()) {
      for (const tokens of [1, 1000, ...price.tiers.map((tier) => tier.fromInputTokens)]) {
        const bound = { inputBytes: tokens, messages: 0, maxOutputTokens: 500 };
        const counted = usage({ inputTokens: tokens, outputTokens: 500 });
        expect(costNanos(price, counted) <= upperBoundNanos(price, bound)).toBe(true);
      }
    }
  });
});

describe("estimateInput", () => {
  it("counts bytes, not characters", () => {
    const estimate = estimateInput({ system: "é", prompt: "日本😀" });
    expect(estimate).toEqual({ inputBytes: 2 + 6 + 4, messages: 2 });
  });

  it("makes room for the schema", () => {
    const schema = z.strictObject({ title: z.string() });
    const { inputBytes } = estimateInput({ system: "", prompt: "", schema });
    expect(inputBytes).toBeGreaterThan(2 * JSON.stringify(z.toJSONSchema(schema)).length);
  });
});

describe("decimal text", () => {
  it.each([
    ["0", 0n],
    ["1", 1_000_000_000n],
    ["0.006", 6_000_000n],
    ["0.1", 100_000_000n],
    ["0.3", 300_000_000n],
    ["0.000000001", 1n],
    ["0.0000000001", 1n],
    ["0.0000000019", 2n],
    ["1e-7", 100n],
    ["1.5E-7", 150n],
    ["2.5e1", 25_000_000_000n],
    ["0.0060120000", 6_012_000n],
    ["123456789.123456789", 123_456_789_123_456_789n],
  ])("reads %s as %d nano-dollars", (text, nanos) => {
    expect(costFromReported(text)).toBe(nanos);
  });

  it.each(["", "-1", "+1", " 1", "1 ", "1,5", ".5", "1.", "NaN", "Infinity", "0x1", "1e999", "$1"])(
    "throws for %j",
    (text) => {
      expect(() => costFromReported(text)).toThrow(RangeError);
    },
  );

  it("agrees with whole-number arithmetic on any amount of nano-dollars", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 18n), (nanos) => {
        const digits = nanos.toString().padStart(10, "0");
        expect(parseDecimal(`${digits.slice(0, -9)}.${digits.slice(-9)}`, 9)).toBe(nanos);
      }),
    );
  });
});
