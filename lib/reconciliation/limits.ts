// Every limit of the reconciliation. docs/reconciliation.md explains them with the same numbers.

const HOUR_MS = 60 * 60_000;

/** Past this share of what the vendor says, a difference is a drift. Holds per day, per week and per call. */
export const DRIFT_PERCENT_MAX = 5n;

/** A day that cost less counts as if it had cost this much: 10 cents. Below it, per cent of nothing say nothing. */
export const DAY_FLOOR_NANOS = 100_000_000n;
/** The same for one call: a ten-thousandth of a cent. */
export const CALL_FLOOR_NANOS = 1_000n;

/** How long a vendor may take to tell of a day. Until then its figure may still grow; after it, it is late. */
export const LATE_MS = 48 * HOUR_MS;

/** Days of the window in which many small differences are added up. */
export const WEEK_DAYS = 7;

/**
 * Slow one-sided drift is found by a one-sided CUSUM (E. S. Page, 1954) over the days of the last month, in
 * millionths of each day's bill. Each day adds its difference less the allowance, and none adds more than a
 * day's own limit: one bad day is told of as that day. 2 % a day are found after 10 days, 1 % a day after 30.
 */
export const SLOW_DAYS = 30;
export const SLOW_ALLOWANCE_PPM = 5_000n;
export const SLOW_DAY_PPM_MAX = 50_000n;
export const SLOW_LIMIT_PPM = 145_000n;

/** How far back bills are read again each day: vendors correct themselves. */
export const READ_DAYS = 31;

/** What is kept of a vendor's answers, besides the hash of them all. */
export const EVIDENCE_CHARS_MAX = 65_536;

/** How much earlier than the last reading it may be: clocks of several machines are never quite the same. */
export const CLOCK_BACK_MAX_MS = 10 * 60_000;
