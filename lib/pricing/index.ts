export { findPriceAt, findPricesAt } from "./find-prices";
