import { CircleCheck, CirclePause, TimerOff, Undo2 } from "lucide-react";
import type { JSX, ReactNode } from "react";
import { Chip, type Tone } from "@/app/_ui/chip";
import type { HoldState } from "@/lib/billing";

export const HOLD_WORDS: Readonly<Record<HoldState, string>> = {
  pending: "Held",
  settled: "Settled",
  voided: "Returned",
  expired: "Returned after its time",
};

const LOOKS: Readonly<Record<HoldState, { tone: Tone; icon: ReactNode }>> = {
  pending: { tone: "caution", icon: <CirclePause aria-hidden /> },
  settled: { tone: "good", icon: <CircleCheck aria-hidden /> },
  voided: { tone: "neutral", icon: <Undo2 aria-hidden /> },
  expired: { tone: "neutral", icon: <TimerOff aria-hidden /> },
};

/** What has become of a hold. */
export function HoldChip({ state }: Readonly<{ state: HoldState }>): JSX.Element {
  return <Chip {...LOOKS[state]}>{HOLD_WORDS[state]}</Chip>;
}
