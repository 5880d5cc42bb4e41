-- CreateTable
CREATE TABLE "model_prices" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "input_nanos_per_mtok" BIGINT NOT NULL,
    "cache_read_nanos_per_mtok" BIGINT NOT NULL,
    "cache_write_nanos_per_mtok" BIGINT NOT NULL,
    "output_nanos_per_mtok" BIGINT NOT NULL,
    "request_nanos" BIGINT NOT NULL,
    "web_search_nanos" BIGINT NOT NULL,
    "tiers" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "is_end" BOOLEAN NOT NULL DEFAULT false,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_prices_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "model_prices_provider_model_effective_from_source_key" ON "model_prices"("provider", "model", "effective_from", "source");

ALTER TABLE model_prices
  ADD CONSTRAINT model_prices_provider CHECK (provider IN ('anthropic', 'openai', 'google', 'deepseek', 'perplexity', 'xai')),
  ADD CONSTRAINT model_prices_model CHECK (length(model) BETWEEN 1 AND 200),
  ADD CONSTRAINT model_prices_rates CHECK (input_nanos_per_mtok >= 0 AND cache_read_nanos_per_mtok >= 0
    AND cache_write_nanos_per_mtok >= 0 AND output_nanos_per_mtok >= 0 AND request_nanos >= 0 AND web_search_nanos >= 0),
  ADD CONSTRAINT model_prices_tiers CHECK (jsonb_typeof(tiers) = 'array'),
  ADD CONSTRAINT model_prices_person CHECK ((source = 'operator') = (created_by IS NOT NULL)),
  ADD CONSTRAINT model_prices_end CHECK (NOT is_end OR source = 'operator');

-- Of no workspace: everybody reads it, operators add to it through the system role, the owner adds the list.
GRANT SELECT ON model_prices TO autoink_app;
GRANT SELECT, INSERT ON model_prices TO autoink_system;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON model_prices FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON model_prices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Until now a price had a name and no row. Attempts keep their amounts, their provider and their model.
ALTER TABLE attempts DROP COLUMN price_id, ADD COLUMN price_id uuid;

-- AddForeignKey
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_price_id_fkey" FOREIGN KEY ("price_id") REFERENCES "model_prices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
