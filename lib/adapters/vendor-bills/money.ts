/** Amounts are added up exactly to this many decimals of a US dollar, and rounded once, to nano-USD. */
const DECIMALS = 18;
const NANO_DECIMALS = 9;
const PER_NANO = 10n ** BigInt(DECIMALS - NANO_DECIMALS);

const DECIMAL = /^(-?)(\d{1,18})(?:\.(\d{1,60}))?(?:[eE]([+-]?\d{1,2}))?$/;

/** An exact amount of US dollars, in units of 10^-18. */
export type ExactUsd = bigint;

/**
 * Reads decimal text, such as "12.5", "-0.03" or "3e-7", as US dollars; `unitDecimals` is 2 for text that counts
 * cents. No binary fraction is ever made; what is finer than 10^-18 is cut off. Null for anything else.
 */
export function parseUsd(text: string, unitDecimals = 0): ExactUsd | null {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = BigInt(whole + fraction);
  const shift = DECIMALS - unitDecimals + Number(exponent) - fraction.length;
  const value = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  return sign === "-" ? -value : value;
}

/** To the nearest nano-USD, a half away from zero. */
export function toNanos(exact: ExactUsd): bigint {
  const half = exact < 0n ? -PER_NANO / 2n : PER_NANO / 2n;
  return (exact + half) / PER_NANO;
}

/** How many digits stand behind the point of decimal text. */
export function decimalsOf(text: string): number {
  return /\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
}
