import { Ban, CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import type { JSX, ReactNode } from "react";
import { Chip, type Tone } from "@/app/_ui/chip";
import type { OutboundVerdict } from "@/lib/outbound-log";
import { VERDICT_WORDS } from "./outbound-words";

const LOOKS: Readonly<Record<OutboundVerdict, { tone: Tone; icon: ReactNode }>> = {
  allowed: { tone: "good", icon: <CircleCheck aria-hidden /> },
  refused: { tone: "bad", icon: <Ban aria-hidden /> },
  failed: { tone: "caution", icon: <CircleX aria-hidden /> },
  would_refuse: { tone: "caution", icon: <TriangleAlert aria-hidden /> },
};

export function VerdictChip({ verdict }: Readonly<{ verdict: OutboundVerdict }>): JSX.Element {
  return <Chip {...LOOKS[verdict]}>{VERDICT_WORDS[verdict]}</Chip>;
}
