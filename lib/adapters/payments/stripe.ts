import type {
  Checkout,
  CheckoutInput,
  Payment,
  PaymentEvent,
  PaymentProvider,
  PaymentResult,
  PaymentSetting,
} from "./port";
import { createStripeApi, failed, type Query, type StripeApi } from "./stripe-api";
import {
  EVENT_TYPES,
  Event,
  PaymentIntent,
  Session,
  StripeDispute,
  StripeRefund,
  toCheckout,
  toEvent,
  toPayment,
} from "./stripe-objects";

/** Payments through Stripe Checkout: a page at Stripe, so that no card number comes near us. */
export function createStripe(setting: PaymentSetting): PaymentProvider {
  const api = createStripeApi(setting);
  return {
    createCheckout: async (input, signal) => {
      const form = { fields: fieldsOf(input), idempotencyKey: input.reference };
      const made = await api.call({ path: "checkout/sessions", form, schema: Session, signal });
      if (!made.ok) return made;
      if (made.value === null) return failed("rejected", "Stripe made no session.");
      return { ok: true, value: toCheckout(made.value) };
    },
    getCheckout: (id, signal) => getCheckout(api, id, signal),
    getPayment: (id, signal) => getPayment(api, id, signal),
    listEvents: (range, signal) => listEvents(api, range, signal),
    parseEvent,
  };
}

function fieldsOf(input: CheckoutInput): Query {
  const { amount, reference, workspaceId } = input;
  const price = "line_items[0][price_data]";
  return [
    ["mode", "payment"],
    // Otherwise Stripe may let people pay in their own currency.
    ["adaptive_pricing[enabled]", "false"],
    ["client_reference_id", reference],
    ["metadata[workspace_id]", workspaceId],
    ["metadata[top_up_id]", reference],
    ["payment_intent_data[metadata][workspace_id]", workspaceId],
    ["payment_intent_data[metadata][top_up_id]", reference],
    ["line_items[0][quantity]", "1"],
    [`${price}[currency]`, amount.currency],
    [`${price}[unit_amount]`, String(amount.units)],
    [`${price}[product_data][name]`, input.title],
    ["success_url", input.successUrl],
    ["cancel_url", input.cancelUrl],
  ];
}

async function getCheckout(
  api: StripeApi,
  id: string,
  signal: AbortSignal,
): Promise<PaymentResult<Checkout | null>> {
  const path = `checkout/sessions/${encodeURIComponent(id)}`;
  const found = await api.call({ path, schema: Session, signal });
  if (!found.ok) return found;
  return { ok: true, value: found.value === null ? null : toCheckout(found.value) };
}

/** The refunds are listed on their own: a charge carries the latest ten at most. */
async function getPayment(
  api: StripeApi,
  id: string,
  signal: AbortSignal,
): Promise<PaymentResult<Payment | null>> {
  const path = `payment_intents/${encodeURIComponent(id)}`;
  const query: Query = [["payment_intent", id]];
  const intent = await api.call({ path, schema: PaymentIntent, signal });
  if (!intent.ok) return intent;
  if (intent.value === null) return { ok: true, value: null };
  const refunds = await api.list({ path: "refunds", query, schema: StripeRefund, signal });
  if (!refunds.ok) return refunds;
  const disputes = await api.list({ path: "disputes", query, schema: StripeDispute, signal });
  if (!disputes.ok) return disputes;
  return { ok: true, value: toPayment(intent.value, refunds.value, disputes.value) };
}

async function listEvents(
  api: StripeApi,
  range: { readonly since: Date; readonly until: Date },
  signal: AbortSignal,
): Promise<PaymentResult<PaymentEvent[]>> {
  const query: Query = [
    ["created[gte]", seconds(range.since)],
    ["created[lt]", seconds(range.until)],
    ...EVENT_TYPES.map((type) => ["types[]", type] as const),
  ];
  const events = await api.list({ path: "events", query, schema: Event, signal });
  if (!events.ok) return events;
  return { ok: true, value: events.value.map(toEvent).reverse() };
}

const seconds = (time: Date): string => String(Math.floor(time.getTime() / 1000));

function parseEvent(body: string): PaymentEvent | null {
  try {
    const parsed = Event.safeParse(JSON.parse(body));
    return parsed.success ? toEvent(parsed.data) : null;
  } catch {
    return null;
  }
}
