import type { JSX } from "react";
import { type PlotPoint, placePair, straightPath } from "./trend-line";

export interface PairPoint {
  /** Where it stands on the axis: "24 Nov". */
  label: string;
  values: readonly [number, number];
  /** The values in words, with their unit: "$4.98". */
  texts: readonly [string, string];
}

export interface PairPlotProps {
  /** What the lines show. */
  label: string;
  /** What each line is called. */
  names: readonly [string, string];
  points: readonly PairPoint[];
  /** How zero is written, with its unit: "$0". */
  zeroText: string;
}

const BOX = { width: 600, height: 96 };
/** Labels that would touch are moved this far apart, in parts of the height. */
const GAP = 0.16;

/**
 * Two lines from zero that are to be compared, one solid and one dashed, each labelled at its end. Put the same numbers
 * under it as a table: the picture itself is one sentence to a screen reader.
 */
export function PairPlot(props: Readonly<PairPlotProps>): JSX.Element | null {
  const { label, names, points, zeroText } = props;
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return null;
  const [one, other] = placePair(
    points.map(({ values }) => values[0]),
    points.map(({ values }) => values[1]),
    BOX,
  );
  const sentence = `${label}: on ${last.label} ${names[0]} ${last.texts[0]} and ${names[1]} ${last.texts[1]}.`;
  return (
    <div className="max-w-3xl">
      <div className="flex items-stretch gap-3">
        <div
          aria-hidden
          className="flex shrink-0 flex-col justify-between text-right font-mono text-xs text-faint tabular-nums"
        >
          <span>{topText(points)}</span>
          <span>{zeroText}</span>
        </div>
        <Lines label={sentence} one={one} other={other} />
        <Labels
          texts={[`${names[0]} ${last.texts[0]}`, `${names[1]} ${last.texts[1]}`]}
          ends={[one.at(-1), other.at(-1)]}
        />
      </div>
      <div
        aria-hidden
        className="mt-1.5 flex justify-between pr-31 pl-14 text-xs text-faint max-sm:pl-12"
      >
        <span>{first.label}</span>
        <span>{last.label}</span>
      </div>
    </div>
  );
}

interface LinesProps {
  label: string;
  one: readonly PlotPoint[];
  other: readonly PlotPoint[];
}

function Lines({ label, one, other }: Readonly<LinesProps>): JSX.Element {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 -2 ${BOX.width} ${BOX.height + 4}`}
      preserveAspectRatio="none"
      className="h-28 w-full min-w-0"
    >
      <path d={`M0 0H${BOX.width}`} className="stroke-rule" vectorEffect="non-scaling-stroke" />
      <path
        d={`M0 ${BOX.height}H${BOX.width}`}
        className="stroke-edge"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={straightPath(one)}
        className="fill-none stroke-accent stroke-2"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={straightPath(other)}
        strokeDasharray="5 4"
        className="fill-none stroke-ink stroke-2"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

interface LabelsProps {
  texts: readonly [string, string];
  ends: readonly [PlotPoint | undefined, PlotPoint | undefined];
}

function Labels({ texts, ends }: Readonly<LabelsProps>): JSX.Element {
  const [one, other] = apart(ends.map((end) => (end?.y ?? 0) / BOX.height));
  return (
    <span aria-hidden className="relative w-28 shrink-0 text-sm">
      <svg width="100%" height="100%" className="absolute inset-0 overflow-visible" aria-hidden>
        <text
          y={one}
          dominantBaseline="middle"
          className="fill-accent font-mono text-xs font-medium"
        >
          {texts[0]}
        </text>
        <text
          y={other}
          dominantBaseline="middle"
          className="fill-ink font-mono text-xs font-medium"
        >
          {texts[1]}
        </text>
      </svg>
    </span>
  );
}

/** Two heights, from 0 on top to 1, in percent and far enough from each other to be read. */
function apart([one = 0, other = 0]: readonly number[]): [string, string] {
  const middle = (one + other) / 2;
  const isNear = Math.abs(one - other) < GAP;
  const half = one <= other ? -GAP / 2 : GAP / 2;
  const [first, second] = isNear ? [middle + half, middle - half] : [one, other];
  return [`${first * 100}%`, `${second * 100}%`];
}

function topText(points: readonly PairPoint[]): string {
  const all = points.flatMap(({ values, texts }) => [
    { value: values[0], text: texts[0] },
    { value: values[1], text: texts[1] },
  ]);
  return all.reduce((most, one) => (one.value > most.value ? one : most)).text;
}
