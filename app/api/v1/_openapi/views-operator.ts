import { z } from "zod";
import type { PromoCodeView } from "@/lib/billing";
import { type MarginView, PRICED_PROVIDERS, type PriceView } from "@/lib/pricing";
import { Id, Nanos, Time, view } from "./view";

const Tier = z.object({
  from_input_tokens: z.int(),
  input_nanos_per_mtok: Nanos,
  cache_read_nanos_per_mtok: Nanos,
  cache_write_nanos_per_mtok: Nanos,
  output_nanos_per_mtok: Nanos,
});

/** What a model costs per million tokens from a moment on. The rates of a tier are those of the whole request. */
export const ModelPrice = view<PriceView>()(
  z.object({
    id: Id,
    provider: z.enum(PRICED_PROVIDERS),
    model: z.string(),
    effective_from: Time,
    input_nanos_per_mtok: Nanos,
    cache_read_nanos_per_mtok: Nanos,
    cache_write_nanos_per_mtok: Nanos,
    output_nanos_per_mtok: Nanos,
    request_nanos: Nanos,
    web_search_nanos: Nanos,
    tiers: z.array(Tier),
    source: z.string(),
    is_end: z.boolean(),
    is_in_force: z.boolean(),
    created_at: Time,
  }),
);

/** What is added to the cost of each call from a moment on, in hundredths of a percent. */
export const Margin = view<MarginView>()(
  z.object({
    id: Id,
    basis_points: z.int(),
    effective_from: Time,
    is_in_force: z.boolean(),
    created_at: Time,
  }),
);

/** Credit for whoever knows the code. */
export const PromoCode = view<PromoCodeView>()(
  z.object({
    id: Id,
    code: z.string(),
    amount_nanos: Nanos,
    valid_until: Time,
    redemptions_max: z.int(),
    redeemed_count: z.int(),
    created_at: Time,
  }),
);
