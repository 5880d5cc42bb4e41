import { OPERATOR, writeTiers } from "@/lib/adapters/ai";
import { type Principal, requireOperator } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { type Prisma, type Tx, withSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { findPriceAt, readPrices } from "./find-prices";
import { toPriceView } from "./price-view";
import type { EndPriceInput, PriceInput, PriceView, RatesInput } from "./schema";
import { startOf } from "./start-of";

/**
 * Sets what a model costs from a moment on. It goes before the list's price until it is ended. The same id again
 * answers with the price that it set the first time.
 * @throws AppError forbidden | invalid_body for a moment that has passed | wrong_state
 */
export async function setPrice(
  principal: Principal,
  id: string,
  input: PriceInput,
): Promise<PriceView> {
  requireOperator(principal);
  const { provider, model, tiers = [], request_nanos, web_search_nanos } = input;
  const stored = tiers.map((tier) => ({
    fromInputTokens: tier.from_input_tokens,
    ...ratesOf(tier),
  }));
  return withSystem(async (tx) =>
    insert(tx, {
      id,
      provider,
      model,
      effectiveFrom: startOf(input.effective_from),
      ...ratesOf(input),
      requestNanos: request_nanos ?? 0n,
      webSearchNanos: web_search_nanos ?? 0n,
      tiers: writeTiers(stored),
      createdBy: principal.userId,
    }),
  );
}

/**
 * Ends the operator's price of a model: the list's is in force again from now on.
 * @throws AppError forbidden | wrong_state when the operator's price is not in force
 */
export async function endPrice(
  principal: Principal,
  id: string,
  { provider, model }: EndPriceInput,
): Promise<PriceView> {
  requireOperator(principal);
  const now = clock.now();
  return withSystem(async (tx) => {
    const known = await tx.modelPrice.findUnique({ where: { id } });
    const price = await findPriceAt(tx, provider, model, now);
    if (known === null && price?.source !== OPERATOR) {
      throw new AppError("wrong_state", {
        detail: "No price of yours is in force for this model.",
      });
    }
    return insert(tx, {
      id,
      provider,
      model,
      effectiveFrom: now,
      ...NO_RATES,
      requestNanos: 0n,
      webSearchNanos: 0n,
      tiers: [],
      isEnd: true,
      createdBy: principal.userId,
    });
  });
}

type NewPrice = Omit<Prisma.ModelPriceCreateManyInput, "source">;

async function insert(tx: Tx, price: NewPrice): Promise<PriceView> {
  await tx.modelPrice.createMany({
    data: { ...price, source: OPERATOR, createdAt: clock.now() },
    skipDuplicates: true,
  });
  const [stored] = await readPrices(tx, { id: price.id });
  if (stored === undefined) {
    throw new AppError("wrong_state", {
      detail: "You have set a price of this model for this very moment already.",
    });
  }
  const inForce = await findPriceAt(tx, stored.provider, stored.model, clock.now());
  return toPriceView(stored, inForce?.id === stored.id);
}

const NO_RATES = {
  inputNanosPerMtok: 0n,
  cacheReadNanosPerMtok: 0n,
  cacheWriteNanosPerMtok: 0n,
  outputNanosPerMtok: 0n,
};

function ratesOf(rates: RatesInput): typeof NO_RATES {
  const { input_nanos_per_mtok: input, output_nanos_per_mtok: output } = rates;
  return {
    inputNanosPerMtok: input,
    cacheReadNanosPerMtok: rates.cache_read_nanos_per_mtok ?? input,
    cacheWriteNanosPerMtok: rates.cache_write_nanos_per_mtok ?? input,
    outputNanosPerMtok: output,
  };
}
