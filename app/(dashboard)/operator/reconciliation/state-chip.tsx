import { CircleCheck, CircleHelp, CircleX, Clock, TriangleAlert } from "lucide-react";
import type { JSX, ReactNode } from "react";
import { Chip, type Tone } from "@/app/_ui/chip";
import type { ReconciliationState } from "@/lib/reconciliation/schema";

interface Look {
  readonly word: string;
  readonly tone: Tone;
  readonly icon: ReactNode;
}

const LOOKS: Readonly<Record<ReconciliationState, Look>> = {
  matched: { word: "Agrees", tone: "good", icon: <CircleCheck aria-hidden /> },
  waiting: { word: "Waiting", tone: "neutral", icon: <Clock aria-hidden /> },
  drift: { word: "Does not agree", tone: "bad", icon: <TriangleAlert aria-hidden /> },
  unreadable: { word: "Unreadable", tone: "bad", icon: <CircleX aria-hidden /> },
  no_source: { word: "Nobody to ask", tone: "neutral", icon: <CircleHelp aria-hidden /> },
};

/** Whether ours and theirs agree, as icon and word. */
export function StateChip({ state }: Readonly<{ state: ReconciliationState }>): JSX.Element {
  const { word, tone, icon } = LOOKS[state];
  return (
    <Chip tone={tone} icon={icon}>
      {word}
    </Chip>
  );
}
