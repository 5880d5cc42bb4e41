import type { JSX } from "react";
import { placeValues, stepPath } from "./trend-line";

export interface TrendPoint {
  /** Where it stands on the axis: "24 Nov". */
  label: string;
  value: number;
  /** The value in words, with its unit: "$4.98". */
  text: string;
}

export interface TrendPlotProps {
  /** What the line shows. */
  label: string;
  points: readonly TrendPoint[];
  /** How zero is written, with its unit: "$0". */
  zeroText: string;
}

const BOX = { width: 600, height: 96 };

/**
 * One line from zero, labelled directly: the highest value, zero, the first and the last day. Put the
 * same numbers under it as a table: the picture itself is one sentence to a screen reader.
 */
export function TrendPlot({
  label,
  points,
  zeroText,
}: Readonly<TrendPlotProps>): JSX.Element | null {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return null;
  const placed = placeValues(
    points.map((point) => point.value),
    BOX,
  );
  const top = points.reduce((most, point) => (point.value > most.value ? point : most), first);
  const end = placed.at(-1);
  const line = stepPath(placed);
  return (
    <div className="max-w-3xl">
      <div className="flex items-stretch gap-3">
        <div
          aria-hidden
          className="flex shrink-0 flex-col justify-between text-right font-mono text-xs text-faint tabular-nums"
        >
          <span>{top.text}</span>
          <span>{zeroText}</span>
        </div>
        <svg
          role="img"
          aria-label={`${label}: from ${first.text} on ${first.label} to ${last.text} on ${last.label}, at most ${top.text}.`}
          viewBox={`0 -2 ${BOX.width} ${BOX.height + 4}`}
          preserveAspectRatio="none"
          className="h-28 w-full min-w-0"
        >
          <path d={`${line}V${BOX.height}H0Z`} className="fill-accent-wash" />
          <path d={`M0 0H${BOX.width}`} className="stroke-rule" vectorEffect="non-scaling-stroke" />
          <path
            d={`M0 ${BOX.height}H${BOX.width}`}
            className="stroke-edge"
            vectorEffect="non-scaling-stroke"
          />
          <path
            d={line}
            className="fill-none stroke-accent stroke-2"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <span aria-hidden className="relative w-16 shrink-0 text-sm">
          <svg width="100%" height="100%" className="absolute inset-0 overflow-visible" aria-hidden>
            <text
              y={`${((end?.y ?? 0) / BOX.height) * 100}%`}
              dominantBaseline="middle"
              className="fill-ink font-mono text-xs font-medium"
            >
              {last.text}
            </text>
          </svg>
        </span>
      </div>
      <div
        aria-hidden
        className="mt-1.5 flex justify-between pr-19 pl-14 text-xs text-faint max-sm:pl-12"
      >
        <span>{first.label}</span>
        <span>{last.label}</span>
      </div>
    </div>
  );
}
