export { findPriceAt, findPricesAt } from "./find-prices";
export { findMarginAt, withMargin } from "./margin";
