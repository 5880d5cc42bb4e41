import { SafenetError, type SafenetErrorCode } from "./errors";

interface Deadline {
  readonly ms: number;
  readonly code: SafenetErrorCode;
  readonly signal: AbortSignal;
}

/**
 * Runs `work` for at most `ms`. Rejects with `code` when time is up and with the signal's reason when that
 * aborts; either way the signal handed to `work` aborts, and a late result goes to `discard`.
 */
export async function withDeadline<T>(
  deadline: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
  discard?: (late: T) => void,
): Promise<T> {
  const inner = new AbortController();
  const abort = (): void => inner.abort(deadline.signal.reason);
  if (deadline.signal.aborted) throw reasonOf(deadline.signal);
  deadline.signal.addEventListener("abort", abort, { once: true });
  const timer = setTimeout(() => inner.abort(new SafenetError(deadline.code)), deadline.ms);
  const stopped = new Promise<never>((_, reject) => {
    inner.signal.addEventListener("abort", () => reject(reasonOf(inner.signal)), { once: true });
  });
  const running = work(inner.signal);
  try {
    return await Promise.race([running, stopped]);
  } catch (error) {
    if (inner.signal.aborted) throw reasonOf(inner.signal);
    throw error;
  } finally {
    clearTimeout(timer);
    deadline.signal.removeEventListener("abort", abort);
    if (inner.signal.aborted) {
      // The loser of the race may still answer, or fail; nobody waits for it any more.
      running.then(discard, () => {});
    }
  }
}

/** Why a signal aborted, as a SafenetError. */
export function reasonOf(signal: AbortSignal): SafenetError {
  const reason: unknown = signal.reason;
  return reason instanceof SafenetError ? reason : new SafenetError("ABORTED", { cause: reason });
}
