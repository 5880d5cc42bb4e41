import { writeTiers } from "@/lib/adapters/ai";
import type { StoredPrice } from "./find-prices";
import type { PricedProvider, PriceView } from "./schema";

/** A price as the API shows it. */
export function toPriceView(price: StoredPrice, isInForce: boolean): PriceView {
  return {
    id: price.id,
    provider: price.provider as PricedProvider,
    model: price.model,
    effective_from: price.effectiveFrom.toISOString(),
    input_nanos_per_mtok: String(price.inputNanosPerMtok),
    cache_read_nanos_per_mtok: String(price.cacheReadNanosPerMtok),
    cache_write_nanos_per_mtok: String(price.cacheWriteNanosPerMtok),
    output_nanos_per_mtok: String(price.outputNanosPerMtok),
    request_nanos: String(price.requestNanos),
    web_search_nanos: String(price.webSearchNanos),
    tiers: writeTiers(price.tiers),
    source: price.source,
    is_end: price.isEnd === true,
    is_in_force: isInForce,
    created_at: price.createdAt.toISOString(),
  };
}
