import { z } from "zod";

export const NANOS_PER_USD = 1_000_000_000n;
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
