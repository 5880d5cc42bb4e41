import { z } from "zod";
import type { PriceTier } from "./prices.ts";

const Rate = z.string().regex(/^\d{1,18}$/);

const StoredTiers = z.array(
  z.strictObject({
    from_input_tokens: z.int().positive(),
    input_nanos_per_mtok: Rate,
    cache_read_nanos_per_mtok: Rate,
    cache_write_nanos_per_mtok: Rate,
    output_nanos_per_mtok: Rate,
  }),
);
type StoredTiers = z.infer<typeof StoredTiers>;

/** Reads tiers from their JSON. @throws ZodError for another shape: a price that is not understood is no price */
export function readTiers(stored: unknown): PriceTier[] {
  return StoredTiers.parse(stored).map((tier) => ({
    fromInputTokens: tier.from_input_tokens,
    inputNanosPerMtok: BigInt(tier.input_nanos_per_mtok),
    cacheReadNanosPerMtok: BigInt(tier.cache_read_nanos_per_mtok),
    cacheWriteNanosPerMtok: BigInt(tier.cache_write_nanos_per_mtok),
    outputNanosPerMtok: BigInt(tier.output_nanos_per_mtok),
  }));
}

/** Tiers as JSON: amounts are decimal strings, because a number of JSON can't hold all of them. */
export function writeTiers(tiers: readonly PriceTier[]): StoredTiers {
  return tiers.map((tier) => ({
    from_input_tokens: tier.fromInputTokens,
    input_nanos_per_mtok: String(tier.inputNanosPerMtok),
    cache_read_nanos_per_mtok: String(tier.cacheReadNanosPerMtok),
    cache_write_nanos_per_mtok: String(tier.cacheWriteNanosPerMtok),
    output_nanos_per_mtok: String(tier.outputNanosPerMtok),
  }));
}
