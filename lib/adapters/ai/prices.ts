import { ceilDiv, parseDecimal } from "./decimal.ts";
import type { AiProviderKind, AiUsage } from "./port";

/**
 * Prices are whole nano-US-dollars (10^-9 USD) per million tokens, so that the smallest rate in use is still exact
 * and a sum is rounded once, up.
 */
export interface PriceRates {
  readonly inputNanosPerMtok: bigint;
  readonly cacheReadNanosPerMtok: bigint;
  readonly cacheWriteNanosPerMtok: bigint;
  readonly outputNanosPerMtok: bigint;
}

/** The rates of the whole request once its input has this many tokens. */
export interface PriceTier extends PriceRates {
  readonly fromInputTokens: number;
}

/** All that a model's price is made of. */
export interface ModelRates extends PriceRates {
  readonly requestNanos: bigint;
  readonly webSearchNanos: bigint;
  /** By rising fromInputTokens. */
  readonly tiers: readonly PriceTier[];
}

/** The price of one model from one moment on. */
export interface ModelPrice extends ModelRates {
  readonly provider: AiProviderKind;
  /** The exact id that is sent to the vendor. */
  readonly model: string;
  readonly effectiveFrom: Date;
  /** OPERATOR, or the list that it is from. */
  readonly source: string;
  /** The operator's price ends here: the rates mean nothing, and the list's price is in force again. */
  readonly isEnd?: boolean;
}

/** The source of a price that the operator has set. */
export const OPERATOR = "operator";

/** What a call can use at most, known before it is sent. */
export interface UsageBound {
  /** UTF-8 bytes of all messages and of the JSON schema. A token of the vendors' tokenizers has at least one byte. */
  readonly inputBytes: number;
  readonly messages: number;
  readonly maxOutputTokens: number;
  readonly webSearchesMax?: number;
}

const TOKENS_PER_RATE = 1_000_000n;
const NANO_DECIMALS = 9;
/** Role markers and separators around each message. */
const MESSAGE_TOKENS_MAX = 64;
/** Anthropic's hour-long cache writes cost twice the input rate. We never ask for them. */
const HOUR_WRITE_FACTOR = 2n;

/**
 * The price of exactly this model at that moment, or null. A missing price is never a price of zero. What the operator
 * has set goes before the list, whatever the list says later, until the operator ends it. Of two that begin at one
 * time, the one that stands later in `prices` counts.
 */
export function findPrice<Price extends ModelPrice>(
  prices: readonly Price[],
  provider: string,
  model: string,
  at: Date,
): Price | null {
  const begun = prices.filter(
    (price) => price.provider === provider && price.model === model && price.effectiveFrom <= at,
  );
  const set = newest(begun.filter((price) => price.source === OPERATOR));
  if (set !== null && set.isEnd !== true) return set;
  return newest(begun.filter((price) => price.source !== OPERATOR));
}

function newest<Price extends ModelPrice>(prices: readonly Price[]): Price | null {
  let found: Price | null = null;
  for (const price of prices)
    if (found === null || price.effectiveFrom >= found.effectiveFrom) found = price;
  return found;
}

/** The most a call within `bound` can cost, in nano-USD: every token at the dearest rate it can reach. */
export function upperBoundNanos(price: ModelRates, bound: UsageBound): bigint {
  const inputTokens = bound.inputBytes + bound.messages * MESSAGE_TOKENS_MAX;
  const reachable = [price, ...price.tiers.filter((tier) => tier.fromInputTokens <= inputTokens)];
  const input = maxOf(
    reachable.flatMap((rates) => [
      rates.inputNanosPerMtok,
      rates.cacheWriteNanosPerMtok,
      rates.cacheReadNanosPerMtok,
    ]),
  );
  const output = maxOf(reachable.map((rates) => rates.outputNanosPerMtok));
  const tokens = BigInt(inputTokens) * input + BigInt(bound.maxOutputTokens) * output;
  const searches = BigInt(bound.webSearchesMax ?? 0) * price.webSearchNanos;
  return ceilDiv(tokens, TOKENS_PER_RATE) + price.requestNanos + searches;
}

/** What a call cost by the vendor's counts, in nano-USD, rounded up once. */
export function costNanos(price: ModelRates, usage: AiUsage): bigint {
  const { inputTokens, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens } = usage;
  const allInput = inputTokens + cacheReadTokens + cacheWriteTokens + cacheWrite1hTokens;
  const rates = ratesFor(price, allInput);
  const hourRate = maxOf([
    rates.cacheWriteNanosPerMtok,
    rates.inputNanosPerMtok * HOUR_WRITE_FACTOR,
  ]);
  const tokens =
    BigInt(inputTokens) * rates.inputNanosPerMtok +
    BigInt(cacheReadTokens) * rates.cacheReadNanosPerMtok +
    BigInt(cacheWriteTokens) * rates.cacheWriteNanosPerMtok +
    BigInt(cacheWrite1hTokens) * hourRate +
    BigInt(usage.outputTokens) * rates.outputNanosPerMtok;
  const fees =
    BigInt(usage.requests) * price.requestNanos + BigInt(usage.webSearches) * price.webSearchNanos;
  return ceilDiv(tokens, TOKENS_PER_RATE) + fees;
}

/** A cost that the vendor stated as decimal US dollars, in nano-USD, rounded up. Throws RangeError for other text. */
export function costFromReported(usdText: string): bigint {
  return parseDecimal(usdText, NANO_DECIMALS);
}

function ratesFor(price: ModelRates, inputTokens: number): PriceRates {
  return price.tiers.findLast((tier) => tier.fromInputTokens <= inputTokens) ?? price;
}

function maxOf(values: readonly bigint[]): bigint {
  let highest = 0n;
  for (const value of values) if (value > highest) highest = value;
  return highest;
}
