import { describeOutboundFailure, safeFetch } from "@/lib/outbound";
import type { HookOutcome } from "./hook-event";

type Request = Parameters<typeof safeFetch>[1];
type Response = Awaited<ReturnType<typeof safeFetch>>;

/**
 * Calls an address through the guard and says what the answer means. What the guard refuses stays refused;
 * any other failure may be over by the next attempt.
 */
export async function callOut(
  url: string,
  request: Request,
  read: (response: Response) => HookOutcome | Promise<HookOutcome>,
): Promise<HookOutcome> {
  try {
    const response = await safeFetch(url, request);
    try {
      return await read(response);
    } finally {
      response.cancel();
    }
  } catch (error) {
    return failedCall(error);
  }
}

/** What a call that the guard refused or that failed means for the delivery. Throws what is no such failure again. */
export function failedCall(error: unknown): HookOutcome {
  const failure = describeOutboundFailure(error);
  if (failure === null) throw error;
  const verdict = failure.code === "refused" ? "never" : "again";
  return { verdict, status: null, detail: failure.message };
}
