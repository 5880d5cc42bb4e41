import { z } from "zod";

const NANOS_PER_USD = 1_000_000_000n;
/** The smallest unit that can be paid in is a cent. */
export const NANOS_PER_CENT = NANOS_PER_USD / 100n;
/** Below this, what the card costs eats up what is paid in. */
export const TOP_UP_NANOS_MIN = 5n * NANOS_PER_USD;
export const TOP_UP_NANOS_MAX = 5_000n * NANOS_PER_USD;

const dollars = (nanos: bigint): string =>
  `$${Number(nanos / NANOS_PER_USD).toLocaleString("en-US")}`;

/** What may be paid in at once, in words. */
export const TOP_UP_RANGE = `from ${dollars(TOP_UP_NANOS_MIN)} to ${dollars(TOP_UP_NANOS_MAX)}`;

export const TopUpInput = z.strictObject({
  amount_nanos: z
    .string()
    .regex(/^\d{1,18}$/, "Write a whole number of nano-US-dollars.")
    .transform((text) => BigInt(text))
    .refine(
      (nanos) => nanos >= TOP_UP_NANOS_MIN && nanos <= TOP_UP_NANOS_MAX,
      `You can add ${TOP_UP_RANGE} at once.`,
    )
    .refine((nanos) => nanos % NANOS_PER_CENT === 0n, "Write whole cents."),
});
export type TopUpInput = z.infer<typeof TopUpInput>;

/** What one code may be worth at most, and how often it may be used. */
const PROMO_NANOS_MAX = 1_000n * NANOS_PER_USD;
export const PROMO_REDEMPTIONS_MAX = 100_000;

/** People type a code in whatever case. */
const PromoText = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9-]{6,40}$/, "A code has 6 to 40 letters, digits and hyphens.");

export const PromoCodeInput = z.strictObject({
  /** Left out, one is made that nobody guesses. */
  code: PromoText.optional(),
  amount_nanos: z
    .string()
    .regex(/^\d{1,18}$/, "Write a whole number of nano-US-dollars.")
    .transform((text) => BigInt(text))
    .refine(
      (nanos) => nanos > 0n && nanos <= PROMO_NANOS_MAX,
      `A code can be worth up to ${dollars(PROMO_NANOS_MAX)}.`,
    ),
  valid_until: z.iso.datetime().transform((text) => new Date(text)),
  redemptions_max: z.int().min(1).max(PROMO_REDEMPTIONS_MAX),
});
export type PromoCodeInput = z.infer<typeof PromoCodeInput>;

export const RedeemPromoInput = z.strictObject({ code: PromoText });
export type RedeemPromoInput = z.infer<typeof RedeemPromoInput>;

export interface PromoCodeView {
  id: string;
  code: string;
  amount_nanos: string;
  valid_until: string;
  redemptions_max: number;
  redeemed_count: number;
  created_at: string;
}

export interface PromoRedemptionView {
  id: string;
  amount_nanos: string;
  created_at: string;
}

const PARTY_NAME_CHARS_MAX = 200;
const ADDRESS_CHARS_MAX = 1_000;
const TAX_ID_CHARS_MAX = 60;

/** Who an invoice is from or for. The address has lines. */
export const PartyInput = z.strictObject({
  name: z.string().trim().min(1, "Write a name.").max(PARTY_NAME_CHARS_MAX),
  address: z.string().trim().max(ADDRESS_CHARS_MAX),
  tax_id: z.string().trim().min(1).max(TAX_ID_CHARS_MAX).nullable().optional(),
});
export type PartyInput = z.infer<typeof PartyInput>;

const Amount = z.string().regex(/^-?\d{1,30}$/);
const Party = z.object({ name: z.string(), address: z.string(), tax_id: z.string().nullable() });

/** What stands on an invoice besides its numbers. It is read as it was stored when the invoice was issued. */
export const InvoiceContent = z.object({
  issuer: Party,
  recipient: Party,
  /** What came in, or went back where it is below zero. */
  paid_in: z.array(
    z.object({ seq: z.string(), kind: z.string(), at: z.iso.datetime(), nanos: Amount }),
  ),
  /** `article_id` is null for work of no article. */
  usage_by_article: z.array(
    z.object({
      article_id: z.uuid().nullable(),
      title: z.string(),
      runs: z.int(),
      nanos: Amount,
    }),
  ),
  usage_by_model: z.array(
    z.object({ provider: z.string(), model: z.string(), calls: z.int(), nanos: Amount }),
  ),
});
export type InvoiceContent = z.infer<typeof InvoiceContent>;
export type PartyView = InvoiceContent["issuer"];

export interface InvoiceSummaryView {
  id: string;
  number: number;
  /** YYYY-MM, in UTC. */
  period: string;
  issued_at: string;
  opening_nanos: string;
  paid_in_nanos: string;
  usage_nanos: string;
  closing_nanos: string;
}

export interface InvoiceView extends InvoiceSummaryView, InvoiceContent {
  first_seq: string;
  last_seq: string;
  /** Hexadecimal. */
  head_hash: string;
}

export const TOP_UP_STATUSES = [
  "pending",
  "paid",
  "expired",
  "failed",
  "partially_refunded",
  "refunded",
  "disputed",
] as const;
export type TopUpStatus = (typeof TOP_UP_STATUSES)[number];

/** `not_created`: there was no page to pay on. `declined`: no money came. `mismatch`: not what was asked for. */
export const TOP_UP_FAILURES = ["not_created", "declined", "mismatch"] as const;
export type TopUpFailure = (typeof TOP_UP_FAILURES)[number];

export interface TopUpView {
  id: string;
  amount_nanos: string;
  status: TopUpStatus;
  failure_code: TopUpFailure | null;
  refunded_nanos: string;
  disputed_nanos: string;
  created_at: string;
  paid_at: string | null;
}
