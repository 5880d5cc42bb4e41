/** Where the time comes from. Tests hold it still; everything else reads the system's clock. */
export interface Clock {
  now(): Date;
}

const SYSTEM_CLOCK: Clock = { now: () => new Date() };
let current: Clock = SYSTEM_CLOCK;

export const clock: Clock = { now: () => current.now() };

/** Replaces the clock until the returned function is called. For tests. */
export function setClock(replacement: Clock): () => void {
  current = replacement;
  return () => {
    current = SYSTEM_CLOCK;
  };
}
