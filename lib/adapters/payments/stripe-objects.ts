import { z } from "zod";
import type { Amount, Checkout, Dispute, DisputeMove, Payment, PaymentEvent, Refund } from "./port";

// The fields of Stripe's objects that are read here. Each schema takes more fields than it names.

const Id = z.string().min(1).max(255);
const Units = z.int();
const Currency = z.string().regex(/^[a-z]{3}$/);
/** An object that may come as its id or whole. */
const Reference = z
  .union([Id, z.object({ id: Id })])
  .transform((it) => (typeof it === "string" ? it : it.id));
const Metadata = z.record(z.string(), z.string()).nullish();

export const Session = z.object({
  id: Id,
  url: z.url().nullish(),
  status: z.enum(["open", "complete", "expired"]),
  payment_status: z.enum(["paid", "unpaid", "no_payment_required"]),
  amount_total: Units.nullable(),
  currency: Currency.nullable(),
  client_reference_id: z.string().nullable(),
  metadata: Metadata,
  payment_intent: Reference.nullable(),
});

export const PaymentIntent = z.object({
  id: Id,
  status: z.string(),
  amount_received: Units,
  currency: Currency,
  metadata: Metadata,
});

export const StripeRefund = z.object({
  id: Id,
  amount: Units,
  currency: Currency,
  status: z.string().nullable(),
});

export const StripeDispute = z.object({
  id: Id,
  amount: Units,
  currency: Currency,
  balance_transactions: z.array(
    z.object({ id: Id, amount: Units, currency: Currency, created: z.int() }),
  ),
});

export const Event = z.object({
  id: Id,
  type: z.string(),
  created: z.int(),
  // Events that are of no interest here have objects of any form.
  data: z.object({
    object: z.object({
      id: Id.optional().catch(undefined),
      payment_intent: Reference.nullish().catch(null),
    }),
  }),
});

export function toCheckout(session: z.output<typeof Session>): Checkout {
  const { amount_total: units, currency } = session;
  return {
    id: session.id,
    url: session.url ?? null,
    status: session.status,
    isPaid: session.payment_status === "paid",
    amount: units === null || currency === null ? null : { units: BigInt(units), currency },
    reference: session.client_reference_id,
    workspaceId: session.metadata?.["workspace_id"] ?? null,
    paymentId: session.payment_intent,
  };
}

/** Refunds and disputes come in the vendor's order, the latest first. */
export function toPayment(
  intent: z.output<typeof PaymentIntent>,
  refunds: readonly z.output<typeof StripeRefund>[],
  disputes: readonly z.output<typeof StripeDispute>[],
): Payment {
  return {
    id: intent.id,
    state: toState(intent.status),
    received: amountOf(intent.amount_received, intent.currency),
    reference: intent.metadata?.["top_up_id"] ?? null,
    refunds: refunds.map(toRefund).reverse(),
    disputes: disputes.map(toDispute).reverse(),
  };
}

function toState(status: string): Payment["state"] {
  switch (status) {
    case "succeeded":
      return "succeeded";
    case "canceled":
    // After a checkout is complete: the payment that it had was declined later.
    case "requires_payment_method":
      return "failed";
    default:
      return "pending";
  }
}

function toRefund(refund: z.output<typeof StripeRefund>): Refund {
  const { id, amount, currency, status } = refund;
  return {
    id,
    amount: amountOf(amount, currency),
    hasFailed: status === "failed" || status === "canceled",
  };
}

/**
 * What the bank took and gave back are the dispute's balance transactions. In an account that settles in another
 * currency their amounts are of that currency; then the dispute's own amount is taken.
 */
function toDispute({
  id,
  amount,
  currency,
  balance_transactions,
}: z.output<typeof StripeDispute>): Dispute {
  const moves = balance_transactions
    .toSorted((one, other) => one.created - other.created)
    .filter((move) => move.amount !== 0)
    .map(
      (move): DisputeMove => ({
        id: move.id,
        kind: move.amount < 0 ? "withdrawn" : "reinstated",
        amount: amountOf(move.currency === currency ? Math.abs(move.amount) : amount, currency),
      }),
    );
  return { id, moves };
}

const amountOf = (units: number, currency: string): Amount => ({ units: BigInt(units), currency });

/** The events that may say something new of a checkout or of a payment, and which of the two. */
const SUBJECTS: Readonly<Record<string, "checkout" | "payment">> = {
  "checkout.session.completed": "checkout",
  "checkout.session.async_payment_succeeded": "checkout",
  "checkout.session.async_payment_failed": "checkout",
  "checkout.session.expired": "checkout",
  "charge.refunded": "payment",
  "charge.refund.updated": "payment",
  "refund.created": "payment",
  "refund.updated": "payment",
  "refund.failed": "payment",
  "charge.dispute.created": "payment",
  "charge.dispute.updated": "payment",
  "charge.dispute.closed": "payment",
  "charge.dispute.funds_withdrawn": "payment",
  "charge.dispute.funds_reinstated": "payment",
};

export const EVENT_TYPES = Object.keys(SUBJECTS);

export function toEvent({
  id,
  type,
  created,
  data: { object },
}: z.output<typeof Event>): PaymentEvent {
  return { id, type, createdAt: new Date(created * 1000), subject: subjectOf(type, object) };
}

function subjectOf(
  type: string,
  object: z.output<typeof Event>["data"]["object"],
): PaymentEvent["subject"] {
  const kind = Object.hasOwn(SUBJECTS, type) ? SUBJECTS[type] : undefined;
  const { id: checkoutId, payment_intent: paymentId } = object;
  if (kind === "checkout" && checkoutId !== undefined) return { kind, checkoutId };
  if (kind === "payment" && typeof paymentId === "string") return { kind, paymentId };
  return null;
}
