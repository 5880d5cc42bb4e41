import {
  findProvider,
  type ModelPrice as ListedPrice,
  type ModelInfo,
} from "@pydantic/genai-prices";
import { parseDecimal } from "./decimal.ts";
import type { AiProviderKind } from "./port";
import type { ModelPrice, PriceRates, PriceTier } from "./prices";

type ListedRate = ListedPrice[string];

const LISTS: readonly { readonly kind: AiProviderKind; readonly list: string }[] = [
  { kind: "anthropic", list: "anthropic" },
  { kind: "openai", list: "openai" },
  { kind: "google", list: "google" },
  { kind: "deepseek", list: "deepseek" },
  { kind: "perplexity", list: "perplexity" },
  { kind: "xai", list: "x-ai" },
];

/** Rates we understand. The second group is for things we never send or ask for. */
const KNOWN_RATES: ReadonlySet<string> = new Set([
  ...["input_mtok", "output_mtok", "cache_read_mtok", "cache_write_mtok", "cache_write_1h_mtok"],
  ...["requests_kcount", "web_searches_kcount"],
  ...["storage_searches_kcount", "input_audio_mtok", "cache_audio_read_mtok"],
  ...["input_image_mtok", "cache_image_read_mtok", "input_video_mtok"],
]);
/** Not models that write an article: other media, live sessions, and search without a bound on its cost. */
const OTHER_USES =
  /^ft:|deep-research|realtime|live|tts|audio|transcribe|image|embedding|moderation|computer-use/;
const SOURCE = "genai-prices 0.1.8";
const NANO_DECIMALS = 9;
const FEES_PER_LISTED = 1000n;

/**
 * The price list that comes with this version: one price per exact model id and start date, from the published list of
 * the genai-prices project. A model with a rate that is not understood has no row, so it can't be chosen. Where a
 * rate depends on the hour, the row holds the highest.
 */
export function seedPrices(): readonly ModelPrice[] {
  return LISTS.flatMap(({ kind, list }) => {
    const provider = findProvider({ providerId: list });
    if (provider === undefined) throw new Error(`The price list has no provider ${list}.`);
    const models = provider.models.filter(
      (model) => !OTHER_USES.test(model.id) && (kind !== "google" || /^gem/.test(model.id)),
    );
    return models.flatMap((model) => rowsOf(kind, model));
  });
}

function rowsOf(provider: AiProviderKind, model: ModelInfo): readonly ModelPrice[] {
  const periods = periodsOf(model);
  if (periods.some(({ listed }) => !isPriceable(listed))) return [];
  return exactIds(model).flatMap((id) =>
    periods.map(({ listed, from }) => ({
      provider,
      model: id,
      ...ratesAt(listed, 0),
      requestNanos: feeOf(listed, "requests_kcount"),
      webSearchNanos: feeOf(listed, "web_searches_kcount"),
      tiers: tiersOf(listed),
      effectiveFrom: new Date(from),
      source: SOURCE,
    })),
  );
}

/** The id of the entry and the other spellings it names in full. Patterns are guesses, so they are not used. */
function exactIds(model: ModelInfo): readonly string[] {
  const { match } = model;
  const branches = "or" in match ? match.or : [match];
  const named = branches.flatMap((branch) => ("equals" in branch ? [branch.equals] : []));
  return [...new Set([model.id, ...named])];
}

interface Period {
  readonly listed: ListedPrice;
  readonly from: string;
}

const ALWAYS = "1970-01-01T00:00:00Z";

function periodsOf(model: ModelInfo): readonly Period[] {
  if (!Array.isArray(model.prices)) return [{ listed: model.prices, from: ALWAYS }];
  const hourly = model.prices
    .filter(({ constraint }) => constraint?.type === "time_of_date")
    .map(({ prices }) => prices);
  return model.prices.flatMap(({ constraint, prices }) => {
    const listed = hourly.reduce(dearer, prices);
    if (constraint === undefined) return [{ listed, from: ALWAYS }];
    if (constraint.type === "time_of_date") return [];
    return [{ listed, from: `${constraint.start_date.slice(0, 10)}T00:00:00Z` }];
  });
}

function dearer(one: ListedPrice, other: ListedPrice): ListedPrice {
  const isFlat = (rate: ListedRate): rate is number => typeof rate === "number";
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  const pairs = [...names].map((name): [string, ListedRate] => {
    const [first, second] = [one[name], other[name]];
    if (isFlat(first) && isFlat(second)) return [name, Math.max(first, second)];
    return [name, first ?? second];
  });
  return Object.fromEntries(pairs);
}

function isPriceable(listed: ListedPrice): boolean {
  const hasText = ["input_mtok", "output_mtok"].every((name) => listed[name] !== undefined);
  return hasText && Object.keys(listed).every((name) => KNOWN_RATES.has(name));
}

function tiersOf(listed: ListedPrice): readonly PriceTier[] {
  const starts = Object.values(listed).flatMap((rate) =>
    typeof rate === "object" ? rate.tiers.map((tier) => tier.start) : [],
  );
  return (
    [...new Set(starts)]
      .sort((one, other) => one - other)
      // The list's tiers begin above their start.
      .map((start) => ({ fromInputTokens: start + 1, ...ratesAt(listed, start + 1) }))
  );
}

function ratesAt(listed: ListedPrice, inputTokens: number): PriceRates {
  const inputNanosPerMtok = rateAt(listed, "input_mtok", inputTokens) ?? 0n;
  return {
    inputNanosPerMtok,
    // A vendor without a cache price bills cached tokens as input.
    cacheReadNanosPerMtok: rateAt(listed, "cache_read_mtok", inputTokens) ?? inputNanosPerMtok,
    cacheWriteNanosPerMtok: rateAt(listed, "cache_write_mtok", inputTokens) ?? inputNanosPerMtok,
    outputNanosPerMtok: rateAt(listed, "output_mtok", inputTokens) ?? 0n,
  };
}

function rateAt(listed: ListedPrice, name: string, inputTokens: number): bigint | undefined {
  const rate = listed[name];
  if (rate === undefined) return undefined;
  if (typeof rate === "number") return nanos(rate);
  const tier = rate.tiers.findLast(({ start }) => inputTokens > start);
  return nanos(tier?.price ?? rate.base);
}

/** Fees are listed per thousand. */
function feeOf(listed: ListedPrice, name: string): bigint {
  const fee = rateAt(listed, name, 0) ?? 0n;
  return (fee + FEES_PER_LISTED - 1n) / FEES_PER_LISTED;
}

/** The shortest decimal text of a number is the one its author wrote. */
function nanos(usd: number): bigint {
  return parseDecimal(String(usd), NANO_DECIMALS);
}
