import clsx from "clsx";
import type { JSX, ReactNode } from "react";

export type Tone = "neutral" | "active" | "good" | "caution" | "bad";

const TONES: Readonly<Record<Tone, string>> = {
  neutral: "bg-sunken text-soft",
  active: "bg-accent-wash text-accent",
  good: "bg-green-wash text-green",
  caution: "bg-amber-wash text-amber",
  bad: "bg-red-wash text-red",
};

export interface ChipProps {
  tone: Tone;
  /** Carries the meaning beside the colour; left out only where the word stands alone. */
  icon?: ReactNode;
  children: ReactNode;
}

/** A word about a thing: its state, kind or count. */
export function Chip({ tone, icon, children }: Readonly<ChipProps>): JSX.Element {
  return (
    <span
      className={clsx(
        "inline-flex h-5.5 items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0",
        TONES[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
