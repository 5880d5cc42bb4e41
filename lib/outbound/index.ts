import { env } from "@/lib/platform/env";
import { unreachable } from "@/lib/platform/errors";
import {
  createSafenet,
  isSafenetErrorCode,
  PURPOSES as PURPOSE_RULES,
  type Purpose,
  parseOperatorRules,
  publicMessageOf,
  SafenetError,
} from "@/lib/safenet";
import { recordCall, recordedCalls } from "./record-call";

export type { Purpose } from "@/lib/safenet";
export type { OutboundHop } from "./record-call";
export { recordedCalls };

/** What the product calls other servers for. */
export const PURPOSES = Object.keys(PURPOSE_RULES) as Purpose[];

// The one guard of this process: whatever the product calls, it calls through here.

type Safenet = ReturnType<typeof createSafenet>;

const shared = globalThis as typeof globalThis & { autoinkSafenet?: Safenet | undefined };

function guard(): Safenet {
  shared.autoinkSafenet ??= createSafenet({
    operator: { ...parseOperatorRules(env().SAFENET_ALLOW), mode: env().SAFENET_MODE },
    audit: recordCall,
  });
  return shared.autoinkSafenet;
}
/** Calls an address that people chose, under the rules of a purpose. @throws SafenetError */
export const safeFetch: Safenet["safeFetch"] = (...input) => guard().safeFetch(...input);

/** A `fetch` for libraries that want one, under the rules of a purpose. */
export const fetchFor: Safenet["fetch"] = (...input) => guard().fetch(...input);

/** Looks whether an address would be called, without calling it. */
export const probeUrl: Safenet["probeUrl"] = (...input) => guard().probeUrl(...input);

/** Ends open connections and writes down what they were: the process is about to end. */
export async function closeOutbound(): Promise<void> {
  shared.autoinkSafenet?.close();
  shared.autoinkSafenet = undefined;
  await recordedCalls();
}

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
