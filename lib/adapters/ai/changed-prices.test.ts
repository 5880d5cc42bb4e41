import { describe, expect, it } from "vitest";
import { changedPrices, findPrice, type ModelPrice, OPERATOR, seedPrices } from "./index";

// Guarantee: a new version of the list is in force from the moment it is there, changes nothing of the past, and never
// goes before what the operator has set.

const NOW = new Date("2026-11-28T12:00:00Z");
const LATER = new Date("2027-01-01T00:00:00Z");
const price = (input: bigint, change: Partial<ModelPrice> = {}): ModelPrice => ({
  provider: "google",
  model: "m",
  inputNanosPerMtok: input,
  cacheReadNanosPerMtok: input,
  cacheWriteNanosPerMtok: input,
  outputNanosPerMtok: 9n,
  requestNanos: 0n,
  webSearchNanos: 0n,
  tiers: [],
  effectiveFrom: new Date(0),
  source: "list 1",
  ...change,
});
const begun = (prices: readonly ModelPrice[]) =>
  prices.map(({ effectiveFrom, inputNanosPerMtok }) => [effectiveFrom, inputNanosPerMtok]);

describe("the prices that a list adds", () => {
  it("are all of them where nothing is stored, with the days that the list names", () => {
    const list = [price(1n), price(2n, { effectiveFrom: LATER })];
    expect(changedPrices(list, [], NOW)).toEqual(list);
  });

  it("are none the second time", () => {
    const list = seedPrices();
    expect(changedPrices(list, list, NOW)).toEqual([]);
    expect(changedPrices(list, list, new Date("2030-01-01T00:00:00Z"))).toEqual([]);
  });

  it("begin now where a price has changed", () => {
    expect(begun(changedPrices([price(3n, { source: "list 2" })], [price(1n)], NOW))).toEqual([
      [NOW, 3n],
    ]);
  });

  it("take back a change that the list does not announce any more", () => {
    const stored = [price(1n), price(2n, { effectiveFrom: LATER })];
    const list = [price(1n, { source: "list 2" })];
    const added = changedPrices(list, stored, NOW);
    expect(begun(added)).toEqual([[LATER, 1n]]);
    expect(changedPrices(list, [...stored, ...added], NOW)).toEqual([]);
  });

  it.each([
    ["a tier", { tiers: [{ ...price(5n), fromInputTokens: 10 }] }],
    ["a fee", { webSearchNanos: 1n }],
    ["the output", { outputNanosPerMtok: 8n }],
    ["the cache", { cacheReadNanosPerMtok: 0n }],
  ])("count %s as a change", (_what, change) => {
    expect(changedPrices([price(1n, change)], [price(1n)], NOW)).toHaveLength(1);
  });

  it("stand behind what the operator has set, until that ends", () => {
    const set = price(7n, { source: OPERATOR, effectiveFrom: new Date("2026-11-01T00:00:00Z") });
    const end = price(0n, { source: OPERATOR, effectiveFrom: LATER, isEnd: true });
    const stored = [price(1n), set, end];
    const all = [...stored, ...changedPrices([price(3n, { source: "list 2" })], stored, NOW)];
    const at = (time: string) => findPrice(all, "google", "m", new Date(time))?.inputNanosPerMtok;
    expect([at("2026-10-31T00:00:00Z"), at("2026-11-01T00:00:00Z")]).toEqual([1n, 7n]);
    expect([at("2026-12-31T23:59:59Z"), at("2027-01-01T00:00:00Z")]).toEqual([7n, 3n]);
  });
});
