/** Every vendor whose bill can be compared with our own book. */
export const BILL_PROVIDERS = [
  "anthropic",
  "openai",
  "google",
  "deepseek",
  "perplexity",
  "xai",
  "dataforseo",
  "stripe",
] as const;

export type BillProvider = (typeof BILL_PROVIDERS)[number];

/** A UTC day, written YYYY-MM-DD. */
export type Day = string;

/** Whole UTC days, from the first on and before the last. */
export interface BillWindow {
  readonly from: Day;
  readonly until: Day;
}

/** What the vendor says of one day, in nano-USD. Negative where it gave more back than it took. */
export interface BilledDay {
  readonly day: Day;
  readonly nanos: bigint;
}

/**
 * Why a bill can't be used; the operator has to look:
 * - `auth`: the key was refused, or may not read bills.
 * - `not_found`: no such account, team or table.
 * - `currency`: the vendor bills in another currency than US dollars. We never convert.
 * - `duplicate`: the same day or entry stands in it twice.
 * - `incomplete`: it says itself that something is missing.
 * - `malformed`: it is not in this vendor's form: HTML, broken JSON, an amount that is no number, a day not asked for.
 * - `clock`: the vendor's time and ours are too far apart to know which day is meant.
 * - `refused`: our own outbound rules refuse the address.
 * - `rejected`: the vendor refuses the request itself.
 */
export const UNREADABLE_REASONS = [
  "auth",
  "not_found",
  "currency",
  "duplicate",
  "incomplete",
  "malformed",
  "clock",
  "refused",
  "rejected",
] as const;

export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];

/** The vendor's answers as they came, one text a page. They may name the account, and hold no key. */
export type Evidence = readonly string[];

/**
 * What came of reading a bill. It is whole or it is nothing: of an unreadable bill no day is given.
 *
 * A day that is missing in `days` is one of which the vendor says nothing (yet): late, not zero.
 */
export type VendorBill =
  | { readonly kind: "days"; readonly days: readonly BilledDay[]; readonly evidence: Evidence }
  | {
      /** The vendor tells what is left of prepaid money, and not what was spent. */
      readonly kind: "balance";
      readonly balanceNanos: bigint;
      /** All that was ever paid in; null where the vendor does not tell. */
      readonly depositedNanos: bigint | null;
      /** The smallest step in which it writes the balance. */
      readonly resolutionNanos: bigint;
      readonly evidence: Evidence;
    }
  | {
      readonly kind: "unreadable";
      readonly reason: UnreadableReason;
      /** For the operator; holds no secret. */
      readonly message: string;
      readonly evidence: Evidence;
    }
  /** Busy, broken or not reached: ask again later. */
  | { readonly kind: "unavailable"; readonly message: string };

/** A vendor that tells what it charges. Never throws for what the vendor or the network does. */
export interface BillReader {
  readonly provider: BillProvider;
  /** For a vendor that tells only a balance the window is of no meaning. */
  readBill(window: BillWindow, signal: AbortSignal): Promise<VendorBill>;
}

/** The guarded call, bound by the caller to a purpose. It throws the outbound guard's errors. */
export type BillFetch = (
  url: string,
  init: {
    readonly method: "GET" | "POST";
    readonly headers: Readonly<Record<string, string>>;
    /** Headers that are secrets: never logged, dropped when a redirect leaves the origin. */
    readonly secretHeaders: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly signal: AbortSignal;
  },
) => Promise<{
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  text(): Promise<string>;
}>;

/** Where and as whom a vendor's bill is read. Perplexity has none: it offers no such interface. */
export type BillAccount =
  | { readonly provider: "anthropic"; readonly adminKey: string }
  | { readonly provider: "openai"; readonly adminKey: string }
  | {
      readonly provider: "google";
      /** A service account that may run queries and read the table. */
      readonly clientEmail: string;
      readonly privateKeyId: string;
      /** PKCS #8 in PEM. */
      readonly privateKey: string;
      /** Of the billing export: project.dataset.table. */
      readonly table: string;
    }
  | { readonly provider: "deepseek"; readonly apiKey: string }
  | { readonly provider: "xai"; readonly managementKey: string; readonly teamId: string }
  | { readonly provider: "dataforseo"; readonly login: string; readonly password: string }
  | { readonly provider: "stripe"; readonly apiKey: string };

export interface BillSetting {
  /** Up to and with the version where the vendor has one; the vendor's own when left out. */
  readonly baseUrl?: string | undefined;
  readonly fetch: BillFetch;
  readonly now: () => Date;
}
