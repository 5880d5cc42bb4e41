import {
  type BillPeer,
  type BillPeerOptions,
  json,
  pageOf,
  startBillPeer,
  toldDays,
} from "./bill-peer";

// OpenAI's administration API, costs: https://platform.openai.com/docs/api-reference/usage/costs

export const OPENAI_ADMIN_KEY = "sk-admin-peer0000000000000000";
const PAGE_DEFAULT = 7;
const PAGE_MAX = 180;
const DAY_SECONDS = 24 * 60 * 60;

/** Amounts come as JSON numbers, or as text: the service does both. */
export interface OpenAiBillPeer extends BillPeer {
  writesText: boolean;
}

export async function startOpenAiBills(options?: BillPeerOptions): Promise<OpenAiBillPeer> {
  const peer: OpenAiBillPeer = Object.assign(
    await startBillPeer(({ method, headers, url }, book) => {
      if (headers.authorization !== `Bearer ${OPENAI_ADMIN_KEY}`)
        return failure(401, "Incorrect API key provided.");
      if (method !== "GET" || url.pathname !== "/organization/costs")
        return failure(404, `Invalid URL (${method} ${url.pathname})`);
      const seconds = (name: string) => Number(url.searchParams.get(name) ?? "NaN");
      const limit = Number(url.searchParams.get("limit") ?? PAGE_DEFAULT);
      if (!Number.isInteger(seconds("start_time")) || limit < 1 || limit > PAGE_MAX)
        return failure(400, "start_time or limit is not valid");
      const days = toldDays(
        book,
        new Date(seconds("start_time") * 1000),
        new Date(seconds("end_time") * 1000),
      );
      const page = pageOf(days, url.searchParams.get("page"), limit, book);
      const buckets = page.data.map((day) => {
        const start = Date.parse(day) / 1000;
        const results = (book.spent.get(day) ?? []).map(
          (dollars) =>
            `{"object":"organization.costs.result","amount":{"value":${peer.writesText ? `"${dollars}"` : dollars},"currency":"${book.currency.toLowerCase()}"},"line_item":null,"project_id":null,"organization_id":"org-peer"}`,
        );
        return `{"object":"bucket","start_time":${start},"end_time":${start + DAY_SECONDS},"results":[${results.join()}]}`;
      });
      const next = JSON.stringify(page.next_page);
      return {
        status: 200,
        body: `{"object":"page","data":[${buckets.join()}],"has_more":${page.has_more},"next_page":${next}}`,
      };
    }, options),
    { writesText: false },
  );
  return peer;
}

const failure = (status: number, message: string) =>
  json({ error: { message, type: "invalid_request_error", param: null, code: null } }, status);
