import { createHmac, randomBytes } from "node:crypto";

// What Stripe remembers, and what may happen there without us. The objects have the fields that Stripe documents
// and that the product could read; the names of what happens are those of Stripe's dashboard.

export interface SessionObject {
  readonly id: string;
  readonly object: "checkout.session";
  status: "open" | "complete" | "expired";
  payment_status: "paid" | "unpaid";
  amount_total: number;
  currency: string;
  readonly client_reference_id: string | null;
  readonly metadata: Record<string, string>;
  payment_intent: string | null;
  url: string | null;
  readonly success_url: string;
  readonly cancel_url: string;
  readonly created: number;
}

export interface IntentObject {
  readonly id: string;
  readonly object: "payment_intent";
  status: "succeeded" | "processing" | "requires_payment_method";
  amount: number;
  amount_received: number;
  currency: string;
  readonly latest_charge: string;
  readonly metadata: Record<string, string>;
}

export interface RefundObject {
  readonly id: string;
  readonly object: "refund";
  readonly amount: number;
  currency: string;
  status: "pending" | "succeeded" | "failed" | "canceled";
  readonly payment_intent: string;
  readonly created: number;
}

export interface DisputeObject {
  readonly id: string;
  readonly object: "dispute";
  readonly amount: number;
  readonly currency: string;
  status: "warning_needs_response" | "needs_response" | "won" | "lost";
  readonly payment_intent: string;
  readonly balance_transactions: {
    id: string;
    amount: number;
    currency: string;
    created: number;
  }[];
  readonly created: number;
}

export interface EventObject {
  readonly id: string;
  readonly object: "event";
  readonly type: string;
  readonly created: number;
  readonly data: { readonly object: object };
}

const newId = (prefix: string): string => `${prefix}_${randomBytes(12).toString("hex")}`;
const FEE = 1_500;

export class StripeBook {
  readonly sessions = new Map<string, SessionObject>();
  readonly intents = new Map<string, IntentObject>();
  readonly refunds: RefundObject[] = [];
  readonly disputes: DisputeObject[] = [];
  /** Oldest first. */
  readonly events: EventObject[] = [];
  readonly now: () => Date;

  constructor(now: () => Date) {
    this.now = now;
  }

  open(
    input: Omit<
      SessionObject,
      "id" | "object" | "status" | "payment_status" | "payment_intent" | "url" | "created"
    >,
    urlOf: (id: string) => string,
  ): SessionObject {
    const id = newId("cs_test");
    const session: SessionObject = {
      ...input,
      id,
      object: "checkout.session",
      status: "open",
      payment_status: "unpaid",
      payment_intent: null,
      url: urlOf(id),
      created: this.seconds(),
    };
    this.sessions.set(id, session);
    return session;
  }

  /** The person pays by card. */
  pay(sessionId: string): EventObject {
    return this.settle(this.complete(sessionId, "succeeded"), "checkout.session.completed");
  }

  /** The person pays by bank debit: complete, but the money is on its way for days. */
  payLater(sessionId: string): EventObject {
    return this.tell("checkout.session.completed", this.complete(sessionId, "processing"));
  }

  arriveLater(sessionId: string): EventObject {
    return this.settle(this.session(sessionId), "checkout.session.async_payment_succeeded");
  }

  bounceLater(sessionId: string): EventObject {
    const session = this.session(sessionId);
    this.intent(session.payment_intent).status = "requires_payment_method";
    return this.tell("checkout.session.async_payment_failed", session);
  }

  expire(sessionId: string): EventObject {
    const session = this.session(sessionId);
    session.status = "expired";
    session.url = null;
    return this.tell("checkout.session.expired", session);
  }

  refund(
    paymentId: string,
    amount: number,
    status: RefundObject["status"] = "succeeded",
  ): EventObject {
    const { currency } = this.intent(paymentId);
    const refund: RefundObject = {
      id: newId("re"),
      object: "refund",
      amount,
      currency,
      status,
      payment_intent: paymentId,
      created: this.seconds(),
    };
    this.refunds.push(refund);
    return this.tell("refund.created", refund);
  }

  failRefund(refundId: string): EventObject {
    const refund = this.refunds.find(({ id }) => id === refundId);
    if (refund === undefined) throw new Error(`There is no refund ${refundId}.`);
    refund.status = "failed";
    return this.tell("refund.failed", refund);
  }

  /** The bank asks for money back and takes it at once; an inquiry only asks. */
  dispute(paymentId: string, amount: number, isInquiry = false): EventObject {
    const { currency } = this.intent(paymentId);
    const dispute: DisputeObject = {
      id: newId("du"),
      object: "dispute",
      amount,
      currency,
      status: isInquiry ? "warning_needs_response" : "needs_response",
      payment_intent: paymentId,
      balance_transactions: [],
      created: this.seconds(),
    };
    this.disputes.push(dispute);
    if (!isInquiry) this.move(dispute, -amount);
    return this.tell("charge.dispute.created", dispute);
  }

  win(disputeId: string, amount?: number): EventObject {
    const dispute = this.disputed(disputeId);
    dispute.status = "won";
    this.move(dispute, amount ?? dispute.amount);
    return this.tell("charge.dispute.funds_reinstated", dispute);
  }

  lose(disputeId: string): EventObject {
    const dispute = this.disputed(disputeId);
    dispute.status = "lost";
    return this.tell("charge.dispute.closed", dispute);
  }

  tell(type: string, object: object): EventObject {
    const event: EventObject = {
      id: newId("evt"),
      object: "event",
      type,
      created: this.seconds(),
      data: { object: structuredClone(object) },
    };
    this.events.push(event);
    return event;
  }

  session(id: string): SessionObject {
    const session = this.sessions.get(id);
    if (session === undefined) throw new Error(`There is no session ${id}.`);
    return session;
  }

  intent(id: string | null): IntentObject {
    const intent = this.intents.get(id ?? "");
    if (intent === undefined) throw new Error(`There is no payment intent ${id}.`);
    return intent;
  }

  private complete(sessionId: string, status: IntentObject["status"]): SessionObject {
    const session = this.session(sessionId);
    if (session.status !== "open") throw new Error(`The session is ${session.status}.`);
    const intent: IntentObject = {
      id: newId("pi"),
      object: "payment_intent",
      status,
      amount: session.amount_total,
      amount_received: 0,
      currency: session.currency,
      latest_charge: newId("ch"),
      metadata: { ...session.metadata },
    };
    this.intents.set(intent.id, intent);
    session.status = "complete";
    session.payment_intent = intent.id;
    session.url = null;
    return session;
  }

  private settle(session: SessionObject, type: string): EventObject {
    const intent = this.intent(session.payment_intent);
    intent.status = "succeeded";
    intent.amount_received = intent.amount;
    session.payment_status = "paid";
    return this.tell(type, session);
  }

  private move(dispute: DisputeObject, amount: number): void {
    const { currency } = dispute;
    const fee = amount < 0 ? FEE : 0;
    const net = amount - fee;
    const row = { id: newId("txn"), amount, fee, net, currency, created: this.seconds() };
    dispute.balance_transactions.push(row);
  }

  private disputed(id: string): DisputeObject {
    const dispute = this.disputes.find((one) => one.id === id);
    if (dispute === undefined) throw new Error(`There is no dispute ${id}.`);
    return dispute;
  }

  private seconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }
}

/** A webhook as Stripe sends it: the event as JSON, signed with the endpoint's secret (scheme v1). */
export function signedWebhook(
  event: object,
  secret: string,
  at: Date,
): { readonly rawBody: string; readonly headers: Record<string, string> } {
  const rawBody = JSON.stringify(event, null, 2);
  const time = Math.floor(at.getTime() / 1000);
  const v1 = createHmac("sha256", secret).update(`${time}.${rawBody}`).digest("hex");
  return {
    rawBody,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "stripe-signature": `t=${time},v1=${v1},v0=${"0".repeat(64)}`,
      "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    },
  };
}
