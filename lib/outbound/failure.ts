import { unreachable } from "@/lib/platform/errors";
import { isSafenetErrorCode, publicMessageOf, SafenetError } from "@/lib/safenet";

/** Why a call with this code did not end with an answer, in words for everybody. */
export function outboundSentence(code: string): string {
  return isSafenetErrorCode(code) ? publicMessageOf(code) : "The call failed.";
}

export type OutboundFailureCode = "refused" | "timeout" | "too_large" | "unreachable" | "not_text";

/** What a failed call means to a person, or null for an error that is not the guard's. */
export function describeOutboundFailure(
  error: unknown,
): { code: OutboundFailureCode; message: string; isRetryable: boolean } | null {
  const guarded =
    error instanceof SafenetError ? error : error instanceof Error ? error.cause : undefined;
  if (!(guarded instanceof SafenetError)) return null;
  return {
    code: failureCode(guarded),
    message: guarded.publicMessage,
    isRetryable: guarded.retryable,
  };
}

function failureCode(error: SafenetError): OutboundFailureCode {
  switch (error.kind) {
    case "refused":
      return "refused";
    case "limit":
      return error.code.endsWith("TIMEOUT") ? "timeout" : "too_large";
    case "dns":
    case "network":
      return error.code.endsWith("TIMEOUT") ? "timeout" : "unreachable";
    case "caller":
      return "unreachable";
    default:
      return unreachable(error.kind);
  }
}
