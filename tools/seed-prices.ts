import type pg from "pg";
import { changedPrices } from "../lib/adapters/ai/changed-prices.ts";
import { readTiers, writeTiers } from "../lib/adapters/ai/price-tiers.ts";
import type { ModelPrice } from "../lib/adapters/ai/prices.ts";
import { seedPrices } from "../lib/adapters/ai/seed-prices.ts";

/** Two that start at one time take turns: the second one finds nothing to add. */
const LOCK = "autoink:seed-prices";

/**
 * Adds to the price table what the list of this version says otherwise. Running it again adds nothing, and what an
 * operator has set stays in force. Returns how many prices were added. `client` is connected as the owner.
 */
export async function seedPriceTable(client: pg.Client, now = new Date()): Promise<number> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [LOCK]);
    const { rows } = await client.query<StoredPrice>(
      "SELECT * FROM public.model_prices ORDER BY effective_from, created_at",
    );
    const added = changedPrices(seedPrices(), rows.map(fromRow), now);
    await client.query(INSERT, [JSON.stringify(added.map(toRow)), now]);
    await client.query("COMMIT");
    return added.length;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

const INSERT = `
  INSERT INTO public.model_prices (id, provider, model, effective_from, input_nanos_per_mtok,
    cache_read_nanos_per_mtok, cache_write_nanos_per_mtok, output_nanos_per_mtok, request_nanos, web_search_nanos,
    tiers, source, created_at)
  SELECT gen_random_uuid(), provider, model, effective_from, input_nanos_per_mtok, cache_read_nanos_per_mtok,
    cache_write_nanos_per_mtok, output_nanos_per_mtok, request_nanos, web_search_nanos, tiers, source, $2
  FROM jsonb_populate_recordset(NULL::public.model_prices, $1)`;

/** As the driver gives it: 64-bit integers are text. */
interface StoredPrice {
  readonly provider: ModelPrice["provider"];
  readonly model: string;
  readonly effective_from: Date;
  readonly input_nanos_per_mtok: string;
  readonly cache_read_nanos_per_mtok: string;
  readonly cache_write_nanos_per_mtok: string;
  readonly output_nanos_per_mtok: string;
  readonly request_nanos: string;
  readonly web_search_nanos: string;
  readonly tiers: unknown;
  readonly source: string;
  readonly is_end: boolean;
}

function fromRow(row: StoredPrice): ModelPrice {
  return {
    provider: row.provider,
    model: row.model,
    effectiveFrom: row.effective_from,
    inputNanosPerMtok: BigInt(row.input_nanos_per_mtok),
    cacheReadNanosPerMtok: BigInt(row.cache_read_nanos_per_mtok),
    cacheWriteNanosPerMtok: BigInt(row.cache_write_nanos_per_mtok),
    outputNanosPerMtok: BigInt(row.output_nanos_per_mtok),
    requestNanos: BigInt(row.request_nanos),
    webSearchNanos: BigInt(row.web_search_nanos),
    tiers: readTiers(row.tiers),
    source: row.source,
    isEnd: row.is_end,
  };
}

function toRow(price: ModelPrice): StoredPrice {
  return {
    provider: price.provider,
    model: price.model,
    effective_from: price.effectiveFrom,
    input_nanos_per_mtok: String(price.inputNanosPerMtok),
    cache_read_nanos_per_mtok: String(price.cacheReadNanosPerMtok),
    cache_write_nanos_per_mtok: String(price.cacheWriteNanosPerMtok),
    output_nanos_per_mtok: String(price.outputNanosPerMtok),
    request_nanos: String(price.requestNanos),
    web_search_nanos: String(price.webSearchNanos),
    tiers: writeTiers(price.tiers),
    source: price.source,
    is_end: false,
  };
}
