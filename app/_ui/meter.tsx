import clsx from "clsx";
import type { JSX, ReactNode } from "react";

export type MeterTone = "accent" | "good" | "caution" | "bad";

export interface MeterProps {
  label: string;
  /** Both in the same unit; `value` past `max` is drawn full. */
  value: number;
  max: number;
  /** A lighter part after the value: money that is held but not spent. */
  reserved?: number;
  /** The value in words, with its unit: "$1.20 of $5.00". */
  text: string;
  /** Shown at the right instead of `text`: a MoneyState. */
  aside?: ReactNode;
  tone?: MeterTone;
}

const FILLS: Readonly<Record<MeterTone, string>> = {
  accent: "fill-accent",
  good: "fill-green",
  caution: "fill-amber",
  bad: "fill-red",
};
const PERCENT = 100;

/** How much of something is used up. Widths are SVG attributes: no inline style is needed. */
export function Meter(props: Readonly<MeterProps>): JSX.Element {
  const { label, value, max, reserved = 0, text, aside, tone = "accent" } = props;
  const used = share(value, max);
  const kept = Math.min(share(reserved, max), PERCENT - used);
  return (
    <div>
      <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
        <span className="font-medium">{label}</span>
        <span className="text-soft">{aside ?? text}</span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: <meter> has one bar, its own colours and no reserve. */}
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(Math.max(value, 0), max)}
        aria-valuetext={text}
      >
        <svg width="100%" height="6" className="block overflow-hidden rounded-full" aria-hidden>
          <rect width="100%" height="100%" className="fill-rule" />
          <rect
            x={`${used}%`}
            width={`${kept}%`}
            height="100%"
            className={clsx(FILLS[tone], "opacity-40")}
          />
          <rect width={`${used}%`} height="100%" className={FILLS[tone]} />
        </svg>
      </div>
    </div>
  );
}

function share(part: number, whole: number): number {
  if (whole <= 0) return 0;
  return Math.min(Math.max((part / whole) * PERCENT, 0), PERCENT);
}
