/** An amount in the smallest unit of its currency: for `usd` cents. */
export interface Amount {
  /** ISO 4217 in lower case. */
  readonly currency: string;
  readonly units: bigint;
}

/** What a person is asked to pay. */
export interface CheckoutInput {
  /** Ours, and the idempotency key: asking again with the same input gives the same checkout. */
  readonly reference: string;
  readonly workspaceId: string;
  readonly amount: Amount;
  /** What the payment page and the receipt call it. */
  readonly title: string;
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/** A page at the payment provider where a person pays once. */
export interface Checkout {
  readonly id: string;
  /** Where the person pays; null once that is over. */
  readonly url: string | null;
  readonly status: "open" | "complete" | "expired";
  readonly isPaid: boolean;
  /** What it asks for in all; null where the provider does not say. */
  readonly amount: Amount | null;
  /** As it was given; null for one that is not ours. */
  readonly reference: string | null;
  readonly workspaceId: string | null;
  readonly paymentId: string | null;
}

/** The money of a checkout, and what became of it later. */
export interface Payment {
  readonly id: string;
  /** `failed`: no more money will come of it. */
  readonly state: "succeeded" | "pending" | "failed";
  readonly received: Amount;
  /** As in its checkout. */
  readonly reference: string | null;
  /** In the order in which they were made. */
  readonly refunds: readonly Refund[];
  readonly disputes: readonly Dispute[];
}

export interface Refund {
  readonly id: string;
  readonly amount: Amount;
  /** It did not get through: the money is back. Once so, it stays so. */
  readonly hasFailed: boolean;
}

/** A payment that the payer's bank asked back. Until the bank takes money there are no moves. */
export interface Dispute {
  readonly id: string;
  /** In the order in which they happened; each happened once and stays. */
  readonly moves: readonly DisputeMove[];
}

export interface DisputeMove {
  readonly id: string;
  readonly kind: "withdrawn" | "reinstated";
  readonly amount: Amount;
}

/** Something has happened to a checkout or to a payment. What exactly is pulled, never believed. */
export interface PaymentEvent {
  readonly id: string;
  readonly type: string;
  readonly createdAt: Date;
  readonly subject:
    | { readonly kind: "checkout"; readonly checkoutId: string }
    | { readonly kind: "payment"; readonly paymentId: string }
    /** Of no interest here. */
    | null;
}

/**
 * Why a call failed:
 * - `rejected`: the provider said no to this request; sending it again will not help.
 * - `misconfigured`: key, rights or address are not right; the operator must change a setting.
 * - `refused`: our own outbound guard does not call that address.
 * - `rate_limited` / `unavailable`: try again later. Every call here may be repeated.
 */
export type PaymentFailureKind =
  | "rejected"
  | "misconfigured"
  | "refused"
  | "rate_limited"
  | "unavailable";

export interface PaymentFailure {
  readonly kind: PaymentFailureKind;
  /** For the operator's log; holds no secret. */
  readonly message: string;
}

export type PaymentResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: PaymentFailure };

/** A payment provider. Every call can be repeated safely. */
export interface PaymentProvider {
  createCheckout(input: CheckoutInput, signal: AbortSignal): Promise<PaymentResult<Checkout>>;
  /** Null when the provider knows none with this id. */
  getCheckout(id: string, signal: AbortSignal): Promise<PaymentResult<Checkout | null>>;
  /** The payment with all its refunds and disputes; null when the provider knows none with this id. */
  getPayment(id: string, signal: AbortSignal): Promise<PaymentResult<Payment | null>>;
  /** What happened from `since` on and before `until`, oldest first. */
  listEvents(
    range: { readonly since: Date; readonly until: Date },
    signal: AbortSignal,
  ): Promise<PaymentResult<PaymentEvent[]>>;
  /** What the provider sent to us about an event, once its signature is verified; null when it is none. */
  parseEvent(body: string): PaymentEvent | null;
}

/** The guarded call, bound by the caller to a purpose. It throws the outbound guard's errors. */
export type PaymentFetch = (
  url: string,
  init: {
    readonly method: "GET" | "POST";
    readonly headers: Readonly<Record<string, string>>;
    /** Headers that are secrets: never logged, dropped when a redirect leaves the origin. */
    readonly secretHeaders: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly signal: AbortSignal;
  },
) => Promise<{ readonly status: number; text(): Promise<string> }>;

export interface PaymentSetting {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly fetch: PaymentFetch;
}
