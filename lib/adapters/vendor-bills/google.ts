import { z } from "zod";
import { signServiceAccountToken } from "@/lib/crypto";
import { ask, type Reply } from "./ask";
import { billOfBuckets, parseTime } from "./days";
import { parseUsd } from "./money";
import { unavailable, unreadable } from "./outcome";
import type { BillAccount, BillReader, BillSetting, BillWindow, VendorBill } from "./port";

const BASE_URL = "https://bigquery.googleapis.com/bigquery/v2";
const AUDIENCE = "https://bigquery.googleapis.com/";
/** How the export names what the calls of lib/adapters/ai are billed as. */
const SERVICE = "Gemini API";
const QUERY_TIMEOUT_MS = 20_000;
/** The query reads one table; past this it is not the billing export of one account. */
const BYTES_BILLED_MAX = "10737418240";
const POLLS_MAX = 3;
const ROWS_MAX = 500;

type GoogleAccount = Extract<BillAccount, { provider: "google" }>;

const Cell = z.object({ v: z.string() });
const Answer = z.object({
  jobComplete: z.boolean(),
  jobReference: z.object({ jobId: z.string(), location: z.string().nullish() }).nullish(),
  rows: z.array(z.object({ f: z.tuple([Cell, Cell, Cell]) })).nullish(),
  pageToken: z.string().nullish(),
  errors: z.array(z.object({ reason: z.string().nullish() })).nullish(),
});

type QueryAnswer = Reply<z.output<typeof Answer>>;

/**
 * Google's Cloud Billing export in BigQuery (docs.cloud.google.com/billing/docs/how-to/export-data-bigquery-tables),
 * by `jobs.query` with a self-signed token of a service account. The Gemini API has no cost endpoint of its own.
 * Cost and credits of the service "{@link SERVICE}" by UTC day of use, in the currency of the billing account. The
 * export grows through the day and is corrected later; no delay is promised. The name of the service was not
 * confirmed against a live export.
 */
export function googleBills(setting: BillSetting, account: GoogleAccount): BillReader {
  return {
    provider: "google",
    readBill: (window, signal) => read(setting, account, window, signal),
  };
}

async function read(
  setting: BillSetting,
  account: GoogleAccount,
  window: BillWindow,
  signal: AbortSignal,
): Promise<VendorBill> {
  const answer = await runQuery(setting, account, window, signal);
  if (!answer.ok) return answer.bill;
  const { jobComplete, rows, pageToken, errors } = answer.value;
  const evidence = [answer.text];
  if (!jobComplete) return unavailable("The query is still running.");
  if ((errors ?? []).length > 0)
    return unreadable("rejected", `BigQuery: ${errors?.[0]?.reason ?? "an error"}.`, evidence);
  if ((pageToken ?? "") !== "")
    return unreadable("incomplete", `It has more than ${ROWS_MAX} rows.`, evidence);
  const buckets = (rows ?? []).map(({ f: [day, currency, amount] }) => ({
    startsAt: parseTime(day.v),
    amounts: [{ currency: currency.v, usd: parseUsd(amount.v) }],
  }));
  return billOfBuckets(buckets, window, evidence);
}

async function runQuery(
  setting: BillSetting,
  account: GoogleAccount,
  window: BillWindow,
  signal: AbortSignal,
): Promise<QueryAnswer> {
  const [projectId = ""] = account.table.split(".");
  const token = await signServiceAccountToken({
    ...account,
    audience: AUDIENCE,
    now: setting.now(),
  });
  const url = `${setting.baseUrl ?? BASE_URL}/projects/${encodeURIComponent(projectId)}/queries`;
  const common = { secretHeaders: { authorization: `Bearer ${token}` }, schema: Answer, signal };
  let answer = await ask(setting, { ...common, url, body: queryOf(account.table, window) });
  for (let poll = 0; poll < POLLS_MAX; poll += 1) {
    if (!answer.ok || answer.value.jobComplete) return answer;
    const { jobId = "", location } = answer.value.jobReference ?? {};
    const query = new URLSearchParams({
      maxResults: String(ROWS_MAX),
      timeoutMs: String(QUERY_TIMEOUT_MS),
      ...(typeof location === "string" ? { location } : {}),
    });
    answer = await ask(setting, { ...common, url: `${url}/${encodeURIComponent(jobId)}?${query}` });
  }
  return answer;
}

/** The table can't be a parameter of a query; its form is checked where the setting is read. */
function queryOf(table: string, { from, until }: BillWindow): object {
  const parameter = (name: string, type: string, value: string): object => ({
    name,
    parameterType: { type },
    parameterValue: { value },
  });
  return {
    query: `SELECT FORMAT_TIMESTAMP('%F', usage_start_time) AS day, currency,
  CAST(SUM(CAST(cost AS BIGNUMERIC) + IFNULL((SELECT SUM(CAST(credit.amount AS BIGNUMERIC)) FROM UNNEST(credits) AS credit), 0)) AS STRING) AS amount
FROM \`${table}\`
WHERE service.description = @service
  AND usage_start_time >= TIMESTAMP(@from_day) AND usage_start_time < TIMESTAMP(@until_day)
GROUP BY day, currency ORDER BY day, currency`,
    useLegacySql: false,
    parameterMode: "NAMED",
    queryParameters: [
      parameter("service", "STRING", SERVICE),
      parameter("from_day", "STRING", from),
      parameter("until_day", "STRING", until),
    ],
    maxResults: ROWS_MAX,
    timeoutMs: QUERY_TIMEOUT_MS,
    maximumBytesBilled: BYTES_BILLED_MAX,
  };
}
