import { type AiProviderKind, findPrice, type ModelPrice, readTiers } from "@/lib/adapters/ai";
import type { Prisma, Tx } from "@/lib/platform/db";
import type { ModelPrice as PriceRow } from "@/prisma/generated/client";

/** A price of the table. */
export interface StoredPrice extends ModelPrice {
  readonly id: string;
  readonly createdAt: Date;
}

/** The price of exactly this model that is in force at a time, or null. */
export async function findPriceAt(
  tx: Tx,
  provider: string,
  model: string,
  at: Date,
): Promise<StoredPrice | null> {
  return findPrice(await readPrices(tx, { provider, model }), provider, model, at);
}

/** Each model that a condition leaves and that has a price in force at a time, with that price, by provider and model. */
export async function findPricesAt(
  tx: Tx,
  where: Prisma.ModelPriceWhereInput,
  at: Date,
): Promise<StoredPrice[]> {
  const prices = await readPrices(tx, where);
  const models = Map.groupBy(prices, ({ provider, model }) => `${provider} ${model}`);
  return [...models.values()].flatMap((all) => {
    const [{ provider, model } = { provider: "", model: "" }] = all;
    return findPrice(all, provider, model, at) ?? [];
  });
}

/** The rows of the price table that a condition leaves, in the order that findPrice wants. */
export async function readPrices(
  tx: Tx,
  where: Prisma.ModelPriceWhereInput,
): Promise<StoredPrice[]> {
  const rows = await tx.modelPrice.findMany({
    where,
    orderBy: [
      { provider: "asc" },
      { model: "asc" },
      { effectiveFrom: "asc" },
      { createdAt: "asc" },
      { id: "asc" },
    ],
  });
  return rows.map(toPrice);
}

function toPrice({ provider, tiers, ...row }: PriceRow): StoredPrice {
  return { ...row, provider: provider as AiProviderKind, tiers: readTiers(tiers) };
}
