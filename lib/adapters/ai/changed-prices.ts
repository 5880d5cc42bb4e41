import { findPrice, type ModelPrice, type ModelRates, OPERATOR } from "./prices.ts";

/**
 * What of `list` has to be added to the prices that are stored, so that from `now` on they say what the list says. The
 * past stays: a price that was in force was charged. A model that the list has no more keeps its last price. What the
 * operator has set is left aside, because it goes before the list anyway.
 */
export function changedPrices(
  list: readonly ModelPrice[],
  stored: readonly ModelPrice[],
  now: Date,
): ModelPrice[] {
  const known = byModel(stored.filter(({ source }) => source !== OPERATOR));
  return [...byModel(list)].flatMap(([key, wanted]) =>
    changesOf(wanted, known.get(key) ?? [], now),
  );
}

function changesOf(
  wanted: readonly ModelPrice[],
  known: readonly ModelPrice[],
  now: Date,
): readonly ModelPrice[] {
  const [first] = wanted;
  if (first === undefined || known.length === 0) return wanted;
  const { provider, model } = first;
  const added: ModelPrice[] = [];
  for (const time of momentsOf([...wanted, ...known], now)) {
    const price = findPrice(wanted, provider, model, time);
    const stored = findPrice([...known, ...added], provider, model, time);
    if (price !== null && !(stored !== null && isSame(price, stored)))
      added.push({ ...price, effectiveFrom: time });
  }
  return added;
}

/** Now, and each moment after it at which some price begins. */
function momentsOf(prices: readonly ModelPrice[], now: Date): Date[] {
  const later = prices.map(({ effectiveFrom }) => effectiveFrom.getTime());
  const times = new Set([now.getTime(), ...later.filter((time) => time > now.getTime())]);
  return [...times].sort((one, other) => one - other).map((time) => new Date(time));
}

function byModel(prices: readonly ModelPrice[]): Map<string, ModelPrice[]> {
  return Map.groupBy(prices, ({ provider, model }) => `${provider} ${model}`);
}

function isSame(one: ModelRates, other: ModelRates): boolean {
  return ratesText(one) === ratesText(other);
}

function ratesText(rates: ModelRates): string {
  const texts = (values: readonly (bigint | number)[]) => values.map(String).join(" ");
  const { requestNanos, webSearchNanos, tiers } = rates;
  return [
    texts([requestNanos, webSearchNanos]),
    ...[{ ...rates, fromInputTokens: 0 }, ...tiers].map((tier) =>
      texts([
        tier.fromInputTokens,
        tier.inputNanosPerMtok,
        tier.cacheReadNanosPerMtok,
        tier.cacheWriteNanosPerMtok,
        tier.outputNanosPerMtok,
      ]),
    ),
  ].join("; ");
}
