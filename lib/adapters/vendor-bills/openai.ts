import { z } from "zod";
import { askPages, withToken } from "./ask-pages";
import { billOfBuckets, daysOf, parseSeconds, toSeconds } from "./days";
import { parseUsd } from "./money";
import type { BillReader, BillSetting, BillWindow, VendorBill } from "./port";

const BASE_URL = "https://api.openai.com/v1";
const PAGE_DAYS_MAX = 180;

const Page = z.object({
  data: z.array(
    z.object({
      start_time: z.string(),
      results: z.array(z.object({ amount: z.object({ value: z.string(), currency: z.string() }) })),
    }),
  ),
  has_more: z.boolean(),
  next_page: z.string().nullish(),
});

/**
 * OpenAI's costs (`GET /v1/organization/costs`, platform.openai.com): one bucket a UTC day, amounts in US dollars,
 * which the reference shows as a JSON number and the service in 2026 also sends as text. It takes an Admin key.
 */
export function openaiBills(setting: BillSetting, account: { adminKey: string }): BillReader {
  return {
    provider: "openai",
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
    start_time: toSeconds(window.from),
    end_time: toSeconds(window.until),
    bucket_width: "1d",
    limit: String(Math.min(PAGE_DAYS_MAX, daysOf(window).length)),
  };
  const answer = await askPages(setting, {
    question: (token) => ({
      url: `${setting.baseUrl ?? BASE_URL}/organization/costs?${withToken(query, "page", token)}`,
      secretHeaders: { authorization: `Bearer ${adminKey}` },
      schema: Page,
      signal,
    }),
    next: (page) => ({ isLast: !page.has_more, token: page.next_page }),
  });
  if (!answer.ok) return answer.bill;
  const buckets = answer.pages.flatMap(({ data }) =>
    data.map(({ start_time: startsAt, results }) => ({
      startsAt: parseSeconds(startsAt),
      amounts: results.map(({ amount }) => ({
        currency: amount.currency,
        usd: parseUsd(amount.value),
      })),
    })),
  );
  return billOfBuckets(buckets, window, answer.evidence);
}
