import { describe, expect, it } from "vitest";
import type { Checkout, Payment } from "@/lib/adapters/payments";
import { judgePayment } from "./judge-payment";

const asked = { id: "top-up-1", ownerWorkspaceId: "workspace-1", amountNanos: 25_000_000_000n };
const usd = (cents: number) => ({ currency: "usd", units: BigInt(cents) });
const nanos = (cents: number) => BigInt(cents) * 10_000_000n;

const checkout: Checkout = {
  id: "cs_1",
  url: null,
  status: "complete",
  isPaid: true,
  amount: usd(2_500),
  reference: "top-up-1",
  workspaceId: "workspace-1",
  paymentId: "pi_1",
};
const payment: Payment = {
  id: "pi_1",
  state: "succeeded",
  received: usd(2_500),
  reference: "top-up-1",
  refunds: [],
  disputes: [],
};
const judge = (change: { checkout?: Partial<Checkout>; payment?: Partial<Payment> | null }) =>
  judgePayment(
    asked,
    { ...checkout, ...change.checkout },
    change.payment === null ? null : { ...payment, ...change.payment },
  );
const paid = { kind: "paid", name: "stripe:cs_1", nanos: nanos(2_500), paymentId: "pi_1" };

describe("judgePayment", () => {
  it("finds what was paid", () => {
    expect(judge({})).toEqual({ kind: "happened", facts: [paid] });
  });

  it.each([
    ["waiting", { checkout: { status: "open", isPaid: false } }],
    ["waiting", { checkout: { status: "open", isPaid: false, amount: null } }],
    ["expired", { checkout: { status: "expired", isPaid: false } }],
    ["waiting", { checkout: { isPaid: false, paymentId: null }, payment: null }],
    ["waiting", { checkout: { isPaid: false }, payment: { state: "pending" } }],
    ["declined", { checkout: { isPaid: false }, payment: { state: "failed" } }],
  ] as const)("is %s for %j", (kind, change) => {
    expect(judge(change)).toEqual({ kind });
  });

  it.each([
    [
      "another top-up's checkout",
      "The checkout names another top-up.",
      { checkout: { reference: "top-up-2" } },
    ],
    [
      "a checkout of nobody",
      "The checkout names another top-up.",
      { checkout: { reference: null } },
    ],
    [
      "another workspace's checkout",
      "The checkout names another top-up.",
      { checkout: { workspaceId: "workspace-2" } },
    ],
    [
      "another amount",
      "The checkout is about another amount.",
      { checkout: { amount: usd(2_499) } },
    ],
    [
      "another currency",
      "The checkout is about another amount.",
      { checkout: { amount: { currency: "eur", units: 2_500n } } },
    ],
    ["no amount", "The checkout is about another amount.", { checkout: { amount: null } }],
    [
      "no payment",
      "It is paid without a payment.",
      { checkout: { paymentId: null }, payment: null },
    ],
    [
      "another top-up's payment",
      "The payment names another top-up.",
      { payment: { reference: "top-up-2" } },
    ],
    [
      "a payment that is under way",
      "The payment is of another amount.",
      { payment: { state: "pending" } },
    ],
    ["less money", "The payment is of another amount.", { payment: { received: usd(2_499) } }],
    [
      "a refund of nothing",
      "The refund re_1 is of no amount in US dollars.",
      { payment: { refunds: [{ id: "re_1", amount: usd(0), hasFailed: false }] } },
    ],
    [
      "a negative refund",
      "The refund re_1 is of no amount in US dollars.",
      { payment: { refunds: [{ id: "re_1", amount: usd(-5), hasFailed: false }] } },
    ],
    [
      "refunds of more than was paid",
      "More was refunded than was paid.",
      {
        payment: {
          refunds: [
            { id: "re_1", amount: usd(2_000), hasFailed: false },
            { id: "re_2", amount: usd(501), hasFailed: false },
          ],
        },
      },
    ],
    [
      "a dispute that gives before it takes",
      "The dispute du_1 does not add up.",
      {
        payment: {
          disputes: [{ id: "du_1", moves: [{ id: "txn_1", kind: "reinstated", amount: usd(1) }] }],
        },
      },
    ],
    [
      "a dispute that gives back more than it took",
      "The dispute du_1 does not add up.",
      {
        payment: {
          disputes: [
            {
              id: "du_1",
              moves: [
                { id: "txn_1", kind: "withdrawn", amount: usd(100) },
                { id: "txn_2", kind: "reinstated", amount: usd(60) },
                { id: "txn_3", kind: "reinstated", amount: usd(41) },
              ],
            },
          ],
        },
      },
    ],
    [
      "a dispute that takes twice",
      "The dispute du_1 does not add up.",
      {
        payment: {
          disputes: [
            {
              id: "du_1",
              moves: [
                { id: "txn_1", kind: "withdrawn", amount: usd(100) },
                { id: "txn_2", kind: "withdrawn", amount: usd(100) },
              ],
            },
          ],
        },
      },
    ],
    [
      "a dispute that gives back in another currency",
      "The dispute du_1 does not add up.",
      {
        payment: {
          disputes: [
            {
              id: "du_1",
              moves: [
                { id: "txn_1", kind: "withdrawn", amount: usd(100) },
                { id: "txn_2", kind: "reinstated", amount: { currency: "eur", units: 9n } },
              ],
            },
          ],
        },
      },
    ],
    [
      "a dispute in another currency",
      "The dispute du_1 does not add up.",
      {
        payment: {
          disputes: [
            {
              id: "du_1",
              moves: [{ id: "txn_1", kind: "withdrawn", amount: { currency: "eur", units: 9n } }],
            },
          ],
        },
      },
    ],
  ] as const)("refuses %s", (_name, reason, change) => {
    expect(judge(change)).toEqual({ kind: "refused", reason });
  });

  it("undoes a refund that failed before the next one, so that the sum never goes past what was paid", () => {
    const refunds = [
      { id: "re_1", amount: usd(2_500), hasFailed: true },
      { id: "re_2", amount: usd(2_500), hasFailed: false },
    ];
    const taken = { kind: "taken", nanos: nanos(2_500), reason: "refund" };
    expect(judge({ payment: { refunds } })).toEqual({
      kind: "happened",
      facts: [
        paid,
        { ...taken, name: "stripe:re_1" },
        { ...taken, kind: "returned", name: "stripe:re_1:returned", of: "stripe:re_1" },
        { ...taken, name: "stripe:re_2" },
      ],
    });
  });

  it("names each move of a dispute by itself", () => {
    const moves = [
      { id: "txn_1", kind: "withdrawn", amount: usd(2_500) },
      { id: "txn_2", kind: "reinstated", amount: usd(700) },
      { id: "txn_3", kind: "reinstated", amount: usd(1_800) },
    ] as const;
    expect(
      judge({
        payment: {
          disputes: [
            { id: "du_0", moves: [] },
            { id: "du_1", moves },
          ],
        },
      }),
    ).toEqual({
      kind: "happened",
      facts: [
        paid,
        { kind: "taken", name: "stripe:txn_1", nanos: nanos(2_500), reason: "dispute" },
        {
          kind: "returned",
          name: "stripe:txn_2",
          nanos: nanos(700),
          reason: "dispute",
          of: "stripe:txn_1",
        },
        {
          kind: "returned",
          name: "stripe:txn_3",
          nanos: nanos(1_800),
          reason: "dispute",
          of: "stripe:txn_1",
        },
      ],
    });
  });
});
