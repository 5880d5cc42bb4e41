import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CheckoutInput,
  createPaymentProvider,
  type PaymentProvider,
} from "@/lib/adapters/payments";
import { createSafenet, parseOperatorRules } from "@/lib/safenet";
import { STRIPE_KEY, type StripePeer, startStripe } from "@/test/peers/payments/stripe";

let peer: StripePeer;
const safenet = createSafenet({
  operator: parseOperatorRules("127.0.0.1:*"),
  audit: () => undefined,
});
const signal = AbortSignal.timeout(30_000);

const providerWith = (apiKey: string): PaymentProvider =>
  createPaymentProvider({
    apiKey,
    baseUrl: peer.url,
    fetch: (url, init) => safenet.safeFetch(url, { purpose: "payments", ...init }),
  });

beforeAll(async () => {
  peer = await startStripe();
});
afterAll(async () => {
  safenet.close();
  await peer.close();
});

let number = 0;
function input(): CheckoutInput {
  number += 1;
  return {
    reference: `top-up-${number}`,
    workspaceId: "workspace-1",
    amount: { currency: "usd", units: 2_500n },
    title: "Funds for “Überblick & Söhne”",
    successUrl: "https://autoink.example/w/acme/money?top_up=1&x=2",
    cancelUrl: "https://autoink.example/w/acme/money",
  };
}

async function open(): Promise<{ id: string; given: CheckoutInput }> {
  const given = input();
  const made = await providerWith(STRIPE_KEY).createCheckout(given, signal);
  if (!made.ok) throw new Error(made.failure.message);
  return { id: made.value.id, given };
}

async function paid(): Promise<{ paymentId: string }> {
  const { id } = await open();
  peer.book.pay(id);
  return { paymentId: peer.book.session(id).payment_intent ?? "" };
}

const payment = async (id: string) => {
  const found = await providerWith(STRIPE_KEY).getPayment(id, signal);
  return found.ok ? found.value : found.failure;
};
const usd = (units: number) => ({ currency: "usd", units: BigInt(units) });

describe("a checkout", () => {
  it("is made with the amount in cents and what names the top-up, form-encoded, under the top-up's key", async () => {
    const { id, given } = await open();
    const request = peer.requests.at(-1);
    expect(request?.headers).toMatchObject({
      "idempotency-key": given.reference,
      "stripe-version": "2025-09-30.clover",
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toMatchObject({
      mode: "payment",
      "line_items[0][price_data][unit_amount]": "2500",
      "line_items[0][price_data][product_data][name]": given.title,
      success_url: given.successUrl,
    });
    expect(await providerWith(STRIPE_KEY).getCheckout(id, signal)).toEqual({
      ok: true,
      value: {
        id,
        url: `${peer.url}/c/pay/${id}`,
        status: "open",
        isPaid: false,
        amount: usd(2_500),
        reference: given.reference,
        workspaceId: "workspace-1",
        paymentId: null,
      },
    });
  });

  it("is the same one when it is asked for again, also when the first answer was cut off", async () => {
    const given = input();
    peer.failNext("reset-after", "POST");
    const lost = await providerWith(STRIPE_KEY).createCheckout(given, signal);
    const count = peer.book.sessions.size;
    const again = await providerWith(STRIPE_KEY).createCheckout(given, signal);
    expect([lost.ok, again.ok, peer.book.sessions.size]).toEqual([false, true, count]);
  });

  it("is refused under a key that made another one", async () => {
    const { given } = await open();
    const other = await providerWith(STRIPE_KEY).createCheckout(
      { ...given, amount: usd(9_900) },
      signal,
    );
    expect(other).toMatchObject({ ok: false, failure: { kind: "rejected" } });
  });

  it("is null when Stripe does not know it", async () => {
    expect(await providerWith(STRIPE_KEY).getCheckout("cs_none", signal)).toEqual({
      ok: true,
      value: null,
    });
  });
});

describe("a payment", () => {
  it("has what was received, and refunds over several pages in the order in which they were made", async () => {
    const { paymentId } = await paid();
    peer.pageMax = 2;
    const ids = [100, 200, 300, 400, 500].map((units) => {
      peer.book.refund(paymentId, units);
      return peer.book.refunds.at(-1)?.id;
    });
    peer.book.failRefund(ids[1] ?? "");
    const found = await payment(paymentId);
    peer.pageMax = 100;
    expect(found).toMatchObject({ state: "succeeded", received: usd(2_500) });
    expect(found).toMatchObject({
      refunds: ids.map((id, index) => ({
        id,
        amount: usd((index + 1) * 100),
        hasFailed: index === 1,
      })),
    });
  });

  it("has a dispute's moves: none of an inquiry, the taking, and the giving back", async () => {
    const { paymentId } = await paid();
    peer.book.dispute(paymentId, 2_500, true);
    peer.book.dispute(paymentId, 2_500);
    peer.book.win(peer.book.disputes.at(-1)?.id ?? "", 700);
    expect(await payment(paymentId)).toMatchObject({
      disputes: [
        { moves: [] },
        {
          moves: [
            { kind: "withdrawn", amount: usd(2_500) },
            { kind: "reinstated", amount: usd(700) },
          ],
        },
      ],
    });
  });

  it("takes the dispute's own amount where the account settles in another currency", async () => {
    const { paymentId } = await paid();
    peer.book.dispute(paymentId, 2_500);
    const [move] = peer.book.disputes.at(-1)?.balance_transactions ?? [];
    Object.assign(move ?? {}, { currency: "eur", amount: -2_311 });
    expect(await payment(paymentId)).toMatchObject({
      disputes: [{ moves: [{ kind: "withdrawn", amount: usd(2_500) }] }],
    });
  });

  it("waits while a bank debit is on its way, and fails when it bounces", async () => {
    const { id } = await open();
    peer.book.payLater(id);
    const paymentId = peer.book.session(id).payment_intent ?? "";
    expect(await payment(paymentId)).toMatchObject({ state: "pending", received: usd(0) });
    peer.book.bounceLater(id);
    expect(await payment(paymentId)).toMatchObject({ state: "failed" });
  });
});

describe("events", () => {
  it("are listed oldest first, over several pages, of the types and the time that are asked for", async () => {
    const since = new Date("2040-01-01T00:00:00Z");
    const { paymentId } = await paid();
    const before = peer.book.events.length;
    peer.book.refund(paymentId, 100);
    peer.book.tell("customer.created", { id: "cus_1" });
    peer.book.expire((await open()).id);
    peer.book.refund(paymentId, 200);
    peer.book.pay((await open()).id);
    const fresh = peer.book.events.slice(before);
    for (const event of fresh) Object.assign(event, { created: since.getTime() / 1000 });
    peer.pageMax = 2;
    const found = await providerWith(STRIPE_KEY).listEvents(
      { since, until: new Date(since.getTime() + 1_000) },
      signal,
    );
    const none = await providerWith(STRIPE_KEY).listEvents(
      { since: new Date(since.getTime() - 1_000), until: since },
      signal,
    );
    peer.pageMax = 100;
    expect(none).toEqual({ ok: true, value: [] });
    const listed = found.ok ? found.value : [];
    expect(listed.map(({ id }) => id)).toEqual(
      fresh.filter(({ type }) => type !== "customer.created").map(({ id }) => id),
    );
    expect(listed[0]?.subject).toEqual({ kind: "payment", paymentId });
    expect(listed.at(-1)?.subject?.kind).toBe("checkout");
  });

  it("are read from a webhook's body; one of no interest has no subject, and what is no event is null", () => {
    const { parseEvent } = providerWith(STRIPE_KEY);
    const event = (type: string, object: object) =>
      parseEvent(JSON.stringify({ id: "evt_1", type, created: 1, data: { object } }));
    expect(event("checkout.session.completed", { id: "cs_1" })?.subject).toEqual({
      kind: "checkout",
      checkoutId: "cs_1",
    });
    expect(
      event("charge.refunded", { id: "ch_1", payment_intent: { id: "pi_1" } })?.subject,
    ).toEqual({ kind: "payment", paymentId: "pi_1" });
    const uninteresting = [
      event("balance.available", { object: "balance" }),
      event("charge.refunded", { id: "ch_1", payment_intent: null }),
      event("toString", { id: "x", payment_intent: "pi_1" }),
    ];
    expect(uninteresting.map((one) => one?.subject)).toEqual([null, null, null]);
    expect(["", "[]", "{}", "null", '{"id":"evt_1"}'].map(parseEvent)).toEqual(Array(5).fill(null));
  });
});

describe("a failed call", () => {
  it.each([
    ["401", "misconfigured"],
    ["403", "misconfigured"],
    ["429", "rate_limited"],
    ["500", "rejected"],
    ["409", "unavailable"],
    ["html-200", "unavailable"],
    ["301", "refused"],
    ["reset-before", "unavailable"],
    ["reset-after", "unavailable"],
  ] as const)("%s is %s", async (fault, kind) => {
    peer.failNext(fault);
    const { createCheckout } = providerWith(STRIPE_KEY);
    expect(await createCheckout(input(), signal)).toMatchObject({ ok: false, failure: { kind } });
  });

  it("of a question is worth asking again, one under a key is not: Stripe keeps to its answer", async () => {
    peer.failNext("500");
    const asked = await providerWith(STRIPE_KEY).getCheckout("cs_1", signal);
    expect(asked).toMatchObject({ ok: false, failure: { kind: "unavailable" } });
  });

  it("is misconfigured with a wrong key, and never repeats the key", async () => {
    const key = "sk_live_wrong000000000000";
    const answer = await providerWith(key).getCheckout("cs_1", signal);
    expect(answer).toMatchObject({ ok: false, failure: { kind: "misconfigured" } });
    peer.failNext("422-echo");
    const echoed = await providerWith(key).getCheckout("cs_1", signal);
    expect(JSON.stringify([answer, echoed])).not.toContain(key);
  });

  it("ends with its signal while Stripe keeps silent", async () => {
    peer.failNext("hang");
    const { getPayment } = providerWith(STRIPE_KEY);
    expect(await getPayment("pi_1", AbortSignal.timeout(50))).toMatchObject({
      ok: false,
      failure: { kind: "unavailable" },
    });
  });

  it("is not taken for an empty answer: a 404 of something in between is no missing object", async () => {
    const elsewhere = createPaymentProvider({
      apiKey: STRIPE_KEY,
      baseUrl: `${peer.url}/other`,
      fetch: (url, init) => safenet.safeFetch(url, { purpose: "payments", ...init }),
    });
    expect(await elsewhere.getCheckout("cs_1", signal)).toMatchObject({
      ok: false,
      failure: { kind: "misconfigured" },
    });
  });
});
