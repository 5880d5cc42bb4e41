import { findPrice } from "@/lib/adapters/ai";
import { type Principal, requireOperator } from "@/lib/identity";
import { clock } from "@/lib/platform/clock";
import { withSystem } from "@/lib/platform/db";
import { type Page, type PageQuery, toPage } from "@/lib/platform/page";
import { findPricesAt, readPrices, type StoredPrice } from "./find-prices";
import { toPriceView } from "./price-view";
import type { PriceView } from "./schema";

/** Which prices are asked for. What is "" leaves nothing out. */
export interface PriceFilter {
  readonly provider: string;
  /** The model's id holds this text, in whatever case. */
  readonly text: string;
}

/** The prices that are in force, by provider and model. @throws AppError forbidden */
export async function listPrices(
  principal: Principal,
  page: PageQuery,
  { provider, text }: PriceFilter,
): Promise<Page<PriceView>> {
  requireOperator(principal);
  const where = {
    ...(provider === "" ? {} : { provider }),
    ...(text === "" ? {} : { model: { contains: text, mode: "insensitive" as const } }),
  };
  const prices = await withSystem((tx) => findPricesAt(tx, where, clock.now()));
  const start = page.after === null ? 0 : prices.findIndex(({ id }) => id === page.after) + 1;
  const rows = prices.slice(start, start + page.limit + 1);
  return toPage(
    rows,
    page.limit,
    ({ id }) => id,
    (price) => toPriceView(price, true),
  );
}

/** Every price that exactly this model had, has or will have, the latest first. @throws AppError forbidden */
export async function listPriceHistory(
  principal: Principal,
  provider: string,
  model: string,
): Promise<PriceView[]> {
  requireOperator(principal);
  const prices: StoredPrice[] = await withSystem((tx) => readPrices(tx, { provider, model }));
  const inForce = findPrice(prices, provider, model, clock.now());
  return prices.toReversed().map((price) => toPriceView(price, price.id === inForce?.id));
}
