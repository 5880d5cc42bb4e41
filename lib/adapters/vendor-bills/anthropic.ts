import { z } from "zod";
import { startOf } from "@/lib/platform/utc-day";
import { askPages, withToken } from "./ask-pages";
import { billOfBuckets, daysOf, parseTime } from "./days";
import { parseUsd } from "./money";
import type { BillReader, BillSetting, BillWindow, VendorBill } from "./port";

const BASE_URL = "https://api.anthropic.com/v1";
const VERSION = "2023-06-01";
const PAGE_DAYS_MAX = 31;
/** Amounts are written in cents. */
const CENT_DECIMALS = 2;

const Page = z.object({
  data: z.array(
    z.object({
      starting_at: z.string(),
      results: z.array(z.object({ amount: z.string(), currency: z.string() })),
    }),
  ),
  has_more: z.boolean(),
  next_page: z.string().nullish(),
});

/**
 * Anthropic's cost report (`GET /v1/organizations/cost_report`, platform.claude.com): one bucket a UTC day, amounts
 * in cents as decimal text ("123.45" is $1.23). It takes an Admin key, which only organizations have, and leaves
 * out the costs of Priority Tier. The reference does not say whether a bucket that ends exactly at `ending_at`
 * belongs to the answer; if not, the last day comes with the next reading.
 */
export function anthropicBills(setting: BillSetting, account: { adminKey: string }): BillReader {
  return {
    provider: "anthropic",
    readBill: (window, signal) => read(setting, account.adminKey, window, signal),
  };
}

async function read(
  setting: BillSetting,
  adminKey: string,
  window: BillWindow,
  signal: AbortSignal,
): Promise<VendorBill> {
  const query = {
    starting_at: startOf(window.from).toISOString(),
    ending_at: startOf(window.until).toISOString(),
    bucket_width: "1d",
    limit: String(Math.min(PAGE_DAYS_MAX, daysOf(window).length)),
  };
  const answer = await askPages(setting, {
    question: (token) => ({
      url: `${setting.baseUrl ?? BASE_URL}/organizations/cost_report?${withToken(query, "page", token)}`,
      headers: { "anthropic-version": VERSION },
      secretHeaders: { "x-api-key": adminKey },
      schema: Page,
      signal,
    }),
    next: (page) => ({ isLast: !page.has_more, token: page.next_page }),
  });
  if (!answer.ok) return answer.bill;
  const buckets = answer.pages.flatMap(({ data }) =>
    data.map(({ starting_at: startsAt, results }) => ({
      startsAt: parseTime(startsAt),
      amounts: results.map(({ amount, currency }) => ({
        currency,
        usd: parseUsd(amount, CENT_DECIMALS),
      })),
    })),
  );
  return billOfBuckets(buckets, window, answer.evidence);
}
