import { jsonObject } from "@/test/peers/cms/peer-server";
import { type BillPeer, type BillPeerOptions, json, startBillPeer, toldDays } from "./bill-peer";

// xAI's management API, usage of a team: https://docs.x.ai/developers/management-api

export const XAI_MANAGEMENT_KEY = "xai-token-peer000000000000";
export const XAI_TEAM_ID = "4f3c2a10-8e6b-4c1d-9a7e-2b5d6c8e9f01";
const TIME = /^\d{4}-\d\d-\d\d 00:00:00$/;

export interface XaiBillPeer extends BillPeer {
  isLimited: boolean;
}

export async function startXaiBills(options?: BillPeerOptions): Promise<XaiBillPeer> {
  const peer: XaiBillPeer = Object.assign(
    await startBillPeer(({ method, headers, url, body }, book) => {
      if (headers.authorization !== `Bearer ${XAI_MANAGEMENT_KEY}`)
        return json({ code: 16, message: "Invalid bearer token.", details: [] }, 401);
      if (method !== "POST" || url.pathname !== `/billing/teams/${XAI_TEAM_ID}/usage`)
        return json({ code: 5, message: "Not Found", details: [] }, 404);
      const { analyticsRequest } = jsonObject(body) as { analyticsRequest?: Analytics };
      const { timeRange, timeUnit, values } = analyticsRequest ?? {};
      const { startTime = "", endTime = "" } = timeRange ?? {};
      const [value] = values ?? [];
      const isValid =
        TIME.test(startTime) &&
        TIME.test(endTime) &&
        timeUnit === "TIME_UNIT_DAY" &&
        value?.name === "usd" &&
        value.aggregation === "AGGREGATION_SUM";
      if (!isValid)
        return json({ code: 3, message: "invalid analytics request", details: [] }, 400);
      const days = toldDays(book, utc(startTime), utc(endTime));
      const points = days.map((day) => pointOf(day, book.spent.get(day) ?? []));
      return {
        status: 200,
        body: `{"timeSeries":[{"group":[],"groupLabels":[],"dataPoints":[${points.join()}]}],"limitReached":${peer.isLimited}}`,
      };
    }, options),
    { isLimited: false },
  );
  return peer;
}

interface Analytics {
  readonly timeRange?: { readonly startTime?: string; readonly endTime?: string };
  readonly timeUnit?: string;
  readonly values?: readonly { readonly name?: string; readonly aggregation?: string }[];
}

const utc = (text: string): Date => new Date(`${text.replace(" ", "T")}Z`);

/** One number a day: the vendor has added them up. */
const pointOf = (day: string, dollars: readonly string[]): string =>
  `{"timestamp":"${day}T00:00:00Z","values":[${dollars.length > 1 ? dollars.reduce((sum, one) => sum + Number(one), 0) : (dollars[0] ?? "0")}]}`;
