import { APICallError } from "ai";
import { SafenetError } from "@/lib/safenet";
import type { AiOutcome, AiRejection, AiUnavailability } from "./port";
import { requestIdOf, retryAfterOf, type Trace } from "./trace";

/** What was known of a call when it failed. */
export interface FailureContext {
  readonly trace: Trace;
  readonly apiKey: string;
  readonly partial: Omit<Extract<AiOutcome, { kind: "aborted" }>, "kind" | "sent">;
}

const MESSAGE_CHARS_MAX = 500;
const CAUSES_MAX = 8;

/** Turns whatever ended a call into an outcome: a refusal that was not billed, or an unknown that may have been. */
export function outcomeOfFailure(error: unknown, context: FailureContext): AiOutcome {
  const { trace } = context;
  const message = messageOf(error, context.apiKey);
  const outbound = findSafenetError(error);
  if (outbound?.kind === "refused") {
    return { kind: "rejected", reason: "outbound_refused", message: outbound.publicMessage };
  }
  const isErrorStatus = trace.status !== undefined && trace.status >= 400;
  const rejection = isErrorStatus ? rejectionOf(trace.status ?? 0, message) : undefined;
  const retryAfterMs = retryAfterOf(trace);
  const details = {
    ...(isErrorStatus && trace.status !== undefined ? { status: trace.status } : {}),
    ...(isErrorStatus && retryAfterMs !== undefined ? { retryAfterMs } : {}),
    message,
  };
  if (rejection !== undefined) return { kind: "rejected", reason: rejection, ...details };
  return {
    kind: "unavailable",
    reason: unavailabilityOf(isErrorStatus ? trace.status : undefined, outbound),
    ...details,
    sent: trace.sent,
    ...context.partial,
  };
}

/** The request id, if there is one, in the shape of an optional field. */
export function requestIdField(trace: Trace): { requestId?: string } {
  const requestId = requestIdOf(trace);
  return requestId === undefined ? {} : { requestId };
}

function rejectionOf(status: number, message: string): AiRejection | undefined {
  switch (status) {
    case 401:
    case 403:
      return "auth";
    case 402:
      return "quota";
    case 404:
      return "not_found";
    case 408:
      return undefined;
    case 429:
      // OpenAI answers 429 both to haste and to an empty account.
      return /insufficient_quota|exceeded your current quota|billing/i.test(message)
        ? "quota"
        : "rate_limited";
    default:
      return status < 500 ? "bad_request" : undefined;
  }
}

function unavailabilityOf(
  status: number | undefined,
  outbound: SafenetError | undefined,
): AiUnavailability {
  if (status === 503 || status === 529) return "overloaded";
  if (status === 408 || status === 504) return "timeout";
  if (status !== undefined) return "server_error";
  if (outbound === undefined) return "bad_response";
  if (outbound.code.endsWith("_TIMEOUT")) return "timeout";
  return outbound.kind === "limit" ? "bad_response" : "connection";
}

/** The clients wrap what their fetch throws; the reason stays in the chain of causes. */
function findSafenetError(error: unknown): SafenetError | undefined {
  let current = error;
  for (let depth = 0; depth < CAUSES_MAX && current instanceof Error; depth += 1) {
    if (current instanceof SafenetError) return current;
    current = current.cause;
  }
  return undefined;
}

function messageOf(error: unknown, apiKey: string): string {
  const outbound = findSafenetError(error);
  const text = outbound?.publicMessage ?? vendorWords(error);
  const clean = apiKey === "" ? text : text.replaceAll(apiKey, "[key]");
  return clean.slice(0, MESSAGE_CHARS_MAX);
}

function vendorWords(error: unknown): string {
  if (APICallError.isInstance(error)) {
    const { responseBody = "" } = error;
    // The code is often only in the body, the sentence only in the message.
    const code = /"(?:code|type)"\s*:\s*"([\w.-]{1,64})"/.exec(responseBody)?.[1];
    return code === undefined ? error.message : `${error.message} (${code})`;
  }
  if (error instanceof Error) return error.message;
  if (typeof error === "object" && error !== null && "message" in error) {
    return String(error.message);
  }
  return typeof error === "string" ? error : "The vendor reported an error.";
}
