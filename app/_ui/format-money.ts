const NANOS_PER_USD = 1_000_000_000n;
const NANOS_PER_CENT = NANOS_PER_USD / 100n;
const WHOLE_FROM = 100n * NANOS_PER_USD;
const FRACTION_DIGITS = 9;
const SIGNIFICANT_DIGITS = 4;
const CENT_DIGITS = 2;
const AMOUNT = /^-?\d{1,30}$/;

export interface MoneyText {
  /** Up to four significant digits, at least cents: "$0.0124", "$12.30"; whole dollars from $100. */
  readonly short: string;
  /** To the cent: for balances and invoices. "$123.46" */
  readonly cents: string;
  /** Every digit that is known: "$0.012412345". */
  readonly full: string;
}

/**
 * Writes an amount. `nanos` is a decimal string of nano-US-dollars, as the API sends it.
 * Throws a RangeError when it is anything else: an amount is never guessed.
 */
export function formatNanos(nanos: string, locale = "en-US"): MoneyText {
  if (!AMOUNT.test(nanos))
    throw new RangeError("An amount must be a whole number of nano-dollars.");
  const value = BigInt(nanos);
  const sign = value < 0n ? "−" : "";
  const size = value < 0n ? -value : value;
  return {
    short: sign + write(...toSignificant(size), locale),
    cents: sign + write(roundTo(NANOS_PER_CENT, size), CENT_DIGITS, locale),
    full: sign + write(size, FRACTION_DIGITS, locale),
  };
}

/** Rounds to four significant digits, and says how many decimals are left. */
function toSignificant(size: bigint): readonly [bigint, number] {
  // "$123.5" is no way to write dollars.
  if (size >= WHOLE_FROM) return [roundTo(NANOS_PER_USD, size), 0];
  const dropped = Math.max(0, size.toString().length - SIGNIFICANT_DIGITS);
  return [roundTo(10n ** BigInt(dropped), size), FRACTION_DIGITS - dropped];
}

/** To the nearest multiple of a unit, half away from zero. */
function roundTo(unit: bigint, size: bigint): bigint {
  return ((size + unit / 2n) / unit) * unit;
}

function write(size: bigint, decimals: number, locale: string): string {
  const whole = new Intl.NumberFormat(locale).format(size / NANOS_PER_USD);
  const fraction = (size % NANOS_PER_USD).toString().padStart(FRACTION_DIGITS, "0");
  const known = fraction.slice(0, decimals).replace(/0+$/, "");
  const shown = known.padEnd(Math.min(CENT_DIGITS, decimals), "0");
  return `$${whole}${shown === "" ? "" : separator(locale) + shown}`;
}

function separator(locale: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.find((part) => part.type === "decimal")?.value ?? ".";
}
