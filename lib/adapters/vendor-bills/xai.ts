import { z } from "zod";
import { dayOf } from "@/lib/platform/utc-day";
import { ask } from "./ask";
import { type BillBucket, billOfBuckets, parseTime } from "./days";
import { parseUsd } from "./money";
import { unreadable } from "./outcome";
import type { BillReader, BillSetting, BillWindow, Day, VendorBill } from "./port";

const BASE_URL = "https://management-api.x.ai/v1";

const Answer = z.object({
  timeSeries: z
    .array(
      z.object({
        dataPoints: z
          .array(z.object({ timestamp: z.string(), values: z.array(z.string()).length(1) }))
          .nullish(),
      }),
    )
    .nullish(),
  limitReached: z.boolean().nullish(),
});

type Series = NonNullable<z.output<typeof Answer>["timeSeries"]>[number];

/**
 * xAI's usage by day (`POST /v1/billing/teams/{team}/usage`, docs.x.ai/developers/management-api) with a management
 * key, which is not the key of the calls: US dollars as JSON numbers. The reference was read through programs that
 * use it. Not confirmed: whether `endTime` takes its own day in, so a point of that day is left out; and whether a
 * day without spend may be missing, so a missing one is late and not zero.
 */
export function xaiBills(
  setting: BillSetting,
  account: { managementKey: string; teamId: string },
): BillReader {
  return {
    provider: "xai",
    readBill: (window, signal) => read(setting, account, window, signal),
  };
}

async function read(
  setting: BillSetting,
  { managementKey, teamId }: { managementKey: string; teamId: string },
  window: BillWindow,
  signal: AbortSignal,
): Promise<VendorBill> {
  const reply = await ask(setting, {
    url: `${setting.baseUrl ?? BASE_URL}/billing/teams/${encodeURIComponent(teamId)}/usage`,
    secretHeaders: { authorization: `Bearer ${managementKey}` },
    body: {
      analyticsRequest: {
        timeRange: {
          startTime: `${window.from} 00:00:00`,
          endTime: `${window.until} 00:00:00`,
          timezone: "Etc/GMT",
        },
        timeUnit: "TIME_UNIT_DAY",
        values: [{ name: "usd", aggregation: "AGGREGATION_SUM" }],
        groupBy: [],
        filters: [],
      },
    },
    schema: Answer,
    signal,
  });
  if (!reply.ok) return reply.bill;
  const evidence = [reply.text];
  const { timeSeries, limitReached } = reply.value;
  if (limitReached === true) return unreadable("incomplete", "It was cut short.", evidence);
  const buckets: BillBucket[] = [];
  for (const series of timeSeries ?? []) {
    const own = bucketsOf(series, window.until);
    // Each series for itself: the same day in two of them is two parts of one sum.
    const bill = billOfBuckets(own, window, evidence);
    if (bill.kind !== "days") return bill;
    buckets.push(...own);
  }
  return billOfBuckets(mergeDays(buckets), window, evidence);
}

function bucketsOf({ dataPoints }: Series, until: Day): BillBucket[] {
  return (dataPoints ?? [])
    .map(({ timestamp, values }) => ({
      startsAt: parseTime(timestamp),
      amounts: values.map((value) => ({ currency: "usd", usd: parseUsd(value) })),
    }))
    .filter(({ startsAt }) => startsAt === null || dayOf(startsAt) !== until);
}

function mergeDays(buckets: readonly BillBucket[]): BillBucket[] {
  const byTime = Map.groupBy(buckets, ({ startsAt }) => startsAt?.getTime());
  return [...byTime.values()].map((same) => ({
    startsAt: same[0]?.startsAt ?? null,
    amounts: same.flatMap(({ amounts }) => amounts),
  }));
}
