import { z } from "zod";

/** The vendors whose models have a price in the table. Those of a server of one's own are priced by a setting. */
export const PRICED_PROVIDERS = [
  "anthropic",
  "openai",
  "google",
  "deepseek",
  "perplexity",
  "xai",
] as const;
export type PricedProvider = (typeof PRICED_PROVIDERS)[number];

export const MODEL_CHARS_MAX = 200;
export const TIERS_MAX = 10;
export const MARGIN_BPS_MAX = 100_000;

const Nanos = z
  .string()
  .regex(/^\d{1,18}$/, "A whole number of nano-US-dollars as text.")
  .transform((text) => BigInt(text));
const Model = z
  .string()
  .regex(/^[\x21-\x7e]+$/, "Write the exact id that is sent to the vendor.")
  .max(MODEL_CHARS_MAX);
const From = z.iso.datetime().transform((text) => new Date(text));

/** Per million tokens. Without a price of its own, a cached token costs what another one does. */
const Rates = z.strictObject({
  input_nanos_per_mtok: Nanos,
  output_nanos_per_mtok: Nanos,
  cache_read_nanos_per_mtok: Nanos.optional(),
  cache_write_nanos_per_mtok: Nanos.optional(),
});
export type RatesInput = z.infer<typeof Rates>;

const Tiers = z
  .array(Rates.extend({ from_input_tokens: z.int().positive() }))
  .max(TIERS_MAX)
  .refine(
    (tiers) =>
      tiers.every(
        (tier, index) => tier.from_input_tokens > (tiers[index - 1]?.from_input_tokens ?? 0),
      ),
    "Begin each tier at more tokens than the one before it.",
  );

export const PriceInput = Rates.extend({
  provider: z.enum(PRICED_PROVIDERS),
  model: Model,
  /** For each request, whatever its size. */
  request_nanos: Nanos.optional(),
  web_search_nanos: Nanos.optional(),
  tiers: Tiers.optional(),
  /** Now, where it is not said. */
  effective_from: From.optional(),
});
export type PriceInput = z.infer<typeof PriceInput>;

export const EndPriceInput = z.strictObject({
  provider: z.enum(PRICED_PROVIDERS),
  model: Model,
});
export type EndPriceInput = z.infer<typeof EndPriceInput>;

export const MarginInput = z.strictObject({
  /** Hundredths of a percent. */
  basis_points: z.int().min(0).max(MARGIN_BPS_MAX),
  effective_from: From.optional(),
});
export type MarginInput = z.infer<typeof MarginInput>;

export interface TierView {
  from_input_tokens: number;
  input_nanos_per_mtok: string;
  cache_read_nanos_per_mtok: string;
  cache_write_nanos_per_mtok: string;
  output_nanos_per_mtok: string;
}

export interface PriceView {
  id: string;
  provider: PricedProvider;
  model: string;
  effective_from: string;
  input_nanos_per_mtok: string;
  cache_read_nanos_per_mtok: string;
  cache_write_nanos_per_mtok: string;
  output_nanos_per_mtok: string;
  request_nanos: string;
  web_search_nanos: string;
  tiers: TierView[];
  /** "operator", or the list and its version. */
  source: string;
  /** Here the operator's price ends, and the rates mean nothing. */
  is_end: boolean;
  is_in_force: boolean;
  created_at: string;
}

export interface MarginView {
  id: string;
  basis_points: number;
  effective_from: string;
  is_in_force: boolean;
  created_at: string;
}
