// One line of JSON per figure, so that runs can be kept and compared.

export interface Figure {
  readonly bench: string;
  readonly value: number;
  readonly unit: string;
  /** What it is measured against in the same run, and how many times as much it is. */
  readonly baseline?: { readonly name: string; readonly value: number; readonly ratio: number };
}

/** Prints a figure. */
export function print(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}

/** A value beside the one that it is measured against. */
export function against(
  name: string,
  value: number,
  baseline: number,
): NonNullable<Figure["baseline"]> {
  return { name, value: round(baseline), ratio: round(value / baseline) };
}

/** Three significant digits: what a second run would show again. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** The value that the given share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new Error("There is nothing to take a quantile of.");
  return value;
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
