import type { Amount } from "@/lib/adapters/payments";
import { NANOS_PER_CENT, NANOS_PER_USD } from "./schema";

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

/** Nano-USD as USD with nine decimals: exact, whatever program reads it. */
export function writeUsd(nanos: bigint): string {
  const size = nanos < 0n ? -nanos : nanos;
  const decimals = String(size % NANOS_PER_USD).padStart(9, "0");
  return `${nanos < 0n ? "-" : ""}${size / NANOS_PER_USD}.${decimals}`;
}

/** Nano-USD as USD with two decimals, to the nearest cent and half a cent away from zero: for show. */
export function writeCents(nanos: bigint): string {
  const size = nanos < 0n ? -nanos : nanos;
  const cents = (size + NANOS_PER_CENT / 2n) / NANOS_PER_CENT;
  const sign = nanos < 0n && cents > 0n ? "-" : "";
  return `${sign}${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
}
