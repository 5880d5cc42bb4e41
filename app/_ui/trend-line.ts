/** A point of a plot in its own box, from 0 at the left and top to `width` and `height`. */
export interface PlotPoint {
  readonly x: number;
  readonly y: number;
}

export interface PlotBox {
  readonly width: number;
  readonly height: number;
}

const DIGITS = 2;

/** Places values in a box, evenly from left to right, with zero at the bottom and the highest on top. */
export function placeValues(values: readonly number[], box: PlotBox): PlotPoint[] {
  return placeUnder(Math.max(0, ...values), values, box);
}

/** Places two rows of values in one box, so that the higher one of them reaches the top. */
export function placePair(
  one: readonly number[],
  other: readonly number[],
  box: PlotBox,
): [PlotPoint[], PlotPoint[]] {
  const top = Math.max(0, ...one, ...other);
  return [placeUnder(top, one, box), placeUnder(top, other, box)];
}

function placeUnder(top: number, values: readonly number[], box: PlotBox): PlotPoint[] {
  const gap = values.length < 2 ? 0 : box.width / (values.length - 1);
  return values.map((value, index) => ({
    x: round(index * gap),
    y: round(top === 0 ? box.height : box.height - (Math.max(0, value) / top) * box.height),
  }));
}

/** The path of a line from value to value. */
export function straightPath(points: readonly PlotPoint[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");
}

/** The path of a line that keeps each value until the next: a balance does not glide. */
export function stepPath(points: readonly PlotPoint[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  return `M${first.x} ${first.y}${rest.map(({ x, y }) => `H${x}V${y}`).join("")}`;
}

function round(value: number): number {
  return Number(value.toFixed(DIGITS));
}
