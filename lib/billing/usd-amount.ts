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

/** Nano-USD as USD with nine decimals: exact, whatever program reads it. */
export function writeUsd(nanos: bigint): string {
  return writeDecimal(nanos, 9);
}

/** Nano-USD as USD with two decimals, to the nearest cent and half a cent away from zero: for show. */
export function writeCents(nanos: bigint): string {
  const half = NANOS_PER_CENT / 2n;
  // Stryker disable next-line EqualityOperator: half a cent more or less than nothing is nothing.
  const rest = nanos < 0n ? -half : half;
  return writeDecimal((nanos + rest) / NANOS_PER_CENT, 2);
}

/** A number of units, of which 10^places are one. */
function writeDecimal(units: bigint, places: number): string {
  const sign = units < 0n ? "-" : "";
  const digits = String(units)
    .replace("-", "")
    .padStart(places + 1, "0");
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
