import { Ban, CircleCheck, CircleX, Hourglass, Landmark, Undo2 } from "lucide-react";
import type { JSX, ReactNode } from "react";
import { Chip, type Tone } from "@/app/_ui/chip";
import type { TopUpFailure, TopUpStatus, TopUpView } from "@/lib/billing/schema";

interface Look {
  readonly word: string;
  readonly tone: Tone;
  readonly icon: ReactNode;
}

const LOOKS: Readonly<Record<TopUpStatus, Look>> = {
  pending: { word: "Not paid yet", tone: "neutral", icon: <Hourglass aria-hidden /> },
  paid: { word: "Paid", tone: "good", icon: <CircleCheck aria-hidden /> },
  expired: { word: "Not paid in time", tone: "neutral", icon: <Ban aria-hidden /> },
  failed: { word: "Failed", tone: "bad", icon: <CircleX aria-hidden /> },
  partially_refunded: { word: "Refunded in part", tone: "caution", icon: <Undo2 aria-hidden /> },
  refunded: { word: "Refunded", tone: "neutral", icon: <Undo2 aria-hidden /> },
  disputed: { word: "Taken back by the bank", tone: "bad", icon: <Landmark aria-hidden /> },
};

const FAILURES: Readonly<Record<TopUpFailure, string>> = {
  not_created: "The payment page could not be made",
  declined: "The bank declined it",
  mismatch: "It does not match what was asked for",
};

/** The state of a payment in words: what the database says, never what we hope. */
export function TopUpChip({ topUp }: Readonly<{ topUp: TopUpView }>): JSX.Element {
  const { word, tone, icon } = LOOKS[topUp.status];
  return (
    <Chip tone={tone} icon={icon}>
      {topUp.failure_code === null ? word : FAILURES[topUp.failure_code]}
    </Chip>
  );
}
