import type { HookKind } from "@/lib/publishing/schema";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The pauses before the second attempt, the third and so on. When they are used up, the delivery has failed. */
export const PAUSES_MS: Readonly<Record<HookKind, readonly number[]>> = {
  // The schedule of Standard Webhooks 1.0: ten attempts over three days.
  http: [
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
  ],
  indexnow: [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR],
  // A site writes its sitemap when it gets round to it: looked at for an hour.
  "sitemap-check": [5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 25 * MINUTE],
  // Only a person knows whether a program may run a second time.
  command: [],
};

/** A pause is longer by up to this share, so that what failed together does not come back together. */
export const JITTER = 0.2;
/** A receiver may ask for more time, but not for more than this. */
export const RETRY_AFTER_MAX_MS = 24 * HOUR;

/**
 * How long to wait after so many attempts, in milliseconds, or null when there is to be no other. Never
 * less than the receiver asked for.
 */
export function pauseAfter(
  kind: HookKind,
  attempts: number,
  askedMs = 0,
  random = Math.random(),
): number | null {
  const pause = PAUSES_MS[kind][attempts - 1];
  if (pause === undefined) return null;
  const least = Math.max(pause, Math.min(askedMs, RETRY_AFTER_MAX_MS));
  return Math.round(least * (1 + JITTER * random));
}
