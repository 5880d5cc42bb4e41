const DECIMAL = /^(\d{1,30})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,2}))?$/;

/**
 * Reads decimal text, such as 0.006 or 1e-7, as a whole number of units of 10^-`decimals`, rounded up. Exact:
 * no binary fraction is ever made. Throws RangeError for anything but a non-negative decimal number.
 */
export function parseDecimal(text: string, decimals: number): bigint {
  const match = DECIMAL.exec(text);
  if (match === null) throw new RangeError(`"${text.slice(0, 40)}" is not a decimal number.`);
  const fraction = match[2] ?? "";
  const digits = BigInt(`${match[1] ?? ""}${fraction}`);
  const shift = decimals + Number(match[3] ?? 0) - fraction.length;
  if (shift >= 0) return digits * 10n ** BigInt(shift);
  return ceilDiv(digits, 10n ** BigInt(-shift));
}

/** `dividend / divisor`, rounded up. Both non-negative. */
export function ceilDiv(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
