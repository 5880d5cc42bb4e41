import type { PeerReply, PeerRequest } from "@/test/peers/cms/peer-server";
import {
  type BillBook,
  type BillPeer,
  type BillPeerOptions,
  json,
  pageOf,
  startBillPeer,
  toldDays,
} from "./bill-peer";

// Anthropic's Admin API, cost report: https://platform.claude.com/docs/en/api/admin/cost_report

export const ANTHROPIC_ADMIN_KEY = "sk-ant-admin01-peer000000000000";
const PAGE_DEFAULT = 7;
const PAGE_MAX = 31;
const DAY_MS = 24 * 60 * 60_000;

export function startAnthropicBills(options?: BillPeerOptions): Promise<BillPeer> {
  return startBillPeer((request, book) => {
    const refused = refusalOf(request);
    if (refused !== null) return refused;
    const { searchParams } = request.url;
    const limit = Number(searchParams.get("limit") ?? PAGE_DEFAULT);
    const from = new Date(searchParams.get("starting_at") ?? "");
    const until = new Date(searchParams.get("ending_at") ?? "");
    if (Number.isNaN(from.getTime()) || limit < 1 || limit > PAGE_MAX)
      return failure(400, "invalid_request_error", "starting_at or limit is not valid");
    const buckets = toldDays(book, from, until).map((day) => bucketOf(day, book));
    return json(pageOf(buckets, searchParams.get("page"), limit, book));
  }, options);
}

function refusalOf({ method, headers, url }: PeerRequest): PeerReply | null {
  if (headers["x-api-key"] !== ANTHROPIC_ADMIN_KEY)
    return failure(401, "authentication_error", "invalid x-api-key");
  if (method !== "GET" || url.pathname !== "/organizations/cost_report")
    return failure(404, "not_found_error", "Not found");
  return headers["anthropic-version"] === "2023-06-01"
    ? null
    : failure(400, "invalid_request_error", "anthropic-version: header is required");
}

const bucketOf = (day: string, book: BillBook) => ({
  starting_at: `${day}T00:00:00Z`,
  ending_at: new Date(Date.parse(day) + DAY_MS).toISOString().replace(".000", ""),
  results: (book.spent.get(day) ?? []).map((dollars) => ({
    currency: book.currency,
    amount: toCents(dollars),
    workspace_id: null,
    description: null,
    cost_type: null,
    context_window: null,
    model: null,
    service_tier: null,
    token_type: null,
  })),
});

/** "1.2345" dollars are "123.45" cents. What is no number stays as it is. */
function toCents(dollars: string): string {
  const [, sign = "", whole = "", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(dollars) ?? [];
  if (whole === "") return dollars;
  const digits = fraction.padEnd(2, "0");
  const cents = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  return `${sign}${cents}${digits.length > 2 ? `.${digits.slice(2)}` : ""}`;
}

const failure = (status: number, type: string, message: string) =>
  json({ type: "error", error: { type, message } }, status);
