import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withMargin } from "@/lib/pricing";
import { type BilledOutcome, callCost, chargeBound } from "./call-cost";

// Guarantee: what a call is charged never passes what was set aside for it, whatever the margin; a vendor's own
// statement of the cost goes before our table; and the two are kept side by side.

const RATES = {
  inputNanosPerMtok: 3_000_000_001n,
  cacheReadNanosPerMtok: 300_000_000n,
  cacheWriteNanosPerMtok: 3_750_000_000n,
  outputNanosPerMtok: 15_000_000_003n,
};
const PRICE = {
  ...RATES,
  requestNanos: 7n,
  webSearchNanos: 0n,
  tiers: [{ ...RATES, inputNanosPerMtok: 6_000_000_001n, fromInputTokens: 20_000 }],
};
const BOUND = { inputBytes: 100_000, messages: 2, maxOutputTokens: 8_000 };

const usage = (inputTokens: number, outputTokens: number) => ({
  inputTokens,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens,
  webSearches: 0,
  requests: 1,
});
const finished = (change: object = {}): BilledOutcome => ({
  kind: "finished",
  text: "",
  object: {},
  finishReason: "stop",
  usage: usage(1_000, 100),
  ...change,
});
const aborted = (partialText: string, partial: object = {}): BilledOutcome => ({
  kind: "aborted",
  sent: true,
  partialText,
  ...partial,
});
const margins = fc.integer({ min: 0, max: 100_000 });

describe("a call", () => {
  it("is never charged more than its bound, with any margin", () => {
    fc.assert(
      fc.property(
        margins,
        fc.nat(BOUND.inputBytes),
        fc.nat(BOUND.maxOutputTokens),
        fc.boolean(),
        (marginBps, input, output, isCut) => {
          const pricing = { price: PRICE, marginBps };
          const outcome = isCut
            ? aborted("x".repeat(output * 2))
            : finished({ usage: usage(input, output) });
          const { chargeNanos, costNanos } = callCost(pricing, BOUND, outcome);
          expect(chargeNanos).toBeLessThanOrEqual(chargeBound(pricing, BOUND));
          expect(chargeNanos).toBeGreaterThanOrEqual(costNanos);
        },
      ),
    );
  });

  it("costs what its vendor states, whatever our table says", () => {
    const cost = callCost(
      { price: PRICE, marginBps: 1_000 },
      BOUND,
      finished({ costReported: "0.0123" }),
    );
    expect(cost).toMatchObject({
      chargeNanos: 13_530_000n,
      costNanos: 12_300_000n,
      reportedNanos: 12_300_000n,
      listedNanos: 4_500_008n,
      isEstimated: false,
    });
  });

  it("costs what the counts come to where the vendor states nothing", () => {
    expect(callCost({ price: PRICE, marginBps: 0 }, BOUND, finished())).toMatchObject({
      chargeNanos: 4_500_008n,
      costNanos: 4_500_008n,
      listedNanos: 4_500_008n,
      reportedNanos: null,
    });
  });

  it("costs its bound, as an estimate, where nothing was counted or only a part", () => {
    const pricing = { price: PRICE, marginBps: 250 };
    const whole = callCost(pricing, BOUND, finished({ usage: null }));
    expect(whole).toMatchObject({
      chargeNanos: chargeBound(pricing, BOUND),
      listedNanos: null,
      reportedNanos: null,
      isEstimated: true,
    });
    const cut = callCost(pricing, BOUND, aborted("é", { partialUsage: usage(1, 1) }));
    expect(cut).toMatchObject({ listedNanos: null, isEstimated: true, usage: usage(1, 1) });
    expect(cut.chargeNanos).toBe(chargeBound(pricing, { ...BOUND, maxOutputTokens: 2 }));
  });
});

describe("a margin", () => {
  it("is rounded up once, in nano-dollars", () => {
    expect([withMargin(0n, 5_000), withMargin(1n, 0), withMargin(1n, 1)]).toEqual([0n, 1n, 2n]);
    expect([withMargin(10_000n, 1), withMargin(10_001n, 1)]).toEqual([10_001n, 10_003n]);
    expect(withMargin(10n ** 18n, 100_000)).toBe(11n * 10n ** 18n);
  });

  it("never falls as the cost rises", () => {
    fc.assert(
      fc.property(margins, fc.bigInt({ min: 0n, max: 10n ** 15n }), (marginBps, nanos) => {
        expect(withMargin(nanos, marginBps)).toBeLessThanOrEqual(withMargin(nanos + 1n, marginBps));
      }),
    );
  });
});
