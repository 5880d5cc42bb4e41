import type { Amount } from "@/lib/adapters/payments";
import { NANOS_PER_CENT } from "./schema";

const CURRENCY = "usd";

/** A whole number of cents, given in nano-USD, as an amount to pay. */
export function toUsd(nanos: bigint): Amount {
  if (nanos <= 0n || nanos % NANOS_PER_CENT !== 0n) throw new Error(`${nanos} are no whole cents.`);
  return { currency: CURRENCY, units: nanos / NANOS_PER_CENT };
}

/** The nano-USD of an amount of US dollars above zero; null for any other one. */
export function toNanos({ currency, units }: Amount): bigint | null {
  return currency === CURRENCY && units > 0n ? units * NANOS_PER_CENT : null;
}
