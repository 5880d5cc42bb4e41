export { findPriceAt, findPricesAt } from "./find-prices";
export { listPriceHistory, listPrices, type PriceFilter } from "./list-prices";
export { findMarginAt, listMargins, setMargin, withMargin } from "./margin";
export {
  EndPriceInput,
  MarginInput,
  type MarginView,
  PRICED_PROVIDERS,
  PriceInput,
  type PriceView,
} from "./schema";
export { endPrice, setPrice } from "./set-price";
