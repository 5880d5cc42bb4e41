import { z } from "zod";

/** Whose bills are compared with our book. */
export const PROVIDERS = [
  "anthropic",
  "openai",
  "google",
  "deepseek",
  "perplexity",
  "xai",
  "dataforseo",
  "stripe",
] as const;
export type Provider = (typeof PROVIDERS)[number];

/**
 * What can be said of a day, or of a call, when ours and theirs are set against each other:
 * - `matched`: they agree, within the limit.
 * - `waiting`: the vendor has not said enough yet to decide.
 * - `drift`: they do not agree.
 * - `unreadable`: there is an answer that can't be used.
 * - `no_source`: nobody to ask, and no invoice entered.
 */
export const RECONCILIATION_STATES = [
  "matched",
  "waiting",
  "drift",
  "unreadable",
  "no_source",
] as const;
export type ReconciliationState = (typeof RECONCILIATION_STATES)[number];

/** Where the vendor's figure is from: its bill by day, what is left of prepaid money, an invoice entered by hand. */
export const SOURCES = ["bill", "balance", "invoice", "none"] as const;
export type Source = (typeof SOURCES)[number];

/**
 * What an operator has to look at:
 * - `day_drift`, `week_drift`: more than the limit apart, on a day or over a week.
 * - `slow_drift`: small differences that lean to one side for long.
 * - `call_drift`: our prices of a model are not what the vendor's answers say.
 * - `late`: nothing was told of a day for too long.
 * - `unreadable`: there is an answer that can't be used.
 */
export const ALERT_KINDS = [
  "day_drift",
  "week_drift",
  "slow_drift",
  "call_drift",
  "late",
  "unreadable",
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export const INVOICE_KINDS = ["invoice", "top_up"] as const;
export type InvoiceKind = (typeof INVOICE_KINDS)[number];

/** Longer than a quarter is no period that one can look into. */
export const INVOICE_DAYS_MAX = 100;
const REFERENCE_CHARS_MAX = 100;
const DAY_MS = 24 * 60 * 60_000;

const Day = z.iso.date("Write a day as YYYY-MM-DD.");

/** Whose calls of which UTC day are asked for. */
export const DayQuery = z.object({ provider: z.enum(PROVIDERS), day: Day });

export const InvoiceInput = z
  .strictObject({
    provider: z.enum(PROVIDERS),
    /** `invoice`: what was charged for a time. `top_up`: what was paid in advance on a day. */
    kind: z.enum(INVOICE_KINDS).default("invoice"),
    /** The vendor's number of it. Entered again under the same one, the later entry counts. */
    reference: z
      .string()
      .trim()
      .min(1, "Write the number of the invoice.")
      .max(REFERENCE_CHARS_MAX),
    from_day: Day,
    /** The last day, itself included; the first one where it is left out. */
    last_day: Day.optional(),
    amount_nanos: z
      .string()
      .regex(/^\d{1,18}$/, "Write a whole number of nano-US-dollars.")
      .transform((text) => BigInt(text)),
  })
  .transform((input) => ({ ...input, last_day: input.last_day ?? input.from_day }))
  .refine(({ from_day: from, last_day: last }) => from <= last, {
    path: ["last_day"],
    message: "The last day is not before the first one.",
  })
  .refine(
    ({ from_day: from, last_day: last }) =>
      (Date.parse(last) - Date.parse(from)) / DAY_MS < INVOICE_DAYS_MAX,
    { path: ["last_day"], message: `A period has at most ${INVOICE_DAYS_MAX} days.` },
  )
  .refine(({ kind, from_day: from, last_day: last }) => kind === "invoice" || from === last, {
    path: ["last_day"],
    message: "A payment in advance is of one day.",
  });
export type InvoiceInput = z.infer<typeof InvoiceInput>;

export interface AlertView {
  id: string;
  provider: Provider;
  kind: AlertKind;
  subject: string;
  message: string;
  ours_nanos: string | null;
  theirs_nanos: string | null;
  opened_at: string;
}

export interface ProviderDayView {
  provider: Provider;
  day: string;
  state: ReconciliationState;
  source: Source;
  /** The time that both amounts are of: the day, or longer where the vendor tells no days. */
  from_time: string;
  until_time: string;
  ours_nanos: string;
  theirs_nanos: string | null;
  /** How often the judgement has changed; the first one is 1. */
  revision: number;
  judged_at: string;
}

export interface ProviderView {
  provider: Provider;
  /** Of the latest day that was judged; null before there is one. */
  state: ReconciliationState | null;
  source: Source;
  /** When the vendor last gave figures; null when it never did. */
  read_at: string | null;
  /** What the vendor's last answer came to, when that was no figures. */
  problem: string | null;
  /** Of the last 30 days, as far as both are known. */
  ours_nanos: string;
  theirs_nanos: string;
  alerts: AlertView[];
}

export interface VendorCallView {
  id: string;
  workspace_slug: string;
  article_id: string;
  run_id: string;
  step: string;
  model: string | null;
  finished_at: string;
  input_tokens: number | null;
  output_tokens: number | null;
  listed_nanos: string | null;
  reported_nanos: string | null;
  cost_nanos: string | null;
  /** The instant check: our price of the call against what its answer says. */
  state: ReconciliationState;
}

export interface InvoiceView {
  id: string;
  provider: Provider;
  kind: InvoiceKind;
  reference: string;
  from_day: string;
  last_day: string;
  amount_nanos: string;
  entered_at: string;
}
