import { z } from "zod";
import { dayOf, startOf } from "@/lib/platform/utc-day";
import { askPages, withToken } from "./ask-pages";
import { type BillBucket, billOfBuckets, daysOf, parseSeconds, toSeconds } from "./days";
import { parseUsd } from "./money";
import { unreadable } from "./outcome";
import type { BillReader, BillSetting, BillWindow, VendorBill } from "./port";

const BASE_URL = "https://api.stripe.com";
/** The shapes below are those of this version; what an account has chosen for itself plays no part. */
const API_VERSION = "2025-09-30.clover";
const PAGE_MAX = "100";
/** Amounts of US dollars are written in cents. */
const CENT_DECIMALS = 2;

/** The categories of what payers pay in and get back. Payouts, fees and the like move the operator's own money. */
const PAYERS_MONEY: readonly string[] = [
  "charge",
  "refund",
  "refund_failure",
  "dispute",
  "dispute_reversal",
  "partial_capture_reversal",
];

const Page = z.object({
  data: z.array(
    z.object({
      id: z.string().min(1),
      amount: z.string(),
      currency: z.string(),
      created: z.string(),
      reporting_category: z.string(),
    }),
  ),
  has_more: z.boolean(),
});

/**
 * Stripe's balance transactions (`GET /v1/balance_transactions`, docs.stripe.com), gross of Stripe's fees, in whole
 * cents. A restricted key needs the right to read the balance. All of the account's charges count, so it must be
 * used by this installation alone.
 */
export function stripeBills(setting: BillSetting, account: { apiKey: string }): BillReader {
  return {
    provider: "stripe",
    readBill: (window, signal) => read(setting, account.apiKey, window, signal),
  };
}

async function read(
  setting: BillSetting,
  apiKey: string,
  window: BillWindow,
  signal: AbortSignal,
): Promise<VendorBill> {
  const query = {
    "created[gte]": toSeconds(window.from),
    "created[lt]": toSeconds(window.until),
    limit: PAGE_MAX,
  };
  const answer = await askPages(setting, {
    question: (token) => ({
      url: `${setting.baseUrl ?? BASE_URL}/v1/balance_transactions?${withToken(query, "starting_after", token)}`,
      headers: { "stripe-version": API_VERSION },
      secretHeaders: { authorization: `Bearer ${apiKey}` },
      schema: Page,
      signal,
    }),
    next: ({ has_more: hasMore, data }) => ({ isLast: !hasMore, token: data.at(-1)?.id }),
  });
  if (!answer.ok) return answer.bill;
  const { pages, evidence } = answer;
  const rows = pages.flatMap(({ data }) => data);
  if (new Set(rows.map(({ id }) => id)).size < rows.length)
    return unreadable("duplicate", "It has one transaction twice.", evidence);
  // A day without transactions is told by there being none: nothing was paid.
  const byDay = new Map<string, BillBucket>(
    daysOf(window).map((day) => [day, { startsAt: startOf(day), amounts: [] }]),
  );
  for (const { amount, currency, created, reporting_category: category } of rows) {
    if (!PAYERS_MONEY.includes(category)) continue;
    const time = parseSeconds(created);
    const day = time === null ? "" : dayOf(time);
    const amounts = [
      ...(byDay.get(day)?.amounts ?? []),
      { currency, usd: parseUsd(amount, CENT_DECIMALS) },
    ];
    byDay.set(day, { startsAt: time === null ? null : startOf(day), amounts });
  }
  return billOfBuckets([...byDay.values()], window, evidence);
}
