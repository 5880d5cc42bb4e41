/** The largest amount of one line: about 9.2 billion USD, the range of a 64-bit integer. */
export const AMOUNT_NANOS_MAX = 9_223_372_036_854_775_807n;
export const LINES_MAX = 1_000;
export const MEMO_BYTES_MAX = 1_024;
/** Transactions and lines of one batch. */
export const BATCH_MAX = 1_000;
export const BATCH_LINES_MAX = 32_767;
