import type { Amount, Checkout, Dispute, Payment, Refund } from "@/lib/adapters/payments";
import { toNanos } from "./usd-amount";

/**
 * Something that has happened to the money of a top-up. Once so, always so: facts only become more. The name is that of
 * its transaction in the ledger, so each is posted once, whoever learns of it, how often and in which order.
 */
export type Fact =
  | {
      readonly kind: "paid";
      readonly name: string;
      readonly nanos: bigint;
      readonly paymentId: string;
    }
  | {
      readonly kind: "taken";
      readonly name: string;
      readonly nanos: bigint;
      readonly reason: "refund" | "dispute";
    }
  | {
      readonly kind: "returned";
      readonly name: string;
      readonly nanos: bigint;
      readonly reason: "refund" | "dispute";
      /** The name of the taking that it undoes, in whole or in part. */
      readonly of: string;
    };

export type Judgement =
  | { readonly kind: "waiting" }
  | { readonly kind: "expired" }
  | { readonly kind: "declined" }
  /** What the provider has is not what was asked for. Nothing is posted; the operator must look. */
  | { readonly kind: "refused"; readonly reason: string }
  /** In the order in which they are to be posted. */
  | { readonly kind: "happened"; readonly facts: readonly Fact[] };

/** What was asked for. */
export interface Asked {
  readonly id: string;
  readonly ownerWorkspaceId: string;
  readonly amountNanos: bigint;
}

/** What the state of things at the provider means for a top-up. `payment` is that of the checkout, if it has one. */
export function judgePayment(asked: Asked, checkout: Checkout, payment: Payment | null): Judgement {
  if (checkout.reference !== asked.id || checkout.workspaceId !== asked.ownerWorkspaceId) {
    return refused("The checkout names another top-up.");
  }
  if (checkout.status === "open") return { kind: "waiting" };
  if (checkout.status === "expired") return { kind: "expired" };
  if (checkout.amount === null || toNanos(checkout.amount) !== asked.amountNanos) {
    return refused("The checkout is about another amount.");
  }
  if (!checkout.isPaid) return { kind: payment?.state === "failed" ? "declined" : "waiting" };
  return payment === null
    ? refused("It is paid without a payment.")
    : judgePaid(asked, checkout, payment);
}

function judgePaid(asked: Asked, checkout: Checkout, payment: Payment): Judgement {
  if (payment.reference !== asked.id) return refused("The payment names another top-up.");
  if (payment.state !== "succeeded" || toNanos(payment.received) !== asked.amountNanos) {
    return refused("The payment is of another amount.");
  }
  const facts: Fact[] = [
    {
      kind: "paid",
      name: nameOf(checkout),
      nanos: asked.amountNanos,
      paymentId: payment.id,
    },
  ];
  for (const refund of payment.refunds) {
    const happened = factsOfRefund(refund);
    if (happened === null) return refused(`The refund ${refund.id} is of no amount in US dollars.`);
    facts.push(...happened);
  }
  if (sumOfRefunds(facts) > asked.amountNanos) return refused("More was refunded than was paid.");
  for (const dispute of payment.disputes) {
    const happened = factsOfDispute(dispute);
    if (happened === null) return refused(`The dispute ${dispute.id} does not add up.`);
    facts.push(...happened);
  }
  return { kind: "happened", facts };
}

function factsOfRefund(refund: Refund): Fact[] | null {
  const nanos = toNanos(refund.amount);
  if (nanos === null) return null;
  const taken: Fact = { kind: "taken", name: nameOf(refund), nanos, reason: "refund" };
  if (!refund.hasFailed) return [taken];
  // Who saw it before it failed has posted the taking; so it is posted in any case, and undone.
  return [taken, { ...taken, kind: "returned", name: `${taken.name}:returned`, of: taken.name }];
}

function sumOfRefunds(facts: readonly Fact[]): bigint {
  return facts.reduce((sum, { kind, nanos }) => {
    if (kind === "paid") return sum;
    return kind === "taken" ? sum + nanos : sum - nanos;
  }, 0n);
}

/** A bank takes once and gives back at most what it took, at once or in parts. */
function factsOfDispute({ moves }: Dispute): Fact[] | null {
  const [first, ...rest] = moves;
  if (first === undefined) return [];
  const taken = takenBy(first);
  if (taken === null) return null;
  const facts: Fact[] = [taken];
  let left = taken.nanos;
  for (const { id, kind, amount } of rest) {
    const nanos = toNanos(amount);
    if (kind !== "reinstated" || nanos === null || nanos > left) return null;
    left -= nanos;
    facts.push({
      kind: "returned",
      name: nameOf({ id }),
      nanos,
      reason: "dispute",
      of: taken.name,
    });
  }
  return facts;
}

function takenBy(move: { id: string; kind: string; amount: Amount }): Fact | null {
  const nanos = toNanos(move.amount);
  if (move.kind !== "withdrawn" || nanos === null) return null;
  return { kind: "taken", name: nameOf(move), nanos, reason: "dispute" };
}

const nameOf = ({ id }: { readonly id: string }): string => `stripe:${id}`;

const refused = (reason: string): Judgement => ({ kind: "refused", reason });
