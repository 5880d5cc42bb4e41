import { type BillPeer, type BillPeerOptions, json, startBillPeer } from "./bill-peer";

// Stripe's balance transactions: https://docs.stripe.com/api/balance_transactions/list

export const STRIPE_BALANCE_KEY = "rk_test_peer0000000000000000";
const PAGE_DEFAULT = 10;

export interface BalanceTransaction {
  readonly id: string;
  /** Cents. */
  readonly amount: number;
  readonly currency?: string;
  readonly category: string;
  readonly createdAt: string;
}

export interface StripeBillPeer extends BillPeer {
  /** The oldest first. */
  transactions: BalanceTransaction[];
}

export async function startStripeBills(options?: BillPeerOptions): Promise<StripeBillPeer> {
  const transactions: BalanceTransaction[] = [];
  const peer: StripeBillPeer = Object.assign(
    await startBillPeer(({ method, headers, url }, book) => {
      if (headers.authorization !== `Bearer ${STRIPE_BALANCE_KEY}`)
        return failure(401, "Invalid API Key provided: rk_test_***");
      if (method !== "GET" || url.pathname !== "/v1/balance_transactions")
        return failure(404, `Unrecognized request URL (${method}: ${url.pathname})`);
      const since = Number(url.searchParams.get("created[gte]") ?? 0);
      const until = Number(url.searchParams.get("created[lt]") ?? Number.MAX_SAFE_INTEGER);
      const found = peer.transactions.toReversed().map(toObject);
      const asked = found.filter(({ created }) => created >= since && created < until);
      const after = url.searchParams.get("starting_after");
      const start = after === null ? 0 : asked.findIndex(({ id }) => id === after) + 1;
      const limit = Math.min(Number(url.searchParams.get("limit") ?? PAGE_DEFAULT), book.pageMax);
      const data = asked.slice(start, start + limit);
      const has_more = start + data.length < asked.length;
      return json({ object: "list", url: url.pathname, has_more, data });
    }, options),
    { transactions },
  );
  return peer;
}

const toObject = ({ id, amount, currency = "usd", category, createdAt }: BalanceTransaction) => ({
  id,
  object: "balance_transaction",
  amount,
  available_on: Date.parse(createdAt) / 1000,
  created: Math.floor(Date.parse(createdAt) / 1000),
  currency,
  exchange_rate: null,
  fee: 59,
  net: amount - 59,
  reporting_category: category,
  status: "available",
  type: category,
});

const failure = (status: number, message: string) =>
  json({ error: { type: "invalid_request_error", message } }, status);
