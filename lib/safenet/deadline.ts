import { SafenetError, type SafenetErrorCode } from "./errors";

type Listener = (reason: SafenetError) => void;

/** How long a call may go on. It does what an AbortSignal does, at a tenth of the price. */
export class Lifetime {
  #reason: SafenetError | undefined;
  #controller: AbortController | undefined;
  readonly #listeners = new Set<Listener>();

  /** Why it ended; undefined while it goes on. */
  get reason(): SafenetError | undefined {
    return this.#reason;
  }

  /** For what needs a signal; made when it is first asked for. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** Ends it; later reasons change nothing. */
  end(reason: SafenetError): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    for (const listener of this.#listeners) listener(reason);
    this.#controller?.abort(reason);
  }

  /** Calls the listener when it ends, unless that is over. */
  onEnd(listener: Listener): void {
    this.#listeners.add(listener);
  }

  offEnd(listener: Listener): void {
    this.#listeners.delete(listener);
  }

  /** Throws the reason once it ended. */
  requireGoing(): void {
    if (this.#reason !== undefined) throw this.#reason;
  }
}

/**
 * A lifetime of at most `ms` that also ends with `closing` (ABORTED) and with the signal of a caller (ABORTED), if
 * there is one. `dispose` is called when nothing can end it any more.
 */
export function startLifetime(
  ms: number,
  closing: Lifetime,
  signal?: AbortSignal,
): { lifetime: Lifetime; dispose: () => void } {
  const lifetime = new Lifetime();
  const abort = (): void => lifetime.end(new SafenetError("ABORTED", { cause: signal?.reason }));
  if (closing.reason !== undefined || signal?.aborted === true) abort();
  closing.onEnd(abort);
  signal?.addEventListener("abort", abort, { once: true });
  const timer = setTimeout(() => lifetime.end(new SafenetError("TOTAL_TIMEOUT")), ms);
  const dispose = (): void => {
    clearTimeout(timer);
    closing.offEnd(abort);
    signal?.removeEventListener("abort", abort);
  };
  return { lifetime, dispose };
}

interface Deadline {
  readonly ms: number;
  readonly code: SafenetErrorCode;
  readonly lifetime: Lifetime;
}

/**
 * Runs `work`, which must not throw, for at most `ms`. Rejects with `code` when time is up and with the reason of the lifetime when that
 * ends; either way the signal handed to `work` aborts, and a late result goes to `discard`.
 */
export async function withDeadline<T>(
  { ms, code, lifetime }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
  discard?: (late: T) => void,
): Promise<T> {
  lifetime.requireGoing();
  const inner = new Lifetime();
  const end = (reason: SafenetError): void => inner.end(reason);
  lifetime.onEnd(end);
  const timer = setTimeout(() => inner.end(new SafenetError(code)), ms);
  const stopped = new Promise<never>((_, reject) => inner.onEnd(reject));
  const running = work(inner.signal);
  try {
    return await Promise.race([running, stopped]);
  } catch (error) {
    throw inner.reason ?? error;
  } finally {
    clearTimeout(timer);
    lifetime.offEnd(end);
    if (inner.reason !== undefined) {
      // The loser of the race may still answer, or fail; nobody waits for it any more.
      running.then(discard, () => {});
    }
  }
}
