import type { Evidence, UnreadableReason, VendorBill } from "./port";

type Unreadable = Extract<VendorBill, { kind: "unreadable" }>;
type Unavailable = Extract<VendorBill, { kind: "unavailable" }>;

/** A bill that is no bill: what is left to say when a call or its answer is of no use. */
export type NoBill = Unreadable | Unavailable;

const MESSAGE_CHARS_MAX = 300;

export function unreadable(
  reason: UnreadableReason,
  message: string,
  evidence: Evidence = [],
): Unreadable {
  return { kind: "unreadable", reason, message: message.slice(0, MESSAGE_CHARS_MAX), evidence };
}

export function unavailable(message: string): Unavailable {
  return { kind: "unavailable", message: message.slice(0, MESSAGE_CHARS_MAX) };
}
